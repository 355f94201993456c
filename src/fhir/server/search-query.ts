import { type ServerContext } from './context.js';
import { refuse } from './refusal.js';
import { type Filter, filterOf, isDateOf } from './search-filter.js';
import { includeOf, type Inclusion } from './search-include.js';
import { type StoredType } from './search-parameters.js';

/** A search, understood. */
export interface SearchQuery {
  readonly type: StoredType;
  readonly filters: readonly Filter[];
  readonly sort: { readonly by: 'updated' | 'date_from'; readonly descending: boolean };
  readonly count: number;
  /** Where the page before this one ended. */
  readonly after?: Cursor;
  readonly includes: readonly Inclusion[];
  readonly onlyTotal: boolean;
  readonly total: boolean;
  /** The parameters understood, without the cursor: what the links repeat. */
  readonly used: readonly (readonly [string, string])[];
}

export interface Cursor {
  /** Sort value, as PostgreSQL writes it. */
  readonly value: string;
  readonly rid: string;
}

type Draft = { -readonly [K in keyof SearchQuery]: SearchQuery[K] };

/** Parameters that change nothing in what we answer. */
const HARMLESS = new Set(['_format', '_pretty']);

type Reader = (draft: Draft, value: string, context: ServerContext) => void;

const CONTROLS: Readonly<Record<string, Reader>> = {
  _count: (draft, value, { limits }) => {
    if (!/^\d{1,18}$/.test(value)) throw refuse(400, 'value', '_count is a whole number, zero or more.');
    draft.count = Math.min(Number(value), limits.largestPage);
    if (draft.count === 0) draft.onlyTotal = true;
  },
  _sort: (draft, value) => {
    draft.sort = sortOf(value, draft.type);
  },
  _cursor: (draft, value) => {
    draft.after = cursorOf(value);
  },
  _summary: (draft, value) => {
    if (value !== 'count' && value !== 'false')
      throw refuse(400, 'not-supported', '_summary is "count" or "false".');
    draft.onlyTotal = value === 'count';
  },
  _total: (draft, value) => {
    if (!['none', 'estimate', 'accurate'].includes(value)) {
      throw refuse(400, 'value', '_total is "none", "estimate" or "accurate".');
    }
    draft.total = value !== 'none';
  },
  _include: (draft, value) => {
    draft.includes = [...draft.includes, includeOf('include', value, draft.type)];
  },
  _revinclude: (draft, value) => {
    draft.includes = [...draft.includes, includeOf('revinclude', value, draft.type)];
  },
};

/** `strict`: an unknown parameter is refused rather than ignored (Prefer: handling). Throws a `Refusal`. */
export function readSearch(
  type: StoredType,
  parameters: URLSearchParams,
  { context, strict }: { context: ServerContext; strict: boolean },
): SearchQuery {
  const used: [string, string][] = [];
  const draft: Draft = {
    type,
    filters: [],
    sort: { by: 'updated', descending: false },
    count: context.limits.page,
    includes: [],
    onlyTotal: false,
    total: false,
    used,
  };
  for (const [name, value] of parameters) {
    if (value.includes('\0') || name.includes('\0'))
      throw refuse(400, 'value', 'A parameter holds a NUL character.');
    if (HARMLESS.has(name)) continue;
    const control = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
    if (control) {
      control(draft, value, context);
    } else {
      const filter = filterOf(type, { name, value }, context);
      if (!filter) {
        if (strict) throw refuse(400, 'not-supported', unknownText(name, type));
        continue;
      }
      draft.filters = [...draft.filters, filter];
    }
    if (name !== '_cursor') used.push([name, value]);
  }
  return draft;
}

/** A criterion (If-None-Exist, `PUT Type?…`, a conditional reference): filters and nothing else. */
export function readCriteria(type: StoredType, criteria: string, context: ServerContext): readonly Filter[] {
  const query = readSearch(type, new URLSearchParams(criteria), { context, strict: true });
  const controls = query.used.some(([name]) => Object.hasOwn(CONTROLS, name));
  if (query.filters.length === 0 || controls || query.after) {
    throw refuse(
      400,
      'invalid',
      'A condition is made of search parameters, one at least, and of nothing else.',
    );
  }
  return query.filters;
}

/** A name is repeated only where it looks like one: a client may have put anything there. */
function unknownText(name: string, type: string): string {
  const shown = /^[a-z_][a-z-]{0,40}$/.test(name) ? ` "${name}"` : '';
  return `Unknown search parameter${shown} for ${type}.`;
}

function sortOf(value: string, type: StoredType): SearchQuery['sort'] {
  const descending = value.startsWith('-');
  const name = descending ? value.slice(1) : value;
  if (name === '_lastUpdated') return { by: 'updated', descending };
  if (isDateOf(type, name)) return { by: 'date_from', descending };
  throw refuse(400, 'not-supported', 'Results sort by _lastUpdated or by the date of their type.');
}

export const writeCursor = ({ value, rid }: Cursor): string =>
  Buffer.from(JSON.stringify([value, rid]), 'utf8').toString('base64url');

const CURSOR =
  /^\["(-?infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d){0,2}(?: BC)?)","(\d{1,18})"\]$/;

function cursorOf(value: string): Cursor {
  const [, at, rid] = CURSOR.exec(Buffer.from(value.slice(0, 200), 'base64url').toString('utf8')) ?? [];
  if (at === undefined || rid === undefined) {
    throw refuse(400, 'value', '_cursor is not one of ours: follow the link "next".');
  }
  return { value: at, rid };
}
