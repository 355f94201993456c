import { type Patient, type Resource } from '@medplum/fhirtypes';
import { type JobOutcome, type Sql } from '../database/index.js';
import { type Destination, type Ledger } from '../delivery/index.js';
import { type IdKey, isOwn, type MappingSettings, patientOf, toMergeBundle } from '../fhir/index.js';
import { type Clock, ok, type Result } from '../kernel/index.js';
import { type Logger } from '../observability/index.js';
import { type MergedPair, type Patients } from '../patients/index.js';
import { ownResource } from './own-resource.js';

const HOUR_MS = 3_600_000;

export interface MergeWorkerDependencies {
  readonly sql: Sql;
  readonly patients: Pick<Patients, 'mergedPair'>;
  readonly settings: MappingSettings;
  readonly ids: IdKey;
  readonly care: Destination | undefined;
  readonly ledger: Pick<Ledger, 'known'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly giveUpAfterHours: number;
}

type Identified = Patient & { id: string };

/**
 * After a merge: the Patient of the identity that went is led to the one that stayed. Only a Patient we made ourselves
 * (same id there, our tag), where we are the ones who bring Patients and choose their ids; else the hospital merges its
 * own, and there is nothing to do.
 */
export function createMergeHandler(dependencies: MergeWorkerDependencies) {
  const { sql, patients, settings, ids, care, ledger, logger, clock } = dependencies;

  return async (absorbedKey: string): Promise<JobOutcome> => {
    const pair = await patients.mergedPair(sql, absorbedKey);
    if (!pair?.absorbed || !care || care.mode !== 'put' || settings.patientMode !== 'create-if-absent')
      return 'done';
    // Asked first: what is delivered from here on stands on the server when it is read.
    const isComing = await isOnTheWay(absorbedKey);
    const linked = await linkPatients(pair, pair.absorbed, care);
    if (linked.ok) {
      if (linked.value) logger.info({ patients: 2 }, 'Merged patients linked');
      // A Bundle that was in the outbox before the merge may still bring the Patient of the identity that went.
      return !linked.value && isComing ? 'retry' : 'done';
    }
    const { code, class: failureClass, message: reason } = linked.failure;
    const isOver = clock.now().getTime() - pair.since.getTime() > dependencies.giveUpAfterHours * HOUR_MS;
    if (failureClass !== 'permanent' && !isOver) return 'retry';
    logger.error({ code, reason }, 'Merged patients could not be linked');
    return 'done';
  };

  async function linkPatients(
    pair: MergedPair,
    gone: NonNullable<MergedPair['absorbed']>,
    destination: Destination,
  ): Promise<Result<boolean>> {
    const absorbed = await ours(patientOf(gone, { settings, ids }).patient, destination);
    if (!absorbed.ok || !absorbed.value) return absorbed.ok ? ok(false) : absorbed;
    const survivor = await standing(pair, destination);
    if (!survivor.ok) return survivor;
    const onlyAbsorbed = !isOwn(survivor.value);
    const bundle = toMergeBundle({ absorbed: absorbed.value, survivor: survivor.value, onlyAbsorbed });
    const sent = await destination.target.send(bundle);
    return sent.ok ? ok(true) : sent;
  }

  async function isOnTheWay(absorbedKey: string): Promise<boolean> {
    const [row] = (await sql.query(
      `SELECT EXISTS (SELECT 1 FROM passerelle.report r JOIN passerelle.patient_alias a ON a.key = r.patient_key
         WHERE r.state IN ('received', 'processing') AND a.patient_key =
           (SELECT patient_key FROM passerelle.patient_alias WHERE key = $1)) AS found`,
      [absorbedKey],
    )) as [{ found: boolean }];
    return row.found;
  }

  function ours({ id }: Identified, destination: Destination): Promise<Result<Identified | undefined>> {
    return ownResource<Patient>('Patient', id, { destination, ledger });
  }

  /** The one that stayed: ours, else the hospital's by its number, else made now. */
  async function standing(pair: MergedPair, destination: Destination): Promise<Result<Identified>> {
    const { patient, search } = patientOf(pair.survivor, { settings, ids });
    const own = await ours(patient, destination);
    if (!own.ok) return own;
    if (own.value) return ok(own.value);
    const found = await destination.target.find('Patient', search);
    if (!found.ok) return found;
    return ok(found.value.find(isPatient) ?? patient);
  }
}

const isPatient = (resource: Resource): resource is Identified =>
  resource.resourceType === 'Patient' && resource.id !== undefined;
