import { type Work } from './context.js';
import { refuse } from './refusal.js';
import { type Filter } from './search-filter.js';
import { readCriteria } from './search-query.js';
import { findIds } from './search-sql.js';
import { isStoredType, type StoredType } from './search-parameters.js';

/** "The one resource of this type that meets these criteria." */
export interface Condition {
  readonly type: StoredType;
  readonly filters: readonly Filter[];
  /** The same for the same condition, however it is written; holds nothing in clear. */
  readonly name: string;
}

export function conditionOf(type: StoredType, criteria: string, { context }: Work): Condition {
  const filters = readCriteria(type, criteria, context);
  const parts = filters.map((filter) => JSON.stringify(filter)).sort();
  return { type, filters, name: context.hash('condition', type, ...parts) };
}

/** `Patient?identifier=…`, undefined where a pointer is no condition. */
export function conditionalReference(pointer: string, work: Work): Condition | undefined {
  const [, type, criteria = ''] = /^([A-Z][A-Za-z]{1,63})\?(.+)$/s.exec(pointer) ?? [];
  return isStoredType(type) ? conditionOf(type, criteria, work) : undefined;
}

/**
 * Holds the conditions until the commit, in one order for everybody: of two transactions that would create
 * for the same condition, the second waits and then finds the resource of the first.
 */
export async function holdConditions({ sql }: Work, conditions: readonly Condition[]): Promise<void> {
  if (conditions.length === 0) return;
  const keys = conditions.map(({ name }) => BigInt.asIntN(64, BigInt(`0x${name.slice(0, 16)}`)));
  const sorted = [...new Set(keys)].sort((a, b) => (a < b ? -1 : 1)).map(String);
  await sql.query('SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key', [sorted]);
}

/** The id that meets the condition, undefined where none does. Throws a `Refusal` (412) where several do. */
export async function resolve({ sql }: Work, { type, filters }: Condition): Promise<string | undefined> {
  const ids = await findIds(sql, type, filters);
  if (ids.length > 1) throw refuse(412, 'multiple-matches', 'Several resources meet the condition.');
  return ids[0];
}
