import { type DataSource, type EntityManager } from 'typeorm';
import { type Queue } from '../database/index.js';
import { queueStays } from '../intake/index.js';
import { type Clock } from '../kernel/index.js';
import { type Patients } from '../patients/index.js';
import { type Cipher, SealError } from '../security/index.js';
import { type Stages } from './ports.js';
import { type DueReread, type Left, type RereadKey, type RereadLog, SKIPPED } from './reread-log.js';
import { keptStage, stageColumns } from './typeorm-journey.repository.js';
import { createOpening, REPORT_COLUMNS, type ReportRow } from './typeorm-opened-report.repository.js';

export interface RereadsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'add' | 'nudge'>;
  readonly patients: Pick<Patients, 'known'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

interface DueRow extends ReportRow {
  readonly reread_id: string;
  readonly document_sealed: Buffer | null;
  readonly walking: boolean;
  readonly stands: boolean;
}

const STAGES = ['document', 'pseudonymized', 'outcome'] as const;

/** A later version is in one of these states. */
const later = (states: string): string => `EXISTS (SELECT 1 FROM passerelle.report AS later
  WHERE later.lineage = report.lineage AND later.version > report.version AND later.state IN (${states}))`;

/** What stands of a lineage: the last version delivered, if it left a text. */
export const STANDS = `report.state = 'delivered' AND journey.document_sealed IS NOT NULL
  AND NOT ${later(`'received', 'processing', 'delivered'`)}`;

/** The reports to read again, from the rows of the rereads. */
export function createRereadLog(dependencies: RereadsDependencies): RereadLog {
  const { dataSource, queue, cipher, clock } = dependencies;
  const open = createOpening(dependencies);

  return {
    async next(lineage) {
      const [row] = await dataSource.query<DueRow[]>(
        `SELECT ${REPORT_COLUMNS}, due.reread_id, journey.document_sealed, ${STANDS} AS stands,
           report.state IN ('received', 'processing') OR ${later(`'received', 'processing'`)} AS walking
         FROM passerelle.report AS report
         JOIN passerelle.reread_report AS due ON due.report_id = report.id AND due.state = 'queued'
         LEFT JOIN passerelle.journey ON journey.report_id = report.id
         WHERE report.lineage = $1 LIMIT 1`,
        [lineage],
      );
      if (!row) return undefined;
      if (row.walking) return 'walking';
      const key: RereadKey = { rereadId: row.reread_id, reportId: row.id, stayKey: row.stay_key };
      if (!row.stands || !row.document_sealed) return { ...key, skip: 'NOT_STANDING' };
      const former = formerOf(row.id, row.document_sealed);
      const report = former && (await open(row));
      if (!report) return { ...key, skip: 'REPORT_UNREADABLE' };
      if (report.course !== 'publish') return { ...key, skip: 'NOT_STANDING' };
      const [claimed] = (await dataSource.query(
        `UPDATE passerelle.reread_report SET attempts = attempts + 1
         WHERE reread_id = $1 AND report_id = $2 AND state = 'queued' RETURNING attempts`,
        [key.rereadId, key.reportId],
      )) as [{ attempts: number }[]];
      const attempt = claimed[0]?.attempts;
      return attempt === undefined ? 'settled' : { ...key, report, former, attempt };
    },

    async leave(due, how) {
      await dataSource.transaction(async (sql) => {
        if (!(await settle(sql, due, how))) return;
        if (how.state === 'same') {
          const { columns } = stageColumns(cipher, due.reportId, 'document', how.document);
          await updateJourney(sql, due.reportId, columns);
        }
        await tell(sql, due.reportId, ['read-again', codeOf(how)]);
        await tellStay(sql, due.stayKey);
      });
    },

    async replace(due, stages) {
      const isReplaced = await dataSource
        .transaction(async (sql) => {
          const [rows] = (await sql.query(
            `UPDATE passerelle.report AS report
           SET state = 'received', state_since = $2, failing_since = NULL, attempts = 0
           FROM passerelle.journey WHERE journey.report_id = report.id AND report.id = $1 AND ${STANDS}
           RETURNING report.id`,
            [due.reportId, clock.now()],
          )) as [unknown[]];
          if (rows.length === 0) return false;
          // Another worker settled it: what was moved here is undone with the rest.
          if (!(await settle(sql, due, { state: 'changed' }))) throw new Overtaken();
          await renew(sql, due, stages);
          await tellStay(sql, due.stayKey);
          return true;
        })
        .catch((error: unknown) => {
          if (error instanceof Overtaken) return false;
          throw error;
        });
      if (isReplaced) queue.nudge();
      return isReplaced;
    },
  };

  function formerOf(reportId: string, sealed: Buffer): Stages['document'] | undefined {
    try {
      return keptStage(cipher, reportId, 'document', sealed);
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  async function settle(
    sql: EntityManager,
    { rereadId, reportId }: RereadKey,
    how: Left | { readonly state: 'changed' },
  ): Promise<boolean> {
    const failure =
      how.state === 'failed'
        ? how.failure
        : how.state === 'skipped'
          ? { code: how.code, message: SKIPPED[how.code] }
          : undefined;
    const [rows] = (await sql.query(
      `UPDATE passerelle.reread_report SET state = $3, settled_at = $4, failure_code = $5, failure_message = $6
       WHERE reread_id = $1 AND report_id = $2 AND state = 'queued' RETURNING report_id`,
      [rereadId, reportId, how.state, clock.now(), failure?.code ?? null, failure?.message ?? null],
    )) as [unknown[]];
    return rows.length > 0;
  }

  /** All that the new text gave is there before its report walks: what waits or went out is made anew from it. */
  async function renew(sql: EntityManager, { reportId }: DueReread, stages: Stages): Promise<void> {
    const counts: Record<string, number> = {};
    await tell(sql, reportId, ['received', 'READ_AGAIN']);
    for (const stage of STAGES) {
      const made = stageColumns(cipher, reportId, stage, stages[stage]);
      await updateJourney(sql, reportId, made.columns);
      Object.assign(counts, made.counts);
      await tell(sql, reportId, [stage, null]);
    }
    await sql.query('UPDATE passerelle.report SET counts = counts || $2 WHERE id = $1', [
      reportId,
      JSON.stringify(counts),
    ]);
    await sql.query('DELETE FROM passerelle.delivery_outbox WHERE report_id = $1::text', [reportId]);
  }

  async function tell(
    sql: EntityManager,
    reportId: string,
    [step, code]: readonly [string, string | null],
  ): Promise<void> {
    await sql.query(
      'INSERT INTO passerelle.report_event (report_id, at, step, code) VALUES ($1, $2, $3, $4)',
      [reportId, clock.now(), step, code],
    );
  }

  async function tellStay(sql: EntityManager, stayKey: string | null): Promise<void> {
    if (stayKey) await queueStaysRead(sql, dependencies, [stayKey]);
  }
}

class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const codeOf = (how: Left): string =>
  how.state === 'same' ? 'SAME_TEXT' : how.state === 'skipped' ? how.code : how.failure.code;

async function updateJourney(
  sql: EntityManager,
  reportId: string,
  columns: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  const set = Object.keys(columns).map((name, at) => `${name} = $${at + 2}`);
  await sql.query(`UPDATE passerelle.journey SET ${set.join(', ')} WHERE report_id = $1`, [
    reportId,
    ...Object.values(columns),
  ]);
}

/** Queues each stay one of whose texts changed, once none of its reports is left to read again. */
export async function queueStaysRead(
  sql: EntityManager,
  { queue, clock }: Pick<RereadsDependencies, 'queue' | 'clock'>,
  stayKeys: readonly string[],
): Promise<void> {
  for (const key of stayKeys.toSorted()) {
    // The last two reports of a stay may be settled at the same moment: one of them sees the other.
    await sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('reread-stay:' || $1, 0))`, [key]);
    const [rows] = (await sql.query(
      `UPDATE passerelle.reread_report AS one SET stay_told = true
       FROM passerelle.report WHERE report.id = one.report_id AND report.stay_key = $1
         AND one.state = 'changed' AND NOT one.stay_told
         AND NOT EXISTS (SELECT 1 FROM passerelle.reread_report AS other
           JOIN passerelle.report AS of_stay ON of_stay.id = other.report_id
           WHERE of_stay.stay_key = $1 AND other.state IN ('waiting', 'queued'))
       RETURNING one.report_id`,
      [key],
    )) as [unknown[]];
    if (rows.length > 0) await queueStays(sql, { queue, now: clock.now() }, { stayKeys: [key] });
  }
}
