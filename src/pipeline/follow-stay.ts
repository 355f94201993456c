import { type Encounter } from '@medplum/fhirtypes';
import { type Sql } from '../database/index.js';
import { type Destination, type Ledger, writeBundle } from '../delivery/index.js';
import {
  encounterIdOf,
  followStay,
  guardedEntry,
  type IdKey,
  type MappingSettings,
  transaction,
} from '../fhir/index.js';
import { ok, type Result } from '../kernel/index.js';
import { type Patients } from '../patients/index.js';
import { ownResource } from './own-resource.js';
import { type StayRun } from './stay-ports.js';

export interface FollowStayDependencies {
  readonly sql: Sql;
  readonly patients: Pick<Patients, 'known'>;
  readonly settings: MappingSettings;
  readonly ids: IdKey;
  readonly care: Destination | undefined;
  readonly ledger: Ledger;
}

/**
 * Writes the Encounter we made, where the stay says something else by now; how many were written. Read again at each
 * attempt, never kept: somebody else may write it while the server is away.
 */
export function createFollowStay(dependencies: FollowStayDependencies) {
  const { sql, patients, settings, ids, care, ledger } = dependencies;

  return async ({ key }: StayRun): Promise<Result<number>> => {
    if (!care || settings.patientMode !== 'create-if-absent') return ok(0);
    const { stay } = await patients.known(sql, { patientKey: null, stayKey: key });
    const id = stay && encounterIdOf(stay, { ids });
    if (!stay || !id) return ok(0);
    const own = await ownResource<Encounter>('Encounter', id, { destination: care, ledger });
    if (!own.ok) return own;
    const next = own.value && followStay(own.value, stay, settings);
    if (!next) return ok(0);
    const written = await writeBundle(transaction([guardedEntry(next)]), care, { ledger, again: false });
    return written.ok ? ok(1) : written;
  };
}
