import pg from 'pg';

/** What the tables of the service say, read apart from it. */
export interface Books {
  /** What is not over yet, by what it is; empty when all is still. */
  open(): Promise<Readonly<Record<string, number>>>;
  /** What ended badly: reports, deliveries, stays. */
  dead(): Promise<Readonly<Record<string, number>>>;
  /** How often each message is kept with a good answer, by its control id. */
  kept(): Promise<ReadonlyMap<string, number>>;
  reports(): Promise<number>;
  /** Ids of the announcements it says it has sent. */
  announced(): Promise<readonly string[]>;
  /** The first of what is not over, in words: ids, states and times. */
  details(): Promise<readonly string[]>;
  /** Ends every session of the service. */
  terminate(): Promise<number>;
  close(): Promise<void>;
}

/** A table that came with a later version is counted where it is there. */
const OPEN = [
  ['reports on their way', `passerelle.report`, `state IN ('received', 'processing')`],
  ['messages not placed', `passerelle.arrival`, `true`],
  ['deliveries', `passerelle.delivery_outbox`, `state = 'pending'`],
  ['announcements', `passerelle.announcement`, `state = 'pending'`],
  // A job due in hours is the reminder of something that waits (lifeCycle.awaitHours).
  [
    'jobs',
    `queue.job`,
    `state IN ('created', 'retry', 'active') AND start_after < now() + interval '1 hour'`,
  ],
  ['stays', `passerelle.stay_walk`, `changes > walked OR state IN ('waiting', 'walking')`],
] as const;
const DEAD = [
  ['dead letters', `passerelle.report`, `state = 'failed'`],
  ['parked reports', `passerelle.report`, `state = 'parked'`],
  ['failed deliveries', `passerelle.delivery_outbox`, `state = 'failed'`],
  ['failed announcements', `passerelle.announcement`, `state = 'failed'`],
  ['failed stays', `passerelle.stay_walk`, `state = 'failed'`],
  ['incidents', `passerelle.incident`, `code NOT IN ('RESULTS_UNDER_MERGED_IDENTITY')`],
] as const;

const DETAILS = `
  (SELECT concat_ws(' ', 'job', left(singleton_key, 16), state, 'retry', retry_count, 'due in',
     round(extract(epoch FROM start_after - now())), 's, sign of life',
     round(extract(epoch FROM now() - heartbeat_on)), 's ago, every', heartbeat_seconds) AS line
   FROM queue.job WHERE state IN ('created', 'retry', 'active') AND start_after < now() + interval '1 hour' LIMIT 8)
  UNION ALL
  (SELECT concat_ws(' ', 'report', id, 'of', left(lineage, 16), state, failure_code, failure_message, 'attempts', attempts) AS line
   FROM passerelle.report WHERE state IN ('received', 'processing', 'parked', 'failed') LIMIT 8)
  UNION ALL
  (SELECT concat_ws(' ', 'stay', left(stay_key, 16), state, failure_code, changes, walked) AS line
   FROM passerelle.stay_walk WHERE changes > walked OR state <> 'done' LIMIT 8)`;

const OURS = 'chaos';

export async function openBooks(url: string): Promise<Books> {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: OURS });
  pool.on('error', () => undefined);
  const count = async (list: typeof OPEN | typeof DEAD): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const [name, table, condition] of list) {
      const there = await pool.query<{ at: string | null }>(`SELECT to_regclass($1)::text AS at`, [table]);
      if (!there.rows[0]?.at) continue;
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`,
      );
      if (rows[0] && rows[0].n > 0) found[name] = rows[0].n;
    }
    return found;
  };
  return {
    open: () => count(OPEN),
    dead: () => count(DEAD),
    async kept() {
      const { rows } = await pool.query<{ id: string; n: number }>(
        `SELECT control_id AS id, count(*)::int AS n FROM passerelle.message WHERE answer_code = 'AA' GROUP BY 1`,
      );
      return new Map(rows.map(({ id, n }) => [id, n]));
    },
    async reports() {
      const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM passerelle.report`);
      return rows[0]?.n ?? 0;
    },
    async announced() {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM passerelle.announcement WHERE state = 'sent'`,
      );
      return rows.map(({ id }) => id);
    },
    async details() {
      const { rows } = await pool.query<{ line: string }>(DETAILS);
      return rows.map(({ line }) => line);
    },
    async terminate() {
      const { rowCount } = await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name <> $1 AND pid <> pg_backend_pid()`,
        [OURS],
      );
      return rowCount ?? 0;
    },
    close: () => pool.end(),
  };
}
