import { type Resource } from '@medplum/fhirtypes';
import { conditionOf } from './conditions.js';
import { type ServerContext, type Work } from './context.js';
import { type Done, type Entry, writeEntries } from './entries.js';
import { type Headers, ifMatchOf, type Preferences, sparing, versionHeaders } from './headers.js';
import { type Answer } from './http.js';
import { refuse } from './refusal.js';
import { read } from './reading.js';
import { type StoredType } from './search-parameters.js';
import { transact } from './transact.js';
import { type WriteMode } from './write-mode.js';

export interface WriteRequest {
  readonly type: StoredType;
  readonly id?: string;
  /** The query of a conditional update. */
  readonly query?: string;
  /** Checked. */
  readonly resource?: Resource;
  readonly headers: Headers;
  readonly preferences: Preferences;
}

/** POST, with If-None-Exist or without. */
export function create(context: ServerContext, { type, resource, headers, preferences }: WriteRequest) {
  const criteria = headers['if-none-exist'];
  const make = (work: Work): Entry => ({
    ...{ method: 'POST', type, place: type },
    ...(resource ? { resource } : {}),
    ...(criteria === undefined ? {} : { condition: conditionOf(type, criteriaOf(criteria, type), work) }),
  });
  return alone(context, preferences, { make, light: criteria === undefined });
}

/** PUT on an id, or on a query. An id the endpoint does not know yet creates. */
export function update(context: ServerContext, request: WriteRequest) {
  const { type, id, query, resource, headers, preferences } = request;
  if (id !== undefined && resource?.id !== id) {
    throw refuse(400, 'invalid', 'The resource has another id than the address.', `${type}.id`);
  }
  const make = (work: Work): Entry => ({
    ...{ method: 'PUT', type, place: type },
    ...(resource ? { resource } : {}),
    ...(id === undefined ? {} : { id }),
    ...ifMatchOf(headers['if-match']),
    ...(query === undefined ? {} : { condition: conditionOf(type, query, work) }),
  });
  return alone(context, preferences, { make, light: query === undefined });
}

export async function remove(
  context: ServerContext,
  { type, id = '', headers }: WriteRequest,
): Promise<Answer> {
  const make = (): Entry => ({
    ...{ method: 'DELETE', type, id, place: type },
    ...ifMatchOf(headers['if-match']),
  });
  const { done } = await oneEntry(context, { make, light: false });
  return {
    status: 204,
    headers: 'version' in done && done.version > 0 ? versionHeaders(done.version, done.updated) : {},
  };
}

/** `Type?a=b`, `?a=b` and `a=b` are the same criteria. */
export const criteriaOf = (text: string, type: string): string =>
  text.replace(new RegExp(`^(?:${type})?\\?`), '');

interface Making {
  readonly make: (work: Work) => Entry;
  /** Nothing to hold, and most often nothing to replace. */
  readonly light: boolean;
}

async function alone(context: ServerContext, preferences: Preferences, making: Making): Promise<Answer> {
  const { done, found } = await oneEntry(context, making);
  return sparing(preferences, found ?? writtenAnswer(context, done));
}

async function oneEntry(
  context: ServerContext,
  { make, light }: Making,
): Promise<{ done: Done; found?: Answer }> {
  const run = async (work: Work, mode: WriteMode): Promise<{ done: Done; found?: Answer }> => {
    const [done] = await writeEntries(work, [make(work)], mode);
    if (!done) throw new Error('An entry has no outcome.');
    if (done.effect !== 'found') return { done };
    const found = await read(work, done, {});
    return {
      done,
      found: { ...found, headers: { ...found.headers, Location: locationOf(context, done, found) } },
    };
  };
  return transact(context, run, { light });
}

function locationOf({ baseUrl }: ServerContext, { type, id }: Done, { resource }: Answer): string {
  return `${baseUrl}/${type}/${id}/_history/${resource?.meta?.versionId ?? '1'}`;
}

function writtenAnswer({ baseUrl }: ServerContext, done: Done): Answer {
  if (done.effect === 'found') throw new Error('A found resource was not written.');
  const { type, id, version, updated, effect, resource } = done;
  return {
    status: effect === 'created' ? 201 : 200,
    headers: {
      ...versionHeaders(version, updated),
      Location: `${baseUrl}/${type}/${id}/_history/${String(version)}`,
    },
    ...(resource ? { resource } : {}),
  };
}
