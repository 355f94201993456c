import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FhirHandler, type FhirHttpResponse, toHttp } from './http.js';
import { outcomeOf } from './refusal.js';

export interface MiddlewareOptions {
  /** Bytes of a body read at most. The handler has the same limit. */
  readonly maxBody?: number;
}

export type FhirMiddleware = (request: IncomingMessage, response: ServerResponse) => void;

const DEFAULT_MAX_BODY = 16 * 1024 * 1024;

/**
 * Puts the handler behind node:http, or behind express under a path: `app.use('/fhir', fhirMiddleware(handler))`,
 * before any body parser.
 */
export function fhirMiddleware(handler: FhirHandler, options: MiddlewareOptions = {}): FhirMiddleware {
  const maxBody = options.maxBody ?? DEFAULT_MAX_BODY;
  return (request, response) => {
    void serve(handler, { request, response, maxBody }).catch(() => response.destroy());
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly maxBody: number;
}

async function serve(handler: FhirHandler, { request, response, maxBody }: Exchange): Promise<void> {
  const body = await readBody(request, maxBody);
  if (!body) {
    // The rest of the body is not read: the connection cannot be used again.
    const text = 'The body is too large.';
    send(response, {
      ...toHttp({
        status: 413,
        headers: { Connection: 'close' },
        resource: outcomeOf([{ code: 'too-long', text }]),
      }),
    });
    return;
  }
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const answer = await handler({
    method: request.method ?? 'GET',
    path,
    query: query.join('?'),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    ),
    ...(body.length > 0 ? { body } : {}),
  });
  send(response, answer);
}

function send(response: ServerResponse, { status, headers, body }: FhirHttpResponse): void {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Undefined where it is longer than `limit`. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket: the refusal still goes through it.
  const stream = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
