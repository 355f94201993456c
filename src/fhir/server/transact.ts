import { type Sql } from '../../database/index.js';
import { type ServerContext, type Work } from './context.js';
import { refuse } from './refusal.js';
import { WriteConflict } from './write.js';

const ATTEMPTS = 8;

/** serialization_failure, deadlock_detected, unique_violation: another transaction was there first. */
const PASSING = new Set(['40001', '40P01', '23505']);

/**
 * Runs `run` in one SQL transaction, again from the start where another transaction got in between. After the
 * first time it asks for `lockFirst`: rows are held before they are read.
 */
export async function transact<T>(
  context: ServerContext,
  run: (work: Work, lockFirst: boolean) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await context.dataSource.transaction((sql: Sql) => run({ context, sql }, attempt > 0));
    } catch (error) {
      if (!(error instanceof WriteConflict) && !PASSING.has(sqlStateOf(error))) throw error;
    }
  }
  throw refuse(
    409,
    'conflict',
    'Other transactions keep writing the same resources: send the request again.',
  );
}

/** The SQLSTATE of a database error, or an empty string. */
export function sqlStateOf(error: unknown): string {
  const driverError = (error as { driverError?: { code?: unknown } } | undefined)?.driverError;
  const code = driverError?.code ?? (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
