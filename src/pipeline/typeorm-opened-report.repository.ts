import { type DataSource } from 'typeorm';
import { draftFromBytes, type Report } from '../intake/index.js';
import { mergeIdentity, mergeStay, type Patients } from '../patients/index.js';
import { type Cipher, SealError } from '../security/index.js';
import { createComposition } from './typeorm-composition.repository.js';

export interface ReportRow {
  readonly id: string;
  readonly source: string;
  readonly lineage: string;
  readonly version: number;
  readonly received_at: Date;
  readonly content_sealed: Buffer;
  readonly patient_key: string | null;
  readonly stay_key: string | null;
}

/** Of the table under the name `report`. */
export const REPORT_COLUMNS = `report.id, report.source, report.lineage, report.version, report.received_at,
  report.content_sealed, report.patient_key, report.stay_key`;

interface OpeningDependencies {
  readonly dataSource: DataSource;
  readonly patients: Pick<Patients, 'known'>;
  readonly cipher: Cipher;
}

/** A row as the Report its walk sees, with its patient as now known; nothing where its content does not open. */
export function createOpening({ dataSource, patients, cipher }: OpeningDependencies) {
  const compose = createComposition({ dataSource, cipher });
  return async (row: ReportRow): Promise<Report | undefined> => {
    try {
      const said = draftFromBytes(cipher.open(row.content_sealed, `report:${row.id}`));
      const draft = await compose({ ...row, draft: said });
      const keys = { patientKey: row.patient_key, stayKey: row.stay_key };
      const known = await patients.known(dataSource, keys);
      return {
        ...draft,
        identity: draft.identity.map((one) => mergeIdentity(known.identity?.reveal(), one)),
        stay: draft.stay.map((one) => mergeStay(known.stay?.reveal(), one)),
        id: row.id,
        source: row.source,
        lineage: row.lineage,
        version: row.version,
        receivedAt: row.received_at,
      };
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  };
}
