import { type Bundle, type BundleEntry } from '@medplum/fhirtypes';
import { open } from './content.js';
import { type Work } from './context.js';
import { type Answer } from './http.js';
import { type Included, included } from './search-include.js';
import { type StoredType } from './search-parameters.js';
import { readSearch, type SearchQuery, writeCursor } from './search-query.js';
import { countRows, findRows, type FoundRow } from './search-sql.js';
import { type HistoryRow, keyOf } from './store.js';

/** `strict`: an unknown parameter is refused (the default), not ignored. */
export async function search(
  work: Work,
  type: StoredType,
  { parameters, strict }: { parameters: URLSearchParams; strict: boolean },
): Promise<Answer> {
  const query = readSearch(type, parameters, { context: work.context, strict });
  if (query.onlyTotal) {
    return searchset(work, query, { total: await countRows(work.sql, query), entries: [] });
  }
  const rows = await findRows(work.sql, query);
  const page = rows.slice(0, query.count);
  const more = await included(work, page, query.includes);
  // All on one page: the total is known without counting.
  const known = rows.length <= query.count && !query.after ? rows.length : undefined;
  const total = known ?? (query.total ? await countRows(work.sql, query) : undefined);
  return searchset(work, query, {
    ...(total === undefined ? {} : { total }),
    ...(rows.length > query.count ? { last: page.at(-1) } : {}),
    entries: entriesOf(work, page, more),
  });
}

interface Page {
  readonly total?: number;
  /** The last row of a page that others follow. */
  readonly last?: FoundRow | undefined;
  readonly entries: readonly BundleEntry[];
}

function searchset({ context }: Work, query: SearchQuery, { total, last, entries }: Page): Answer {
  const used = query.used.map(([name, value]): [string, string] => [name, value]);
  const self = used;
  const link = [{ relation: 'self', url: urlOf(context.baseUrl, query.type, self) }];
  if (last) {
    const cursor = writeCursor({ value: last.sort, rid: last.rid });
    link.push({ relation: 'next', url: urlOf(context.baseUrl, query.type, [...used, ['_cursor', cursor]]) });
  }
  const resource: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    link,
    ...(entries.length === 0 ? {} : { entry: [...entries] }),
  };
  return { status: 200, resource };
}

function urlOf(baseUrl: string, type: string, parameters: [string, string][]): string {
  const text = new URLSearchParams(parameters).toString();
  return `${baseUrl}/${type}${text === '' ? '' : `?${text}`}`;
}

function entriesOf(work: Work, matches: readonly HistoryRow[], more: Included): BundleEntry[] {
  const entries = [
    ...matches.map((row) => entryOf(work, row, 'match')),
    ...more.rows.map((row) => entryOf(work, row, 'include')),
  ];
  return more.truncated ? [...entries, TRUNCATED] : entries;
}

function entryOf({ context }: Work, row: HistoryRow, mode: 'match' | 'include'): BundleEntry {
  return { fullUrl: `${context.baseUrl}/${keyOf(row)}`, resource: open(row, context), search: { mode } };
}

const TRUNCATED: BundleEntry = {
  resource: {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'warning',
        code: 'incomplete',
        details: { text: 'More resources are included than a page may hold: ask for a smaller _count.' },
      },
    ],
  },
  search: { mode: 'outcome' },
};
