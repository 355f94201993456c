import { type DataSource } from 'typeorm';
import { type Queue } from '../database/index.js';
import { type Clock, failed, ok, type Result, sensitive, type Sensitive } from '../kernel/index.js';
import { NO_IDENTITY, NO_STAY, type Patients } from '../patients/index.js';
import { deidentifiedContext, type LearnedName } from '../pseudonymization/index.js';
import { type Cipher, SealError } from '../security/index.js';
import { type Stages } from './ports.js';
import { type StandingDocument } from './stay-ports.js';
import { type StayDocuments } from './stay-rooms.js';
import { keptStage } from './typeorm-journey.repository.js';
import { learnedContext } from './typeorm-stay-log.repository.js';

export interface StayDocumentsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'add' | 'nudge'>;
  readonly patients: Pick<Patients, 'known'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

interface Row {
  readonly id: string;
  readonly lineage: string;
  readonly patient_key: string | null;
  readonly type_code: string;
  readonly day: string | null;
  readonly document_sealed: Buffer;
  readonly pseudonymized_sealed: Buffer;
}

/** The documents of a stay that stand, from the journeys of their reports. */
export function createStayDocuments(dependencies: StayDocumentsDependencies): StayDocuments {
  const { dataSource, queue, patients, cipher, clock } = dependencies;

  async function toStanding(row: Row, stayKey: string): Promise<StandingDocument> {
    const stage = <S extends keyof Stages>(name: S, sealed: Buffer) =>
      keptStage(cipher, row.id, name, sealed);
    const pseudonymized = stage('pseudonymized', row.pseudonymized_sealed);
    const known = await patients.known(dataSource, { patientKey: row.patient_key, stayKey });
    const context = deidentifiedContext(
      {
        identity: known.identity ?? sensitive(NO_IDENTITY),
        stay: known.stay ?? sensitive(NO_STAY),
        documentType: row.type_code,
        ...(row.day && { date: row.day }),
      },
      pseudonymized.dateShiftDays,
    );
    const document = stage('document', row.document_sealed);
    return { reportId: row.id, lineage: row.lineage, document, pseudonymized, context };
  }

  return {
    // A version that withdrew or suspended its document left no text.
    async gather({ key }): Promise<Result<readonly StandingDocument[]>> {
      const rows = await dataSource.query<Row[]>(
        `SELECT standing.id, lineage, patient_key, type_code, document_date::text AS day,
                document_sealed, pseudonymized_sealed
         FROM (SELECT DISTINCT ON (lineage) id, lineage, stay_key, patient_key, type_code, document_date
               FROM passerelle.report
               WHERE state = 'delivered' AND lineage IN (
                 SELECT lineage FROM passerelle.report WHERE stay_key = $1)
               ORDER BY lineage, version DESC) AS standing
         JOIN passerelle.journey ON journey.report_id = standing.id
         WHERE stay_key = $1 AND document_sealed IS NOT NULL AND pseudonymized_sealed IS NOT NULL
         ORDER BY document_date NULLS LAST, lineage`,
        [key],
      );
      try {
        const standing: StandingDocument[] = [];
        for (const row of rows) standing.push(await toStanding(row, key));
        return ok(standing);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        const message = 'a kept document does not open: its key is not configured, or its bytes were altered';
        return failed({ code: 'REPORT_UNREADABLE', class: 'transient', message });
      }
    },

    async renew({ key, changes }, documents) {
      const ids = documents.map(({ reportId }) => reportId);
      const renewed = await dataSource.transaction(async (sql) => {
        const [rows] = (await sql.query(
          `UPDATE passerelle.report AS report SET state = 'received', state_since = $2, failing_since = NULL, attempts = 0
           WHERE id = ANY($1) AND state = 'delivered' AND NOT EXISTS (
             SELECT 1 FROM passerelle.report AS later WHERE later.lineage = report.lineage
               AND later.version > report.version AND later.state IN ('received', 'processing', 'delivered'))
           RETURNING id, lineage`,
          [ids, clock.now()],
        )) as [{ id: string; lineage: string }[]];
        const moved = rows.map(({ id }) => id);
        await sql.query(
          `INSERT INTO passerelle.report_event (report_id, at, step, code)
           SELECT id, $2, 'received', 'NAMES_LEARNED' FROM unnest($1::uuid[]) AS id`,
          [moved, clock.now()],
        );
        // The text stays as it was read; what was made of it, and what waits or went out, is made anew.
        await sql.query(
          `UPDATE passerelle.journey SET pseudonymized_sealed = NULL, findings_sealed = NULL WHERE report_id = ANY($1)`,
          [moved],
        );
        await sql.query('DELETE FROM passerelle.delivery_outbox WHERE report_id = ANY($1::text[])', [moved]);
        await queue.add(
          sql,
          rows.map(({ lineage }) => lineage),
        );
        // All that were asked: one that a newer version overtakes is looked at after that version.
        await sql.query(
          'UPDATE passerelle.stay_walk SET renewed = renewed || $3::uuid[] WHERE stay_key = $1 AND begun = $2',
          [key, changes, ids],
        );
        return moved.length;
      });
      if (renewed > 0) queue.nudge();
      return renewed;
    },
  };
}

/** Names learned in the stay of a report, for the reading of its documents. */
export function createLearnedNames({
  dataSource,
  cipher,
}: Pick<StayDocumentsDependencies, 'dataSource' | 'cipher'>) {
  return async (reportId: string): Promise<Sensitive<readonly LearnedName[]> | undefined> => {
    const [row] = await dataSource.query<{ stay_key: string; learned_sealed: Buffer | null }[]>(
      `SELECT walk.stay_key, learned_sealed FROM passerelle.stay_walk AS walk
       JOIN passerelle.report ON report.stay_key = walk.stay_key WHERE report.id = $1`,
      [reportId],
    );
    if (!row?.learned_sealed) return undefined;
    const json = cipher.open(row.learned_sealed, learnedContext(row.stay_key)).toString('utf8');
    return sensitive(JSON.parse(json) as readonly LearnedName[]);
  };
}
