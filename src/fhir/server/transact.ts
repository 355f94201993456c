import { type Sql } from '../../database/index.js';
import { type ServerContext, type Work } from './context.js';
import { refuse } from './refusal.js';
import { WriteConflict } from './write.js';
import { type WriteMode } from './write-mode.js';

const ATTEMPTS = 8;

/** serialization_failure, deadlock_detected, unique_violation: another transaction was there first. */
const PASSING = new Set(['40001', '40P01', '23505']);

export interface Transacting {
  /** May a first try go without a transaction? Not where something is read or held between two statements. */
  readonly light: boolean;
}

/** Runs `run` as one SQL transaction, again from the start where another transaction got in between. */
export async function transact<T>(
  context: ServerContext,
  run: (work: Work, mode: WriteMode) => Promise<T>,
  { light }: Transacting,
): Promise<T> {
  const modes: WriteMode[] = [...(light ? (['light'] as const) : []), 'optimistic'];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mode = modes[attempt] ?? 'locking';
    try {
      if (mode === 'light') return await run({ context, sql: context.dataSource as Sql }, mode);
      return await context.dataSource.transaction((sql: Sql) => run({ context, sql }, mode));
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
