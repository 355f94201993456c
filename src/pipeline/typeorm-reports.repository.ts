import { type DataSource } from 'typeorm';
import { type Sql } from '../database/index.js';
import { type Report, SET_ASIDE } from '../intake/index.js';
import { type Clock, type Failure } from '../kernel/index.js';
import { type Patients } from '../patients/index.js';
import { type Cipher } from '../security/index.js';
import { type Announce } from './announce-report.js';
import { type Journey } from './ports.js';
import { isWalkAgain, type ReportLog, type WalkingReport } from './report-log.js';
import { KEPT_COLUMNS, type KeptRow } from './typeorm-journey.repository.js';
import { forgetStagesBeforeMerge, MERGED_SINCE } from './typeorm-merged-meanwhile.repository.js';
import { createOpening, REPORT_COLUMNS, type ReportRow } from './typeorm-opened-report.repository.js';

export interface ReportsDependencies {
  readonly dataSource: DataSource;
  readonly patients: Patients;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly journeyOf: (reportId: string, kept?: KeptRow) => Journey;
  /** Tells elsewhere what was delivered: kept with the state, or not at all. */
  readonly announce?: Announce;
}

const PARENT_NEVER_CAME = 'PARENT_NEVER_CAME';

const UNREADABLE: Failure = {
  code: 'REPORT_UNREADABLE',
  class: 'transient',
  message: 'the kept report does not open: its key is not configured, or its bytes were altered',
};

interface NextRow extends ReportRow {
  readonly sent: string | null;
  /** Its patient was merged since it came. */
  readonly merged: boolean;
}

interface Told {
  readonly failure?: Failure;
  readonly counts?: Readonly<Record<string, number>>;
  /** Of an open transaction. */
  readonly sql?: Sql;
}

export function createReportLog(dependencies: ReportsDependencies): ReportLog {
  const { dataSource, patients, cipher, clock, journeyOf, announce } = dependencies;

  /**
   * Once for each state: a report tried again every minute for days is one event. What was delivered stays so,
   * whatever a worker says that had lost its job. False where nothing changed.
   */
  async function move(report: Pick<Report, 'id'>, state: string, told: Told = {}): Promise<boolean> {
    const { failure, counts = {}, sql = dataSource } = told;
    const rows: unknown[] = await sql.query(
      `WITH moved AS (
         UPDATE passerelle.report SET state = $2, state_since = $3, failure_code = $4, failure_class = $5,
           failure_message = $6, failing_since = CASE WHEN $2 = 'delivered' THEN NULL ELSE failing_since END,
           counts = counts || $7
         WHERE id = $1 AND state NOT IN ($2, 'delivered') RETURNING id
       )
       INSERT INTO passerelle.report_event (report_id, at, step, code) SELECT id, $3, $2, $4 FROM moved
       RETURNING report_id`,
      [
        report.id,
        state,
        clock.now(),
        failure?.code ?? null,
        failure?.class ?? null,
        failure?.message ?? null,
        JSON.stringify(counts),
      ],
    );
    return rows.length > 0;
  }

  async function settle(report: WalkingReport, state: string, told: Told): Promise<void> {
    const news = await announce?.(report);
    if (!news) return void (await move(report, state, told));
    await dataSource.transaction(async (sql) => {
      if (await move(report, state, { ...told, sql })) await news.put(sql);
    });
    news.committed();
  }

  const open = createOpening({ dataSource, patients, cipher });
  /** The stages read with a report. */
  const kept = new WeakMap<Report, KeptRow>();

  return {
    async next(lineage) {
      const rows: NextRow[] = await dataSource.query(
        `SELECT ${REPORT_COLUMNS}, ${KEPT_COLUMNS}, ${MERGED_SINCE} AS merged, (
           SELECT code FROM passerelle.report_event AS event
           WHERE event.report_id = report.id AND step IN ('received', 'replayed') ORDER BY seq DESC LIMIT 1) AS sent
         FROM passerelle.report AS report LEFT JOIN passerelle.journey ON journey.report_id = report.id
         WHERE lineage = $1 AND state IN ('received', 'processing')
         ORDER BY version LIMIT 1`,
        [lineage],
      );
      const row = rows[0];
      if (!row) return undefined;
      if (row.merged) await forgetStagesBeforeMerge(dataSource, row.id);
      const report = await open(row);
      if (!report) return { id: row.id, source: row.source, unreadable: UNREADABLE };
      const walking = isWalkAgain(row.sent) ? { ...report, again: row.sent } : report;
      if (!row.merged) kept.set(walking, row as unknown as KeptRow);
      return walking;
    },
    async giveUpWaiting(lineage, before) {
      // A change of status alone is no loss: it is set aside where it can be seen. The rest is a dead letter.
      return dataSource.query(
        `WITH moved AS (
           UPDATE passerelle.report SET state_since = $3,
             state = CASE WHEN action = 'status' THEN 'cancelled' ELSE 'failed' END,
             failure_code = CASE WHEN failure_code = 'PATIENT_DIFFERS' THEN failure_code ELSE $4 END,
             failure_class = 'permanent', failure_message = $5
           WHERE lineage = $1 AND state = 'parked' AND state_since <= $2 RETURNING id, source, state, failure_code
         ), event AS (
           INSERT INTO passerelle.report_event (report_id, at, step, code)
           SELECT id, $3, state, failure_code FROM moved
         )
         SELECT id, source, state, failure_code AS code FROM moved`,
        [lineage, before, clock.now(), PARENT_NEVER_CAME, SET_ASIDE[PARENT_NEVER_CAME]],
      );
    },
    async begin(report) {
      await move(report, 'processing');
    },
    delivered: (report, resources) => settle(report, 'delivered', { counts: { resources } }),
    async deferred(report, failure) {
      const [rows] = (await dataSource.query(
        `UPDATE passerelle.report SET attempts = attempts + 1, failing_since = coalesce(failing_since, $2),
           failure_code = $3, failure_class = $4, failure_message = $5
         WHERE id = $1 RETURNING failing_since`,
        [report.id, clock.now(), failure.code, failure.class, failure.message],
      )) as [{ failing_since: Date }[]];
      return { failingSince: rows[0]?.failing_since ?? clock.now() };
    },
    async failed(report, failure) {
      if ('unreadable' in report) await move(report, 'failed', { failure });
      else await settle(report, 'failed', { failure });
    },
    journeyOf: (report) => journeyOf(report.id, kept.get(report)),
  };
}
