import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Queue } from '../database/index.js';
import { type Clock } from '../kernel/index.js';
import { REREAD_JOB, REREAD_PRIORITY, SKIPPED } from './reread-log.js';
import { type RereadSelection } from './reread-selection.js';
import { queueStaysRead } from './typeorm-rereads.repository.js';

const SHOWN = 50;
const LISTED = 500;

export interface RereadRequestsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'add' | 'nudge'>;
  readonly clock: Clock;
}

export interface RereadStatus {
  readonly id: string;
  readonly state: 'selecting' | 'reading' | 'done' | 'stopped';
  readonly dryRun: boolean;
  readonly selection: RereadSelection;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  /** Reports that stand and were looked at. */
  readonly lookedAt: number;
  readonly selected: number;
  /** Chosen, but another reread has them in hand. */
  readonly elsewhere: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Codes of what was skipped or failed. */
  readonly codes: Readonly<Record<string, number>>;
  /** Of those that changed: on their walk, and among the dead letters. */
  readonly walking: number;
  readonly deadLetters: number;
}

export type RereadRequests = ReturnType<typeof createRereadRequests>;

const COLUMNS = `id, state, dry_run AS "dryRun", selection, asked_at AS "askedAt", finished_at AS "finishedAt",
  looked_at AS "lookedAt", selected, elsewhere`;

/** What operators ask of rereads: ids, states, codes, counts. No patient data comes out. */
export function createRereadRequests({ dataSource, queue, clock }: RereadRequestsDependencies) {
  async function status(id: string): Promise<RereadStatus | undefined> {
    const [row] = await dataSource.query<Omit<RereadStatus, 'counts'>[]>(
      `SELECT ${COLUMNS} FROM passerelle.reread WHERE id = $1`,
      [id],
    );
    if (!row) return undefined;
    const rows = await dataSource.query<
      { state: string; code: string | null; at: string | null; n: number }[]
    >(
      `SELECT one.state, one.failure_code AS code, CASE WHEN one.state = 'changed' THEN report.state END AS at,
         count(*)::int AS n
       FROM passerelle.reread_report AS one JOIN passerelle.report ON report.id = one.report_id
       WHERE reread_id = $1 GROUP BY 1, 2, 3`,
      [id],
    );
    const sum = (of: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(of).reduce((total, { n }) => total + n, 0);
    const states = ['waiting', 'queued', 'same', 'changed', 'skipped', 'failed'];
    const codes = [...new Set(rows.flatMap(({ code }) => (code ? [code] : [])))].sort();
    return {
      ...row,
      counts: Object.fromEntries(states.map((state) => [state, sum((one) => one.state === state)])),
      codes: Object.fromEntries(codes.map((code) => [code, sum((one) => one.code === code)])),
      walking: sum(({ at }) => at === 'received' || at === 'processing'),
      deadLetters: sum(({ at }) => at === 'failed'),
    };
  }

  return {
    status,

    /** Kept and queued in one transaction: a worker chooses the reports. */
    async ask(selection: RereadSelection, { dryRun }: { readonly dryRun: boolean }): Promise<RereadStatus> {
      const id = randomUUID();
      await dataSource.transaction(async (sql) => {
        await sql.query(
          `INSERT INTO passerelle.reread (id, asked_at, selection, dry_run, state) VALUES ($1, $2, $3, $4, 'selecting')`,
          [id, clock.now(), JSON.stringify(selection), dryRun],
        );
        await queue.add(sql, [REREAD_JOB + id], { priority: REREAD_PRIORITY });
      });
      queue.nudge();
      return (await status(id)) as RereadStatus;
    },

    /** What is not read yet is left as it is; false where there is no such reread. */
    async stop(id: string): Promise<boolean> {
      return dataSource.transaction(async (sql) => {
        const [run] = await sql.query<{ state: string }[]>(
          'SELECT state FROM passerelle.reread WHERE id = $1 FOR UPDATE',
          [id],
        );
        if (!run) return false;
        if (run.state === 'done' || run.state === 'stopped') return true;
        await sql.query(
          `UPDATE passerelle.reread_report SET state = 'skipped', settled_at = $2, failure_code = $3, failure_message = $4
           WHERE reread_id = $1 AND state IN ('waiting', 'queued')`,
          [id, clock.now(), 'STOPPED', SKIPPED.STOPPED],
        );
        await sql.query(`UPDATE passerelle.reread SET state = 'stopped', finished_at = $2 WHERE id = $1`, [
          id,
          clock.now(),
        ]);
        const stays = await sql.query<{ key: string }[]>(
          `SELECT DISTINCT report.stay_key AS key FROM passerelle.reread_report AS one
           JOIN passerelle.report ON report.id = one.report_id
           WHERE reread_id = $1 AND one.state = 'changed' AND NOT stay_told AND report.stay_key IS NOT NULL`,
          [id],
        );
        await queueStaysRead(
          sql,
          { queue, clock },
          stays.map(({ key }) => key),
        );
        return true;
      });
    },

    /** The latest first. */
    async list(): Promise<unknown[]> {
      return dataSource.query(
        `SELECT ${COLUMNS} FROM passerelle.reread ORDER BY asked_at DESC, id LIMIT ${SHOWN}`,
      );
    },

    /** The reports of a reread in one state, by id; after the last one of the page before. */
    async reports(id: string, state: string, after?: string): Promise<unknown[]> {
      return dataSource.query(
        `SELECT report_id AS "reportId", state, attempts, settled_at AS "settledAt", failure_code AS "failureCode",
           failure_message AS "failureMessage"
         FROM passerelle.reread_report WHERE reread_id = $1 AND state = $2 AND ($3::uuid IS NULL OR report_id > $3)
         ORDER BY report_id LIMIT ${LISTED}`,
        [id, state, after ?? null],
      );
    },
  };
}
