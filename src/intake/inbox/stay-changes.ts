import { type Queue, type Sql } from '../../database/index.js';

/** Jobs of stays stand in the queue of the lineages, under this prefix: a lineage is hexadecimal. */
export const STAY_JOB = 'stay:';

/** Seconds a stay is left alone after a change: what comes together is walked once. */
export const STAY_QUIET_SECONDS = 1;

/** What changed: documents, stays, or whole patients (an identity, a merge). */
export interface StayChange {
  readonly lineages?: readonly string[];
  readonly stayKeys?: readonly string[];
  readonly patientKeys?: readonly string[];
}

/**
 * Notes, in the transaction of what changed them, that stays with documents have something new, and queues each once:
 * while one waits, or is being walked, further changes only count. Returns how many jobs were added.
 *
 * The row is locked to the end of the transaction before the job is looked at, and the walk ends by an update of the
 * same row: a change is seen by the walk that ends after it, or queues the next one.
 */
export async function queueStays(
  sql: Sql,
  { queue, now }: { readonly queue: Pick<Queue, 'add'>; readonly now: Date },
  { lineages = [], stayKeys = [], patientKeys = [] }: StayChange,
): Promise<number> {
  if (lineages.length + stayKeys.length + patientKeys.length === 0) return 0;
  const rows: { stay_key: string; is_first: boolean }[] = await sql.query(
    `INSERT INTO passerelle.stay_walk AS walk (stay_key, changes, state, state_since, changed_at, waiting_since)
     SELECT stay_key, 1, 'waiting', $4, $4, $4 FROM (
       SELECT DISTINCT stay_key FROM passerelle.report
       WHERE stay_key IS NOT NULL
         AND (lineage = ANY($1) OR stay_key = ANY($2) OR patient_key = ANY($3))
       ORDER BY stay_key
     ) AS changed
     ON CONFLICT (stay_key) DO UPDATE SET
       changes = walk.changes + 1, changed_at = excluded.changed_at,
       waiting_since = CASE WHEN walk.changes = walk.walked THEN excluded.changed_at ELSE walk.waiting_since END,
       state = CASE WHEN walk.state = 'walking' THEN walk.state ELSE 'waiting' END,
       state_since = CASE WHEN walk.state IN ('walking', 'waiting') THEN walk.state_since ELSE excluded.changed_at END
     RETURNING stay_key, changes = walked + 1 AS is_first`,
    [lineages, stayKeys, patientKeys, now],
  );
  const first = rows.filter(({ is_first: isFirst }) => isFirst);
  await queue.add(
    sql,
    first.map(({ stay_key: key }) => STAY_JOB + key),
    { afterSeconds: STAY_QUIET_SECONDS },
  );
  return first.length;
}
