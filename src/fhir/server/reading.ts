import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { open } from './content.js';
import { type Work } from './context.js';
import { rangeOfDate } from './dates.js';
import { type Headers, versionHeaders } from './headers.js';
import { type Answer, etagOf, versionOf } from './http.js';
import { refuse, Refusal } from './refusal.js';
import { currentOf, type HistoryRow, type Key, keyOf, versionAt, versionsOf } from './store.js';

export async function read(work: Work, key: Key, headers: Headers): Promise<Answer> {
  const row = await currentOf(work.sql, key);
  const answer = versionAnswer(work, row);
  const known = headers['if-none-match'];
  const unchanged = known !== undefined && known.split(',').some((etag) => versionOf(etag) === row?.version);
  return unchanged ? { status: 304, headers: answer.headers ?? {} } : answer;
}

export async function vread(work: Work, key: Key, version: number): Promise<Answer> {
  return versionAnswer(work, await versionAt(work.sql, key, version));
}

function versionAnswer({ context }: Work, row: HistoryRow | undefined): Answer {
  if (!row) throw refuse(404, 'not-found', 'There is no such resource.');
  const headers = versionHeaders(row.version, row.updated);
  if (row.deleted) throw new Refusal(410, [{ code: 'deleted', text: 'This resource was deleted.' }], headers);
  return { status: 200, headers, resource: open(row, context) };
}

/** Newest first; `_count`, `_since` and our `_before` (the version the page before ended with). */
export async function history(work: Work, key: Key, parameters: URLSearchParams): Promise<Answer> {
  const { limits, timeZone, baseUrl } = work.context;
  const count = wholeNumber(parameters.get('_count')) ?? limits.page;
  const before = wholeNumber(parameters.get('_before'));
  const since = parameters.get('_since');
  const from = since === null ? undefined : rangeOfDate(since.replace(' ', '+'), timeZone)?.from;
  if (since !== null && from === undefined) throw refuse(400, 'value', '_since is an instant.');
  const size = Math.min(Math.max(count, 1), limits.largestPage);
  const rows = await versionsOf(work.sql, key, {
    count: size + 1,
    ...(before === undefined ? {} : { before }),
    ...(from === undefined ? {} : { since: from }),
  });
  if (rows.length === 0 && !(await currentOf(work.sql, key))) {
    throw refuse(404, 'not-found', 'There is no such resource.');
  }
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const url = `${baseUrl}/${keyOf(key)}/_history`;
  const next = new URLSearchParams({
    _count: String(size),
    _before: String(last?.version),
    ...(since === null ? {} : { _since: since }),
  });
  const resource: Bundle = {
    resourceType: 'Bundle',
    type: 'history',
    link: [
      { relation: 'self', url },
      ...(rows.length > size ? [{ relation: 'next', url: `${url}?${next.toString()}` }] : []),
    ],
    entry: page.map((row) => historyEntry(work, row)),
  };
  return { status: 200, resource };
}

function historyEntry({ context }: Work, row: HistoryRow): BundleEntry {
  const created = row.version === 1;
  return {
    fullUrl: `${context.baseUrl}/${keyOf(row)}`,
    ...(row.deleted ? {} : { resource: open(row, context) as Resource }),
    request: {
      method: row.method as 'POST' | 'PUT' | 'DELETE',
      url: row.method === 'POST' ? row.type : keyOf(row),
    },
    response: {
      status: row.deleted ? '204' : created ? '201' : '200',
      etag: etagOf(row.version),
      lastModified: row.updated.toISOString(),
    },
  };
}

function wholeNumber(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw refuse(400, 'value', '_count and _before are whole numbers.');
  return Number(text);
}
