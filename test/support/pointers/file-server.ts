import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  createServer as createHttp,
} from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { aCertificate, type TestCertificate } from '../hl7/index.js';

/** A server of documents on this machine, as a record or an archive has one. */
export interface FileServer {
  readonly port: number;
  /** What it was asked, in order. */
  readonly requests: IncomingMessage[];
  /** How many connections were opened to it. */
  connections(): number;
  /** PEM of who signed its certificate. */
  readonly authority: string;
  close(): Promise<void>;
}

export interface FileServerOptions {
  readonly isPlain?: boolean;
  /** The name its certificate is good for. */
  readonly host?: string;
  /** Signs its certificate in place of an authority of its own. */
  readonly issuer?: TestCertificate;
}

/** Speaks HTTPS with a certificate made for it. */
export async function startFileServer(
  answer: RequestListener,
  { isPlain = false, host = 'localhost', issuer = aCertificate('authority') }: FileServerOptions = {},
): Promise<FileServer> {
  const { cert, key } = aCertificate('server', issuer, host);
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  const server: Server = isPlain ? createHttp(listener) : createServer({ cert, key }, listener);
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => count,
    authority: issuer.cert,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
