import { type Encounter, type Patient, type Resource } from '@medplum/fhirtypes';
import { auditDocuments } from './audit-documents.js';
import { type Announced, auditResults } from './audit-results.js';
import { type Expected } from './model.js';

/** Something that must not be: what, and about which id of ours or of the server. Never a text. */
export interface Fault {
  readonly code: string;
  readonly about: string;
  readonly detail?: string;
}

/** What is there at the end. */
export interface World {
  /** Everything on the FHIR server. */
  readonly resources: readonly Resource[];
  /** How often each message was kept with a good answer, by control id. */
  readonly kept: ReadonlyMap<string, number>;
  /** What is not over, and what ended badly, by what it is. */
  readonly open: Readonly<Record<string, number>>;
  readonly dead: Readonly<Record<string, number>>;
  /** What the results topic told, where there is one. */
  readonly announced?: Announced;
}

/** What the senders know of their own messages. */
export interface Sent {
  readonly acknowledgedIds: ReadonlyMap<string, unknown>;
  readonly abandonedIds: ReadonlySet<string>;
  readonly refused: readonly { readonly controlId: string; readonly answer: string }[];
}

/** Everything that is wrong. */
export const audit = (expected: Expected, world: World, sent: Sent): Fault[] => [
  ...auditMessages(world, sent),
  ...auditBooks(world),
  ...auditServer(world.resources),
  ...auditDocuments(expected.documents, world.resources),
  ...auditPeople(expected, world.resources),
  ...(world.announced ? auditResults(world.announced, expected.documents, world.resources) : []),
];

function auditMessages({ kept }: World, { acknowledgedIds, abandonedIds, refused }: Sent): Fault[] {
  return [
    ...refused.map(({ controlId, answer }) => ({ code: 'REFUSED', about: controlId, detail: answer })),
    ...[...acknowledgedIds.keys()]
      .filter((id) => !kept.has(id))
      .map((about) => ({ code: 'ACKNOWLEDGED_AND_LOST', about })),
    ...[...kept].filter(([, times]) => times !== 1).map(([about]) => ({ code: 'KEPT_TWICE', about })),
    ...[...kept.keys()]
      .filter((id) => !acknowledgedIds.has(id) && !abandonedIds.has(id))
      .map((about) => ({ code: 'KEPT_AND_NEVER_SENT', about })),
  ];
}

const auditBooks = ({ open, dead }: World): Fault[] => [
  ...Object.entries(open).map(([about, count]) => ({ code: 'NOT_OVER', about, detail: String(count) })),
  ...Object.entries(dead).map(([about, count]) => ({ code: 'ENDED_BADLY', about, detail: String(count) })),
];

const nameOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? '?'}`;

/** Whatever the traffic was: no identifier twice, no reference to nothing. */
function auditServer(resources: readonly Resource[]): Fault[] {
  const there = new Set(resources.map(nameOf));
  const owners = new Map<string, string[]>();
  for (const resource of resources)
    for (const key of keysOf(resource)) owners.set(key, [...(owners.get(key) ?? []), nameOf(resource)]);
  return [
    ...[...owners.values()]
      .filter((names) => names.length > 1)
      .map((names) => ({ code: 'IDENTIFIER_TWICE', about: names.join(' ') })),
    ...resources.flatMap((resource) =>
      referencesOf(resource)
        .filter((reference) => !there.has(reference))
        .map((reference) => ({ code: 'ORPHAN', about: nameOf(resource), detail: reference })),
    ),
  ];
}

const SOURCE_TYPES = ['Patient', 'Encounter'];

/** What no second resource may have: our key; of a Patient or Encounter also the number in use. */
function keysOf(resource: Resource): string[] {
  const identifiers = 'identifier' in resource ? [resource.identifier].flat() : [];
  return identifiers.flatMap((one) => {
    if (!one || typeof one !== 'object') return [];
    const { system = '', value = '', use } = one as { system?: string; value?: string; use?: string };
    const isOwn = system.includes(':key:');
    const isNumber = SOURCE_TYPES.includes(resource.resourceType) && use !== 'old';
    return isOwn || isNumber ? [`${resource.resourceType} ${system} ${value}`] : [];
  });
}

const referencesOf = (resource: Resource): string[] =>
  [...JSON.stringify(resource).matchAll(/"reference":"([A-Z][A-Za-z]+\/[^"/?#]+)"/g)].map(([, to]) => to!);

const numbersOf = ({ identifier = [] }: Patient | Encounter): (string | undefined)[] =>
  identifier.filter(({ use }) => use !== 'old').map(({ value }) => value);

function auditPeople(
  { people, stays, merges, documents }: Expected,
  resources: readonly Resource[],
): Fault[] {
  const patients = resources.filter((one) => one.resourceType === 'Patient');
  const encounters = resources.filter((one) => one.resourceType === 'Encounter');
  const patientOf = (ipp: string) => patients.find((one) => numbersOf(one).includes(ipp));
  const known = new Set(documents.flatMap(({ people: of }) => of));
  const subjects = new Map(
    resources.flatMap((one) =>
      one.resourceType === 'DocumentReference'
        ? [[one.masterIdentifier?.value ?? '', one.subject?.reference ?? ''] as const]
        : [],
    ),
  );
  return [
    ...patients
      .filter((one) => !numbersOf(one).some((ipp) => ipp !== undefined && known.has(ipp)))
      .map((one) => ({ code: 'UNKNOWN_PATIENT', about: nameOf(one) })),
    ...people.flatMap(({ ipp, lastName }) => {
      const patient = patientOf(ipp);
      if (!patient) return [{ code: 'PATIENT_ABSENT', about: ipp }];
      const official = patient.name?.find(({ use }) => use === 'official')?.family;
      return official === lastName ? [] : [{ code: 'IDENTITY_NOT_FOLLOWED', about: nameOf(patient) }];
    }),
    ...stays.flatMap(({ stay, hasDocument, status }) => {
      const found = encounters.filter((one) => numbersOf(one).includes(stay));
      if (!hasDocument && found.length === 0) return [];
      if (found.length !== 1) return [{ code: 'ENCOUNTERS', about: stay, detail: String(found.length) }];
      return status === undefined || found[0]!.status === status
        ? []
        : [{ code: 'STAY_NOT_FOLLOWED', about: nameOf(found[0]!), detail: found[0]!.status }];
    }),
    ...merges.flatMap(({ survivor, absorbed, later }): Fault[] => {
      const [stays, gone] = [patientOf(survivor), patientOf(absorbed)];
      if (!stays) return [{ code: 'PATIENT_ABSENT', about: survivor }];
      const links = gone?.link?.some(
        ({ type, other }) => type === 'replaced-by' && other.reference === nameOf(stays),
      );
      return [
        ...(gone && (!links || gone.active !== false)
          ? [{ code: 'MERGE_NOT_LINKED', about: nameOf(gone) }]
          : []),
        ...later
          .filter((id) => subjects.get(id) !== nameOf(stays))
          .map((about) => ({ code: 'UNDER_MERGED_PATIENT', about })),
      ];
    }),
  ];
}
