import { type DataSource } from 'typeorm';
import { draftFromBytes, type Report, SET_ASIDE } from '../intake/index.js';
import { type Clock, type Failure } from '../kernel/index.js';
import { type KnownPatient, mergeIdentity, mergeStay, type Patients } from '../patients/index.js';
import { type Cipher, SealError } from '../security/index.js';
import { type Journey } from './ports.js';
import { type Composed, createComposition } from './typeorm-composition.repository.js';
import { type ReportLog } from './report-log.js';
import { forgetStagesBeforeMerge } from './typeorm-merged-meanwhile.repository.js';

export interface ReportsDependencies {
  readonly dataSource: DataSource;
  readonly patients: Patients;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly journeyOf: (reportId: string) => Journey;
}

const PARENT_NEVER_CAME = 'PARENT_NEVER_CAME';

const UNREADABLE: Failure = {
  code: 'REPORT_UNREADABLE',
  class: 'transient',
  message: 'the kept report does not open: its key is not configured, or its bytes were altered',
};

interface Told {
  readonly failure?: Failure;
  readonly counts?: Readonly<Record<string, number>>;
}

interface ReportRow {
  readonly id: string;
  readonly source: string;
  readonly lineage: string;
  readonly version: number;
  readonly received_at: Date;
  readonly content_sealed: Buffer;
  readonly patient_key: string | null;
  readonly stay_key: string | null;
}

export function createReportLog(dependencies: ReportsDependencies): ReportLog {
  const { dataSource, patients, cipher, clock, journeyOf } = dependencies;

  /**
   * Once for each state: a report tried again every minute for days is one event. What was delivered stays so,
   * whatever a worker says that had lost its job.
   */
  async function move(report: Pick<Report, 'id'>, state: string, told: Told = {}): Promise<void> {
    const { failure, counts = {} } = told;
    await dataSource.query(
      `WITH moved AS (
         UPDATE passerelle.report SET state = $2, state_since = $3, failure_code = $4, failure_class = $5,
           failure_message = $6, failing_since = CASE WHEN $2 = 'delivered' THEN NULL ELSE failing_since END,
           counts = counts || $7
         WHERE id = $1 AND state NOT IN ($2, 'delivered') RETURNING id
       )
       INSERT INTO passerelle.report_event (report_id, at, step, code) SELECT id, $3, $2, $4 FROM moved`,
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
  }

  const compose = createComposition({ dataSource, cipher });

  async function open(row: ReportRow): Promise<{ draft: Composed; known: KnownPatient } | undefined> {
    try {
      const said = draftFromBytes(cipher.open(row.content_sealed, `report:${row.id}`));
      const draft = await compose({ ...row, draft: said });
      const keys = { patientKey: row.patient_key, stayKey: row.stay_key };
      return { draft, known: await patients.known(dataSource, keys) };
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  return {
    async next(lineage) {
      const rows: ReportRow[] = await dataSource.query(
        `SELECT id, source, lineage, version, received_at, content_sealed, patient_key, stay_key
         FROM passerelle.report WHERE lineage = $1 AND state IN ('received', 'processing')
         ORDER BY version LIMIT 1`,
        [lineage],
      );
      const row = rows[0];
      if (!row) return undefined;
      await forgetStagesBeforeMerge(dataSource, row.id);
      const opened = await open(row);
      if (!opened) return { id: row.id, source: row.source, unreadable: UNREADABLE };
      const { draft, known } = opened;
      return {
        ...draft,
        identity: draft.identity.map((said) => mergeIdentity(known.identity?.reveal(), said)),
        stay: draft.stay.map((said) => mergeStay(known.stay?.reveal(), said)),
        id: row.id,
        source: row.source,
        lineage: row.lineage,
        version: row.version,
        receivedAt: row.received_at,
      };
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
    async delivered(report, resources) {
      await move(report, 'delivered', { counts: { resources } });
    },
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
      await move(report, 'failed', { failure });
    },
    journeyOf: (report) => journeyOf(report.id),
  };
}
