import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bundle } from '@medplum/fhirtypes';
import { FakeFhirStore, Refusal } from './fake-fhir-store.js';

/** What happens to the next request of a kind instead of its true answer. */
export interface Fault {
  readonly on?: 'transaction' | 'read' | 'search' | 'metadata' | 'token';
  /** Does the store apply the transaction all the same? */
  readonly applied?: boolean;
  readonly delayMs?: number;
  /** Cuts the connection instead of answering. */
  readonly drop?: boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

export interface Received {
  readonly kind: NonNullable<Fault['on']>;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeFhirOptions {
  readonly clientIds?: boolean;
  readonly checksReferences?: boolean;
  readonly tls?: ServerOptions;
  /** Which Authorization headers are let in. */
  readonly admits?: (header: string | undefined) => boolean;
  /** What the token endpoint gives, at each call. */
  readonly token?: () => object;
}

export interface FakeFhirServer {
  readonly origin: string;
  /** The FHIR base. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly store: FakeFhirStore;
  readonly received: Received[];
  /** Faults happen once each, in order, to requests of their kind (transactions where not said). */
  fail(...faults: Fault[]): void;
  close(): Promise<void>;
}

const STATEMENT = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: [{ type: 'Observation', updateCreate: true, conditionalCreate: true }],
    },
  ],
};

/** A FHIR server with every bad habit a test asks for. */
export async function startFakeFhirServer(options: FakeFhirOptions = {}): Promise<FakeFhirServer> {
  const { clientIds = true, checksReferences = false, admits = () => true } = options;
  const store = new FakeFhirStore({ clientIds, checksReferences });
  const received: Received[] = [];
  const faults: Fault[] = [];

  const answerOf = (request: Received): { status: number; body?: object } => {
    if (request.kind === 'token') return { status: 200, body: options.token?.() ?? {} };
    if (!admits(request.headers.authorization)) return { status: 401 };
    if (request.kind === 'metadata') return { status: 200, body: STATEMENT };
    const [type = '', id = ''] = request.url.replace('/fhir', '').split('/').slice(1);
    if (request.kind === 'search') {
      const entry = store
        .search(type, request.body)
        .map((resource) => ({ resource, search: { mode: 'match' } }));
      return { status: 200, body: { resourceType: 'Bundle', type: 'searchset', entry } };
    }
    if (request.kind === 'read') {
      const resource = store.get(type, id);
      return resource ? { status: 200, body: resource } : { status: 404 };
    }
    try {
      return { status: 200, body: store.transact(JSON.parse(request.body) as Bundle) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const issue = [{ severity: 'error', code: error.code }];
      return { status: error.status, body: { resourceType: 'OperationOutcome', issue } };
    }
  };

  const listener: RequestListener = (message, response) => {
    void handle(message, response);
  };
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = message;
    const request = {
      kind: kindOf(method, url),
      method,
      url,
      headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(request);
    const index = faults.findIndex(({ on = 'transaction' }) => on === request.kind);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0];
    const answer = fault && !fault.applied ? undefined : answerOf(request);
    if (fault?.delayMs) await wait(fault.delayMs);
    if (fault?.drop) {
      message.socket.destroy();
      return;
    }
    const body = fault?.body ?? answer?.body ?? '';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const status = fault?.status ?? answer?.status ?? 200;
    response.writeHead(status, { 'content-type': 'application/fhir+json', ...fault?.headers }).end(text);
  };

  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    origin,
    baseUrl: `${origin}/fhir`,
    tokenUrl: `${origin}/oauth/token`,
    store,
    received,
    fail: (...more) => void faults.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function kindOf(method: string, url: string): Received['kind'] {
  if (url === '/oauth/token') return 'token';
  if (url.endsWith('/metadata')) return 'metadata';
  if (url.endsWith('/_search')) return 'search';
  return method === 'GET' ? 'read' : 'transaction';
}
