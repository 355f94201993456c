import { type Patient } from '@medplum/fhirtypes';
import { type JobOutcome, type Sql } from '../database/index.js';
import { type Destination, type Ledger, writeBundle } from '../delivery/index.js';
import {
  followPatient,
  guardedEntry,
  type IdKey,
  isSomebodyElse,
  type MappingSettings,
  patientOf,
  transaction,
} from '../fhir/index.js';
import { type TellReplaced } from '../intake/index.js';
import { ok, type Result } from '../kernel/index.js';
import { type Logger } from '../observability/index.js';
import { type Patients } from '../patients/index.js';
import { ownResource } from './own-resource.js';

export interface PatientWorkerDependencies {
  readonly sql: Sql;
  readonly patients: Pick<Patients, 'known'>;
  readonly settings: MappingSettings;
  readonly ids: IdKey;
  readonly care: Destination | undefined;
  readonly ledger: Ledger;
  readonly logger: Logger;
  /** A person is told, once for each patient. */
  readonly tellReplaced: TellReplaced;
}

/**
 * After an identity was corrected (A08, A28, A31, a merge): the Patient we made of it follows. One the hospital brought
 * is never touched, nor one whose identity has become somebody else's: a person is told of that.
 */
export function createPatientHandler(dependencies: PatientWorkerDependencies) {
  const { sql, patients, settings, ids, care, ledger, logger, tellReplaced } = dependencies;

  return async (patientKey: string): Promise<JobOutcome> => {
    if (!care || settings.patientMode !== 'create-if-absent') return 'done';
    const { identity } = await patients.known(sql, { patientKey, stayKey: null });
    if (!identity) return 'done';
    // Asked first: what is delivered from here on stands on the server when it is read.
    const isComing = await isOnTheWay(patientKey);
    const followed = await follow(identity, care);
    if (followed.ok) {
      if (followed.value === 'another') await tellReplaced(patientKey);
      if (followed.value === 'followed') logger.info({ patients: 1 }, 'A Patient follows its identity');
      // A report on its way may bring the Patient as it was prepared, before the correction.
      return followed.value === 'absent' && isComing ? 'retry' : 'done';
    }
    const { code, class: failureClass, message: reason } = followed.failure;
    // Each attempt reads and maps anew: there is nothing to set apart while it may still succeed.
    if (failureClass !== 'permanent') return 'retry';
    logger.error({ code, reason }, 'A Patient could not follow its identity');
    return 'done';
  };

  async function follow(
    identity: Parameters<typeof followPatient>[1],
    destination: Destination,
  ): Promise<Result<'followed' | 'same' | 'another' | 'absent'>> {
    const { id } = patientOf(identity, { settings, ids }).patient;
    const own = await ownResource<Patient>('Patient', id, { destination, ledger });
    if (!own.ok || !own.value) return own.ok ? ok('absent') : own;
    if (isSomebodyElse(own.value, identity)) return ok('another');
    const next = followPatient(own.value, identity, settings);
    if (!next) return ok('same');
    const bundle = transaction([guardedEntry(next)]);
    const written = await writeBundle(bundle, destination, { ledger, again: false });
    return written.ok ? ok('followed') : written;
  }

  async function isOnTheWay(patientKey: string): Promise<boolean> {
    const [row] = (await sql.query(
      `SELECT EXISTS (SELECT 1 FROM passerelle.report WHERE state IN ('received', 'processing') AND (
         patient_key = $1 OR patient_key IN (SELECT key FROM passerelle.patient_alias WHERE patient_key = $1)
       )) AS found`,
      [patientKey],
    )) as [{ found: boolean }];
    return row.found;
  }
}
