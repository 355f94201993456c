import { type Bundle, type Patient, type PatientLink } from '@medplum/fhirtypes';
import { isFictitiousIdentity, NO_STAY, type Identity } from '../../patients/index.js';
import { type Sensitive, sensitive } from '../../kernel/index.js';
import { type Identified, referenceTo, token, transaction } from './bundle.js';
import { patientIdentifiers } from './identifiers.js';
import { type MappingFrame } from './input.js';
import { guardedEntry } from './meta.js';
import { toPatient } from './patient.js';
import { patientId } from './subject.js';

/** The Patient we write for an identity, and the search that finds the hospital's own. */
export function patientOf(
  identity: Sensitive<Identity>,
  { settings, ids }: Omit<MappingFrame, 'now'>,
): { readonly patient: Identified<Patient>; readonly search: string } {
  const fictitious = isFictitiousIdentity(identity.reveal());
  const id = patientId({ identity, stay: sensitive(NO_STAY), lineage: '', fictitious }, ids);
  const [main] = patientIdentifiers(identity.reveal(), settings);
  return {
    patient: { ...toPatient(id, { identity, fictitious }, settings), id },
    search: token('identifier', main?.system ?? '', main?.value ?? ''),
  };
}

interface Linked {
  readonly absorbed: Identified<Patient>;
  readonly survivor: Identified<Patient>;
  /** The survivor is the hospital's: it is pointed at and left as it is. */
  readonly onlyAbsorbed: boolean;
}

/**
 * A Patient that was merged, kept, out of use and led to the one that stayed, which names it and carries its numbers as
 * old (fr-core). What else stands in them stays; no result is moved.
 */
export function toMergeBundle({ absorbed, survivor, onlyAbsorbed }: Linked): Bundle {
  const gone = link({ ...absorbed, active: false }, survivor, 'replaced-by');
  if (onlyAbsorbed) return transaction([guardedEntry(gone)]);
  const numbers = survivor.identifier ?? [];
  const old = (absorbed.identifier ?? [])
    .filter(({ system, use }) => use !== undefined && !system?.includes(':key:') && !isIns(system))
    .filter((one) => !numbers.some(({ system, value }) => system === one.system && value === one.value))
    .map((one) => ({ ...one, use: 'old' as const }));
  const stays = link({ ...survivor, identifier: [...numbers, ...old] }, absorbed, 'replaces');
  return transaction([gone, stays].map(guardedEntry));
}

const isIns = (system = ''): boolean => system.startsWith('urn:oid:1.2.250.1.213.1.4.');

function link(patient: Identified<Patient>, other: Identified<Patient>, type: PatientLink['type']) {
  const reference = referenceTo(other);
  const links = (patient.link ?? []).filter((one) => one.other.reference !== reference);
  return { ...patient, link: [...links, { other: { reference }, type }] };
}
