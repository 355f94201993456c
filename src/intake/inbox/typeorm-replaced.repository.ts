import { type DataSource, type EntityManager } from 'typeorm';
import { type Clock } from '../../kernel/index.js';
import { beginAgain } from './begin-again.js';
import { type Incident, keepIncident } from './typeorm-incidents.repository.js';

const CODE = 'IDENTITY_REPLACED';

/** Under this key or under one that was merged into it. */
const OF_PATIENT = `(patient_key = $1 OR patient_key IN (
  SELECT key FROM passerelle.patient_alias WHERE patient_key = $1))`;

export async function hasReports(sql: EntityManager, patientKey: string): Promise<boolean> {
  const [row] = (await sql.query(
    `SELECT EXISTS (SELECT 1 FROM passerelle.report WHERE ${OF_PATIENT}) AS found`,
    [patientKey],
  )) as [{ found: boolean }];
  return row.found;
}

interface Replaced {
  readonly at: Date;
  readonly patientKey: string;
  /** What told: the event of the message, `report`, or `patient` (found on the FHIR server). */
  readonly trigger: string;
  readonly about: Pick<Incident, 'source' | 'messageId' | 'reportId' | 'lineage' | 'document'>;
}

/** The number of a patient with reports became somebody else's: a person is told. Remembered under the patient. */
export async function keepReplaced(sql: EntityManager, replaced: Replaced): Promise<Incident> {
  const { at, patientKey, trigger, about } = replaced;
  await sql.query(
    `INSERT INTO passerelle.identity_event (at, code, message_id, trigger, patient_key, report_id)
     VALUES ($1, '${CODE}', $2, $3, $4, $5)`,
    [at, about.messageId ?? null, trigger, patientKey, about.reportId ?? null],
  );
  return keepIncident(sql, { at, code: CODE, ...about });
}

interface LastReport {
  readonly id: string;
  readonly source: string;
  readonly lineage: string;
  readonly document_hash: string;
}

export interface ReplacedDependencies {
  readonly dataSource: Pick<DataSource, 'transaction'>;
  readonly clock: Clock;
  /** Told after the commit. */
  readonly onIncident?: (incident: Incident) => void;
}

/** The Patient we made and the identity are two people. A person is told once, with the last report of the patient. */
export type TellReplaced = (patientKey: string) => Promise<void>;

export function createTellReplaced({ dataSource, clock, onIncident }: ReplacedDependencies): TellReplaced {
  return async (patientKey) => {
    const incident = await beginAgain(() =>
      dataSource.transaction(async (sql) => {
        // A message may tell of the same patient at this moment.
        await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`patient:${patientKey}`]);
        const told: unknown[] = await sql.query(
          `SELECT 1 FROM passerelle.identity_event WHERE code = '${CODE}' AND ${OF_PATIENT} LIMIT 1`,
          [patientKey],
        );
        const [last]: LastReport[] = await sql.query(
          `SELECT id, source, lineage, document_hash FROM passerelle.report
           WHERE ${OF_PATIENT} ORDER BY received_at DESC, id DESC LIMIT 1`,
          [patientKey],
        );
        if (told.length > 0 || !last) return undefined;
        const { id: reportId, source, lineage, document_hash: document } = last;
        const about = { source, reportId, lineage, document };
        return keepReplaced(sql, { at: clock.now(), patientKey, trigger: 'patient', about });
      }),
    );
    if (incident) onIncident?.(incident);
  };
}
