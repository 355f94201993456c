import { type BundleEntryRequest } from '@medplum/fhirtypes';
import { type ServerContext } from './context.js';
import { type Headers } from './headers.js';
import { type Interaction } from './interact.js';
import { refuse } from './refusal.js';
import { routeOf } from './route.js';

/** An entry of a transaction or a batch, read but not checked. */
export interface RequestEntry extends Omit<Interaction, 'preferences' | 'place'> {
  readonly fullUrl?: string;
}

export interface RawBundle {
  readonly type: 'transaction' | 'batch';
  readonly entries: readonly unknown[];
}

/** The shell of a Bundle. Throws a `Refusal`. */
export function readBundle(body: Record<string, unknown>, { limits }: ServerContext): RawBundle {
  const { resourceType, type, entry } = body;
  if (resourceType !== 'Bundle') throw refuse(400, 'invalid', 'The body is no Bundle.', 'resourceType');
  if (type !== 'transaction' && type !== 'batch') {
    throw refuse(400, 'not-supported', 'The Bundle is no transaction and no batch.', 'Bundle.type');
  }
  if (entry !== undefined && !Array.isArray(entry))
    throw refuse(400, 'structure', 'Not a list.', 'Bundle.entry');
  const entries = (entry ?? []) as unknown[];
  if (entries.length > limits.entries)
    throw refuse(413, 'too-long', 'The Bundle has too many entries.', 'Bundle.entry');
  return { type, entries };
}

/** What one entry asks for. Throws a `Refusal`. */
export function readEntry(entry: unknown, place: string, { baseUrl }: ServerContext): RequestEntry {
  const { request, resource, fullUrl } = asObject(entry);
  const { method, url, ifMatch, ifNoneExist, ifNoneMatch } = asObject(request) as Partial<BundleEntryRequest>;
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw refuse(400, 'required', 'An entry has a request with a method and a url.', `${place}.request`);
  }
  if (fullUrl !== undefined && typeof fullUrl !== 'string') {
    throw refuse(400, 'structure', 'Not a string.', `${place}.fullUrl`);
  }
  const relative = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
  const [path = '', ...query] = relative.split('?');
  const headers: Headers = Object.fromEntries(
    Object.entries({
      'if-match': ifMatch,
      'if-none-exist': ifNoneExist,
      'if-none-match': ifNoneMatch,
    }).filter(([, value]) => typeof value === 'string'),
  );
  return {
    route: routeOf(method, path),
    query: query.join('?'),
    headers,
    ...(resource === undefined ? {} : { body: resource }),
    ...(fullUrl === undefined ? {} : { fullUrl }),
  };
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
