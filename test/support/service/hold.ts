import { randomInt } from 'node:crypto';
import pg from 'pg';
import { until } from './until.js';

/** A statement of the service to hold: a row of `table` is written, as `when` says. */
export interface HeldStatement {
  readonly table: string;
  readonly event: 'INSERT' | 'UPDATE';
  /** A condition on NEW; any row where absent. */
  readonly when?: string;
  /** Held at the commit of its transaction rather than at the statement. */
  readonly atCommit?: boolean;
}

export interface Hold {
  /** Resolves when the service stands at the statement. */
  reached(timeoutMs?: number): Promise<void>;
  /** Ends the sessions held there: what they were writing is lost. */
  lose(): Promise<void>;
  /** Takes the hold away. What is still held goes on. */
  release(): Promise<void>;
}

/**
 * Holds the service exactly at one of its statements, from outside: a trigger takes an advisory lock that
 * this session has. Nothing in the service knows.
 */
export async function hold(
  url: string,
  { table, event, when, atCommit = false }: HeldStatement,
): Promise<Hold> {
  const client = new pg.Client({ connectionString: url });
  // The database may be dropped under a test that failed.
  client.on('error', () => undefined);
  await client.connect();
  const lock = randomInt(1, 2 ** 31 - 1);
  const name = `hold_${lock}`;
  await client.query('SELECT pg_advisory_lock($1)', [lock]);
  await client.query(`
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(${lock}); RETURN NEW; END $$`);
  const kind = atCommit
    ? `CONSTRAINT TRIGGER ${name} AFTER ${event} ON ${table} DEFERRABLE INITIALLY DEFERRED`
    : `TRIGGER ${name} BEFORE ${event} ON ${table}`;
  await client.query(
    `CREATE ${kind} FOR EACH ROW ${when ? `WHEN (${when})` : ''} EXECUTE FUNCTION ${name}()`,
  );
  const held = async (): Promise<number[]> => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [lock],
    );
    return rows.map(({ pid }) => pid);
  };
  return {
    async reached(timeoutMs) {
      await until(async () => (await held()).length > 0, timeoutMs, 20).catch(() => {
        throw new Error(`The service did not come to ${event} ON ${table} WHEN ${when ?? 'any'}`);
      });
    },
    async lose() {
      for (const pid of await held()) await client.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
    },
    async release() {
      await client.query('SELECT pg_advisory_unlock($1)', [lock]);
      await until(async () => (await held()).length === 0);
      // The trigger stays, and holds nobody any more: to drop it is to wait for every other hold of its table.
      await client.end();
    },
  };
}
