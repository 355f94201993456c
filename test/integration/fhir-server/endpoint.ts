import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type Bundle, type BundleEntry, type OperationOutcome, type Resource } from '@medplum/fhirtypes';
import {
  type Access,
  createFhirHandler,
  fhirMiddleware,
  type FhirServerDependencies,
} from '../../../src/fhir/server/index.js';
import { createCipher, createKeyedHash } from '../../../src/security/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

export interface Answer<T = Resource> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly token?: string | null;
}

export interface Endpoint {
  readonly baseUrl: string;
  readonly database: TestDatabase;
  readonly accesses: Access[];
  readonly errors: unknown[];
  ask<T = Resource>(method: string, path: string, asking?: Asking): Promise<Answer<T>>;
  /** Ids that a search finds, in its order. */
  ids(path: string): Promise<string[]>;
  close(): Promise<void>;
}

export const TOKENS = {
  ...{ writer: 'token-writer', reader: 'token-reader', nobody: 'token-nobody' },
  /** May send documents, and nothing else. */
  sender: 'token-sender',
};

/** A real endpoint over HTTP, on a database of its own. */
export async function startEndpoint(more: Partial<FhirServerDependencies> = {}): Promise<Endpoint> {
  const database = await createTestDatabase();
  const key = randomBytes(32);
  const accesses: Access[] = [];
  const errors: unknown[] = [];
  const server = createServer((request, response) => middleware(request, response));
  const baseUrl = await listen(server);
  const handler = createFhirHandler({
    dataSource: database.dataSource,
    cipher: createCipher({ current: 'test', keys: new Map([['test', key]]) }),
    hash: createKeyedHash(key, 'test'),
    baseUrl,
    authorize: ({ headers }) => Promise.resolve(principalOf(headers['authorization'])),
    onAccess: (access) => accesses.push(access),
    onError: (error) => errors.push(error),
    ...more,
  });
  const middleware = fhirMiddleware(handler, more.limits?.body ? { maxBody: more.limits.body } : {});

  const ask = async <T>(
    method: string,
    path: string,
    { body, headers, token }: Asking = {},
  ): Promise<Answer<T>> => {
    const sent = body === undefined ? {} : { body: isText(body) ? body : JSON.stringify(body) };
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token ?? TOKENS.writer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...sent,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text ? JSON.parse(text) : undefined) as T,
    };
  };
  return {
    ...{ baseUrl, database, accesses, errors, ask },
    async ids(path) {
      const { status, body } = await ask<Bundle>('GET', path);
      if (status !== 200) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
      return (body.entry ?? []).map(({ resource }) => resource?.id ?? '');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}

const isText = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

function principalOf(authorization: string | undefined) {
  if (authorization === `Bearer ${TOKENS.writer}`) return { name: 'writer', mayWrite: true };
  if (authorization === `Bearer ${TOKENS.reader}`) return { name: 'reader', mayWrite: false };
  if (authorization === `Bearer ${TOKENS.sender}`)
    return { name: 'sender', mayWrite: false, mayRead: false, mayEnter: true };
  return authorization === `Bearer ${TOKENS.nobody}` ? 403 : 401;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : 0)}`);
    });
  });
}

export const aPatient = (more: object = {}) => ({
  resourceType: 'Patient' as const,
  identifier: [{ system: 'urn:oid:1.2.250.1.999.1', value: 'IPP-TEST-1' }],
  name: [{ family: 'FICTIVE', given: ['Camille'] }],
  ...more,
});

export const anObservation = (more: object = {}) => ({
  resourceType: 'Observation' as const,
  status: 'preliminary' as const,
  code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
  ...more,
});

/** A PUT entry for a resource with an id, a POST entry otherwise. */
export const anEntry = (resource: object, request: object = {}): BundleEntry => {
  const { resourceType, id } = resource as { resourceType: string; id?: string };
  const base =
    id === undefined
      ? { method: 'POST', url: resourceType }
      : { method: 'PUT', url: `${resourceType}/${id}` };
  return { resource, request: { ...base, ...request } } as BundleEntry;
};

export const aTransaction = (...entry: BundleEntry[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry,
});

export const issuesOf = (body: unknown) => (body as OperationOutcome).issue;
