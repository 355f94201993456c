import { type BundleEntry, type Encounter, type Patient, type Reference } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Identifier, mainPatientIdentifier } from '../../patients/index.js';
import { createOnlyEntry, referenceTo, token, updateEntry } from './bundle.js';
import { toEncounter } from './encounter.js';
import { patientIdentifiers, stayIdentifiers } from './identifiers.js';
import { makeId, siteSystem } from './ids.js';
import { type IdKey, type StayInput } from './input.js';
import { toPatient } from './patient.js';

type Subjected = Pick<Report, 'identity' | 'stay' | 'lineage' | 'fictitious'>;
type BusinessIdentifier = { readonly system?: string; readonly value?: string };

export interface Subject {
  readonly patient: Reference<Patient>;
  readonly encounter?: Reference<Encounter>;
  /** Patient and Encounter to bring along; none in `reference` mode. */
  readonly entries: readonly BundleEntry[];
}

/** Who and which stay the results are about. */
export function subjectOf(report: Subjected, frame: Omit<StayInput, 'report'>): Subject {
  return frame.settings.patientMode === 'reference' ? pointAt(report, frame) : bring(report, frame);
}

// Conditional references (R4, 3.1.0.7.2): resolved by the server inside the transaction.
function pointAt(report: Subjected, { settings, ids }: Omit<StayInput, 'report'>): Subject {
  const [person] = patientIdentifiers(report.identity.reveal(), settings);
  const [stay] = stayIdentifiers(report.stay.reveal(), settings);
  const unidentified = { system: siteSystem(settings, 'unidentified'), value: patientId(report, ids) };
  return {
    patient: person ? conditional<Patient>('Patient', person) : { type: 'Patient', identifier: unidentified },
    ...(stay && { encounter: conditional<Encounter>('Encounter', stay) }),
    entries: [],
  };
}

function bring(report: Subjected, { settings, ids, update }: Omit<StayInput, 'report'>): Subject {
  const person = { ...toPatient(patientId(report, ids), report, settings) };
  const patient = { reference: `Patient/${person.id}` };
  const entry = (resource: typeof person | ReturnType<typeof toEncounter>): BundleEntry => {
    const identified = { ...resource, id: resource.id as string };
    // Known by the hospital's identifier where there is one, else by our key (always first).
    const known = resource.identifier?.[1] ?? resource.identifier?.[0];
    const search = token('identifier', known?.system ?? '', known?.value ?? '');
    return update ? updateEntry(identified) : createOnlyEntry(identified, search);
  };
  const stayId = encounterId(report, ids);
  if (!stayId) return { patient, entries: [entry(person)] };
  const encounter = toEncounter(stayId, report, patient, settings);
  return {
    patient,
    encounter: { reference: referenceTo({ ...encounter, id: stayId }) },
    entries: [entry(person), entry(encounter)],
  };
}

function conditional<T extends Patient | Encounter>(
  type: T['resourceType'],
  { system = '', value = '' }: BusinessIdentifier,
): Reference<T> {
  return { type, reference: `${type}?${token('identifier', system, value)}`, identifier: { system, value } };
}

/** Key of a person: IPP in use, else qualified INS, else the stay, else the document's lineage. */
export function personKey(report: Subjected): readonly string[] {
  const known = mainPatientIdentifier(report.identity.reveal());
  return known ? keyOf(known) : (stayKey(report) ?? ['lineage', report.lineage]);
}

/** The research zone's subject goes on under the identifier its first documents had, as its surrogates do. */
export function pseudonymousId(report: Subjected, ids: IdKey): string {
  const { pseudonymAnchor: anchor } = report.identity.reveal();
  return makeId(ids, 'Patient', ...(anchor ? keyOf(anchor) : personKey(report)));
}

export const patientId = (report: Subjected, ids: IdKey): string =>
  makeId(ids, 'Patient', ...personKey(report));

export function encounterId(report: Subjected, ids: IdKey): string | undefined {
  const key = stayKey(report);
  return key && makeId(ids, 'Encounter', ...key);
}

function stayKey(report: Subjected): readonly string[] | undefined {
  const { identifiers } = report.stay.reveal();
  const known = find(identifiers, 'NDA') ?? find(identifiers, 'VN');
  return known && keyOf(known);
}

function find(identifiers: readonly Identifier[], kind: Identifier['kind']): Identifier | undefined {
  return identifiers.find((one) => one.kind === kind && one.value.trim());
}

const keyOf = ({ kind, value, authority }: Identifier): readonly string[] => [
  kind,
  authority?.oid ?? authority?.name ?? '',
  value.trim(),
];
