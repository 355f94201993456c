import { type Sql } from '../../database/index.js';
import { type DatePrefix, type DateTest, type Filter } from './search-filter.js';
import { type SearchQuery } from './search-query.js';
import { type Match } from './search-include.js';
import { type StoredType } from './search-parameters.js';

export interface FoundRow extends Match {
  readonly rid: string;
  /** The sort value, as PostgreSQL writes it. */
  readonly sort: string;
}

type Bind = (value: unknown) => string;

/** One page and one row more, in order; `rid` makes the order total, so that pages neither skip nor repeat. */
export async function findRows(sql: Sql, query: SearchQuery): Promise<FoundRow[]> {
  const { by, descending } = query.sort;
  const { values, bind } = binder();
  const where = [...conditions(query, bind)];
  if (query.after) {
    const [value, rid] = [bind(query.after.value), bind(query.after.rid)];
    where.push(`(${by}, rid) ${descending ? '<' : '>'} (${value}::timestamptz, ${rid}::bigint)`);
  }
  const direction = descending ? 'DESC' : 'ASC';
  return sql.query<FoundRow[]>(
    `SELECT rid, ${by}::text AS sort, type, id, version, updated, deleted, method, content, tokens
     FROM passerelle.fhir_resource WHERE ${where.join(' AND ')}
     ORDER BY ${by} ${direction}, rid ${direction} LIMIT ${bind(query.count + 1)}`,
    values,
  );
}

export async function countRows(sql: Sql, query: Pick<SearchQuery, 'type' | 'filters'>): Promise<number> {
  const { values, bind } = binder();
  const where = conditions(query, bind).join(' AND ');
  const [row] = await sql.query<[{ total: string }]>(
    `SELECT count(*) AS total FROM passerelle.fhir_resource WHERE ${where}`,
    values,
  );
  return Number(row.total);
}

/** At most two ids: none, the one, or too many. */
export async function findIds(sql: Sql, type: StoredType, filters: readonly Filter[]): Promise<string[]> {
  const { values, bind } = binder();
  const where = conditions({ type, filters }, bind).join(' AND ');
  const rows = await sql.query<{ id: string }[]>(
    `SELECT id FROM passerelle.fhir_resource WHERE ${where} LIMIT 2`,
    values,
  );
  return rows.map(({ id }) => id);
}

function binder(): { values: unknown[]; bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${String(values.push(value))}` };
}

function conditions({ type, filters }: Pick<SearchQuery, 'type' | 'filters'>, bind: Bind): string[] {
  return [`type = ${bind(type)}`, 'NOT deleted', ...filters.map((filter) => condition(filter, bind))];
}

function condition(filter: Filter, bind: Bind): string {
  switch (filter.kind) {
    case 'ids':
      return `id = ANY (${bind(filter.any)}::text[])`;
    case 'tokens': {
      const overlap = `tokens && ${bind(filter.any)}::text[]`;
      return filter.not ? `NOT (${overlap})` : overlap;
    }
    case 'date': {
      const meets = filter.column === 'date' ? rangeMeets : instantMeets;
      return `(${filter.any.map((test) => meets(test, bind)).join(' OR ')})`;
    }
  }
}

/** FHIR R4 search, prefixes over ranges: the stored range against the range of the value asked. */
function rangeMeets({ prefix, range }: DateTest, bind: Bind): string {
  const start = () => `${bind(range.from)}::timestamptz`;
  const end = () => `${bind(range.to)}::timestamptz`;
  const within = () => `(date_from >= ${start()} AND date_to <= ${end()})`;
  const tests: Record<DatePrefix, () => string> = {
    eq: within,
    ne: () => `NOT ${within()}`,
    gt: () => `date_to > ${end()}`,
    lt: () => `date_from < ${start()}`,
    ge: () => `(date_to > ${end()} OR ${within()})`,
    le: () => `(date_from < ${start()} OR ${within()})`,
    sa: () => `date_from >= ${end()}`,
    eb: () => `date_to <= ${start()}`,
  };
  // Without a date, the range is empty at -infinity: it meets no test.
  return `(${tests[prefix]()} AND date_to > '-infinity')`;
}

function instantMeets({ prefix, range }: DateTest, bind: Bind): string {
  const start = () => `${bind(range.from)}::timestamptz`;
  const end = () => `${bind(range.to)}::timestamptz`;
  const tests: Record<DatePrefix, () => string> = {
    eq: () => `(updated >= ${start()} AND updated < ${end()})`,
    ne: () => `NOT (updated >= ${start()} AND updated < ${end()})`,
    gt: () => `updated >= ${end()}`,
    lt: () => `updated < ${start()}`,
    ge: () => `updated >= ${start()}`,
    le: () => `updated < ${end()}`,
    sa: () => `updated >= ${end()}`,
    eb: () => `updated < ${start()}`,
  };
  return tests[prefix]();
}
