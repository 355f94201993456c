import { type BundleEntry, type Encounter } from '@medplum/fhirtypes';
import { type Sql } from '../database/index.js';
import { type Destination, type Ledger } from '../delivery/index.js';
import {
  encounterIdOf,
  followStay,
  type IdKey,
  type MappingSettings,
  updateEntry,
  withoutServerMeta,
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
  readonly ledger: Pick<Ledger, 'known'>;
}

/** What the stay's Bundle brings of its Encounter: the one we made, where the stay says something else by now. */
export function createFollowStay(dependencies: FollowStayDependencies) {
  const { sql, patients, settings, ids, care, ledger } = dependencies;

  return async ({ key }: StayRun): Promise<Result<readonly BundleEntry[]>> => {
    if (!care || settings.patientMode !== 'create-if-absent') return ok([]);
    const { stay } = await patients.known(sql, { patientKey: null, stayKey: key });
    const id = stay && encounterIdOf(stay, { ids });
    if (!stay || !id) return ok([]);
    const own = await ownResource<Encounter>('Encounter', id, { destination: care, ledger });
    if (!own.ok) return own;
    const next = own.value && followStay(own.value, stay, settings);
    if (!next) return ok([]);
    return ok([updateEntry(withoutServerMeta(next))]);
  };
}
