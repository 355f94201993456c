import { Agent, fetch } from 'undici';
import { ok, type Result } from '../../kernel/index.js';
import { networkFailure } from './network-failures.js';

export interface TlsOptions {
  /** PEM: who may sign the server's certificate, beside or instead of the system's. */
  readonly ca?: string | Buffer;
  /** PEM: our certificate and its key (mutual TLS). */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly passphrase?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Names the server and what it was asked, for messages. */
  readonly place: string;
  /** True where the call changes nothing on the server, whatever its method. */
  readonly reads: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** `text` parsed; undefined where it is not JSON. */
  readonly body: unknown;
}

/** One HTTP exchange: any status is an answer, only the network fails. */
export type HttpCall = (url: string, request: HttpRequest) => Promise<Result<HttpAnswer>>;

export interface HttpOptions {
  readonly timeoutMs: number;
  readonly connections: number;
  readonly tls?: TlsOptions;
}

const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** `close` ends its connections. HTTP/1.1, redirects never followed, no retry of its own. */
export function createHttpCall({ timeoutMs, connections, tls }: HttpOptions): {
  call: HttpCall;
  close(): Promise<void>;
} {
  const dispatcher = new Agent({
    connections,
    allowH2: false,
    maxResponseSize: LARGEST_ANSWER_BYTES,
    connect: { ...tls, timeout: Math.min(timeoutMs, 10_000) },
  });
  const call: HttpCall = async (url, { method, headers, body, place, reads }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, {
        method,
        headers: { ...headers },
        signal,
        dispatcher,
        redirect: 'manual',
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      return ok({ status: response.status, headers: response.headers, text, body: parsed(text) });
    } catch (error) {
      return networkFailure(error, { place, reads });
    }
  };
  return { call, close: () => dispatcher.close() };
}

// The parser's message quotes what it could not read: it is not kept.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
