import { type Resource } from '@medplum/fhirtypes';
import { isOwn } from '../mapping/meta.js';
import { type Route } from './route.js';

/** One resource of a request, not checked yet. */
export interface SentEntry {
  readonly method: string;
  /** Type of the address it is sent to. */
  readonly type: string;
  /** Id of the address; absent for a creation. */
  readonly id?: string;
  readonly fullUrl?: string;
  readonly resource: unknown;
  /** Of the resource: `DocumentReference`, `Bundle.entry[1].resource`. */
  readonly place: string;
}

/** What a request writes: one resource, or those of its Bundle. */
export function sentEntries(route: Route, body: Record<string, unknown>): SentEntry[] {
  if (route.kind === 'create' || route.kind === 'conditional-update')
    return [
      {
        method: route.kind === 'create' ? 'POST' : 'PUT',
        type: route.type,
        resource: body,
        place: route.type,
      },
    ];
  if (route.kind === 'update')
    return [{ method: 'PUT', type: route.type, id: route.id, resource: body, place: route.type }];
  const entries: unknown[] = Array.isArray(body['entry']) ? (body['entry'] as unknown[]) : [];
  return entries.map((entry, at) => {
    const { request, resource, fullUrl } = objectOf(entry);
    const { method, url } = objectOf(request);
    const [path = ''] = String(url).split('?');
    const [, type = '', id] = /(?:^|\/)([A-Z][A-Za-z]+)(?:\/([A-Za-z0-9.-]{1,64}))?$/.exec(path) ?? [];
    return {
      ...{ method: String(method), type, resource, place: `Bundle.entry[${String(at)}].resource` },
      ...(id !== undefined && { id }),
      ...(typeof fullUrl === 'string' && { fullUrl }),
    };
  });
}

const WITH_DOCUMENT = ['Patient', 'Encounter', 'Practitioner', 'Organization'];
const OF_DOCUMENT = ['DocumentReference', 'Binary'];

/** What a token that may only send documents may write: documents, and whom they are about where they are not there. */
export function mayEnter({ method, type, resource }: SentEntry): boolean {
  if (isOwn(objectOf(resource) as unknown as Resource)) return false;
  if (OF_DOCUMENT.includes(type)) return method === 'POST' || method === 'PUT';
  return WITH_DOCUMENT.includes(type) && method === 'POST';
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
