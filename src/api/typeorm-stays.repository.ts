import { type DataSource } from 'typeorm';
import { type Queue } from '../database/index.js';
import { queueStays } from '../intake/index.js';
import { type Clock } from '../kernel/index.js';

const LIMIT = 500;

const COLUMNS = `stay_key AS key, state, state_since AS "stateSince", changes::int, walked::int, runs,
  changed_at AS "changedAt", attempts, counts, failure_code AS "failureCode", failure_class AS "failureClass",
  failure_message AS "failureMessage"`;

export interface StaysDependencies {
  readonly dataSource: DataSource;
  readonly queue: Queue;
  readonly clock: Clock;
}

export type Stays = ReturnType<typeof createStays>;

/** What operators ask of the stays: keys, states, counts. No patient data comes out. */
export function createStays({ dataSource, queue, clock }: StaysDependencies) {
  return {
    /** Newest first. */
    async list(state: string): Promise<unknown[]> {
      return dataSource.query(
        `SELECT ${COLUMNS} FROM passerelle.stay_walk WHERE state = $1 ORDER BY state_since DESC, stay_key LIMIT ${LIMIT}`,
        [state],
      );
    },
    async stay(key: string): Promise<Record<string, unknown> | undefined> {
      const [row] = await dataSource.query<Record<string, unknown>[]>(
        `SELECT ${COLUMNS} FROM passerelle.stay_walk WHERE stay_key = $1`,
        [key],
      );
      if (!row) return undefined;
      const reports = await dataSource.query<unknown[]>(
        `SELECT id, lineage, version, action, state FROM passerelle.report WHERE stay_key = $1
         ORDER BY received_at, id LIMIT ${LIMIT}`,
        [key],
      );
      return { ...row, reports };
    },
    /** One more run, also of a stay that failed. */
    async walk(key: string): Promise<boolean> {
      const found = await dataSource.transaction(async (sql) => {
        const rows = await sql.query<unknown[]>('SELECT 1 FROM passerelle.stay_walk WHERE stay_key = $1', [
          key,
        ]);
        if (rows.length === 0) return false;
        await queueStays(sql, { queue, now: clock.now() }, { stayKeys: [key] });
        return true;
      });
      if (found) queue.nudge();
      return found;
    },
  };
}
