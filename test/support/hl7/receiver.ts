import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createMllpDecoder, frame, type Hl7Message, readMessage } from '../../../src/hl7/index.js';

/** One message as it came. */
export interface ReceivedMessage {
  /** MSH-10. */
  readonly controlId: string;
  readonly message: Hl7Message;
  readonly bytes: Buffer;
  readonly socket: Socket;
  /** How often this MSH-10 has come, this time included. */
  readonly times: number;
}

export type Answering = (received: ReceivedMessage, receiver: Receiver) => void | Promise<void>;

/** A hospital system that takes results. */
export interface Receiver {
  readonly port: number;
  readonly received: readonly ReceivedMessage[];
  /** The most messages that were here at once without an answer. */
  readonly mostInFlight: number;
  /** What it does with the next ones. */
  answering: Answering;
  answer(
    received: ReceivedMessage,
    code: string,
    more?: { readonly to?: string; readonly errors?: string },
  ): void;
  close(): Promise<void>;
}

export const accept: Answering = (received, receiver) => receiver.answer(received, 'AA');

export async function openReceiver({
  answering = accept,
  port = 0,
  tls,
}: { answering?: Answering; port?: number; tls?: TlsOptions } = {}): Promise<Receiver> {
  const received: ReceivedMessage[] = [];
  const sockets = new Set<Socket>();
  const open = new Set<ReceivedMessage>();
  let most = 0;
  const onSocket = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      for (const one of open) if (one.socket === socket) open.delete(one);
    });
    const decoder = createMllpDecoder({ maxBytes: 10_000_000 });
    socket.on('data', (chunk: Buffer) => {
      for (const one of decoder.push(chunk)) {
        if (one.kind !== 'message') throw new Error('a message over the limit');
        const read = readMessage(one.bytes, 'utf-8');
        if (!read.ok) throw new Error(read.failure.message);
        const controlId = read.value.segment('MSH')?.value(10) ?? '';
        const times = received.filter((before) => before.controlId === controlId).length + 1;
        const message = { controlId, message: read.value, bytes: one.bytes, socket, times };
        received.push(message);
        open.add(message);
        most = Math.max(most, open.size);
        void receiver.answering(message, receiver);
      }
    });
  };
  const server: Server = tls ? createTlsServer(tls, onSocket) : createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    received,
    get mostInFlight() {
      return most;
    },
    answering,
    answer(message, code, { to = message.controlId, errors } = {}) {
      open.delete(message);
      const lines = ['MSH|^~\\&|DPI|CHU|PASSERELLE|SITE|20260306||ACK^R01^ACK|A1|P|2.5', `MSA|${code}|${to}`];
      if (errors) lines.push(errors);
      if (!message.socket.destroyed)
        message.socket.write(frame(Buffer.from(lines.map((line) => `${line}\r`).join(''))));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return receiver;
}
