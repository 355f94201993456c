import {
  type CodeableConcept,
  type Coding,
  type ExtractResource,
  type Identifier,
  type Period,
  type Reference,
  type Resource,
} from '@medplum/fhirtypes';

type Many<T> = T | readonly T[] | undefined;
type Read<R, T> = (resource: R) => Many<T | undefined>;

/** One search parameter of one type. `storedAs`: it reads what another parameter indexes. */
export type SearchParameter<R = Resource> =
  | { readonly kind: 'token'; readonly read: Read<R, CodeableConcept | Coding> }
  | { readonly kind: 'code'; readonly read: Read<R, string | boolean> }
  | { readonly kind: 'identifier'; readonly read: Read<R, Identifier> }
  | {
      readonly kind: 'reference';
      readonly read?: Read<R, Reference | string>;
      readonly targets: readonly string[];
      readonly storedAs?: string;
    }
  /** At most one per type: it has its own columns. */
  | { readonly kind: 'date'; readonly read: Read<R, string | Period> };

type Parameters<R> = Readonly<Record<string, SearchParameter<R>>>;

const token = <R>(read: Read<R, CodeableConcept | Coding>) => ({ kind: 'token', read }) as const;
const code = <R>(read: Read<R, string | boolean>) => ({ kind: 'code', read }) as const;
const date = <R>(read: Read<R, string | Period>) => ({ kind: 'date', read }) as const;
const identifier = <R extends { identifier?: Many<Identifier> }>() =>
  ({ kind: 'identifier', read: (resource: R) => resource.identifier }) as const;
const reference = <R>(read: Read<R, Reference>, ...targets: string[]) =>
  ({ kind: 'reference', read, targets }) as const;
/** `patient`: the same index as `subject`, kept to patients. */
const patientOf = (storedAs: string) => ({ kind: 'reference', targets: ['Patient'], storedAs }) as const;

const SUBJECTS = ['Patient', 'Group', 'Device', 'Location', 'Practitioner'];
const AUTHORS = ['Practitioner', 'PractitionerRole', 'Organization', 'Device', 'Patient', 'RelatedPerson'];
const ANY = [
  ...['Patient', 'Encounter', 'DocumentReference', 'Observation', 'Condition', 'Flag', 'Device', 'List'],
  ...['Task', 'Composition', 'DiagnosticReport', 'Specimen', 'DetectedIssue', 'MeasureReport', 'Provenance'],
  ...['Organization', 'Practitioner', 'Binary', 'Bundle'],
];

/** The types this endpoint stores and what each can be searched by. Names of people are not searchable. */
export const SEARCH_PARAMETERS = {
  Patient: {
    identifier: identifier(),
    active: code((r) => r.active),
    organization: reference((r) => r.managingOrganization, 'Organization'),
  },
  Encounter: {
    identifier: identifier(),
    subject: reference((r) => r.subject, 'Patient', 'Group'),
    patient: patientOf('subject'),
    status: code((r) => r.status),
    class: token((r) => r.class),
    type: token((r) => r.type),
    date: date((r) => r.period),
    'part-of': reference((r) => r.partOf, 'Encounter'),
    'service-provider': reference((r) => r.serviceProvider, 'Organization'),
  },
  DocumentReference: {
    identifier: { kind: 'identifier', read: (r) => [r.masterIdentifier, ...(r.identifier ?? [])] },
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.context?.encounter, 'Encounter', 'EpisodeOfCare'),
    status: code((r) => r.status),
    type: token((r) => r.type),
    category: token((r) => r.category),
    date: date((r) => r.date),
    author: reference((r) => r.author, ...AUTHORS),
    custodian: reference((r) => r.custodian, 'Organization'),
    relatesto: reference((r) => r.relatesTo?.map(({ target }) => target), 'DocumentReference'),
  },
  Observation: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    category: token((r) => r.category),
    date: date((r) => r.effectiveDateTime ?? r.effectivePeriod ?? r.effectiveInstant),
    device: reference((r) => r.device, 'Device', 'DeviceMetric'),
    specimen: reference((r) => r.specimen, 'Specimen'),
    performer: reference((r) => r.performer, ...AUTHORS),
    'derived-from': reference((r) => r.derivedFrom, 'DocumentReference', 'Observation'),
    'has-member': reference((r) => r.hasMember, 'Observation'),
  },
  Condition: {
    identifier: identifier(),
    subject: reference((r) => r.subject, 'Patient', 'Group'),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    code: token((r) => r.code),
    category: token((r) => r.category),
    'clinical-status': token((r) => r.clinicalStatus),
    'verification-status': token((r) => r.verificationStatus),
    'recorded-date': date((r) => r.recordedDate),
    'evidence-detail': reference((r) => r.evidence?.flatMap((evidence) => evidence.detail ?? []), ...ANY),
  },
  Flag: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    category: token((r) => r.category),
    date: date((r) => r.period),
    author: reference((r) => r.author, ...AUTHORS),
  },
  Device: {
    identifier: identifier(),
    status: code((r) => r.status),
    type: token((r) => r.type),
    patient: reference((r) => r.patient, 'Patient'),
    organization: reference((r) => r.owner, 'Organization'),
  },
  Provenance: {
    target: reference((r) => r.target, ...ANY),
    patient: patientOf('target'),
    agent: reference((r) => r.agent?.map(({ who }) => who), ...AUTHORS),
    entity: reference((r) => r.entity?.map(({ what }) => what), ...ANY),
    recorded: date((r) => r.recorded),
  },
  List: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    date: date((r) => r.date),
    item: reference((r) => r.entry?.map(({ item }) => item), ...ANY),
  },
  Task: {
    identifier: identifier(),
    subject: reference((r) => r.for, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    focus: reference((r) => r.focus, ...ANY),
    owner: reference((r) => r.owner, ...AUTHORS),
    requester: reference((r) => r.requester, ...AUTHORS),
    'authored-on': date((r) => r.authoredOn),
  },
  Composition: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    type: token((r) => r.type),
    category: token((r) => r.category),
    date: date((r) => r.date),
    author: reference((r) => r.author, ...AUTHORS),
  },
  DiagnosticReport: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    encounter: reference((r) => r.encounter, 'Encounter'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    category: token((r) => r.category),
    date: date((r) => r.effectiveDateTime ?? r.effectivePeriod),
    result: reference((r) => r.result, 'Observation'),
    specimen: reference((r) => r.specimen, 'Specimen'),
  },
  Specimen: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    status: code((r) => r.status),
    type: token((r) => r.type),
    collected: date((r) => r.collection?.collectedDateTime ?? r.collection?.collectedPeriod),
  },
  DetectedIssue: {
    identifier: identifier(),
    patient: reference((r) => r.patient, 'Patient'),
    status: code((r) => r.status),
    code: token((r) => r.code),
    author: reference((r) => r.author, ...AUTHORS),
    implicated: reference((r) => r.implicated, ...ANY),
    identified: date((r) => r.identifiedDateTime ?? r.identifiedPeriod),
  },
  MeasureReport: {
    identifier: identifier(),
    subject: reference((r) => r.subject, ...SUBJECTS),
    patient: patientOf('subject'),
    status: code((r) => r.status),
    reporter: reference((r) => r.reporter, ...AUTHORS),
    date: date((r) => r.date),
  },
  Organization: {
    identifier: identifier(),
    active: code((r) => r.active),
    type: token((r) => r.type),
    partof: reference((r) => r.partOf, 'Organization'),
  },
  Practitioner: {
    identifier: identifier(),
    active: code((r) => r.active),
  },
  Binary: {},
  AuditEvent: {
    agent: reference((r) => r.agent?.map(({ who }) => who), ...AUTHORS),
    entity: reference((r) => r.entity?.map(({ what }) => what), ...ANY),
    patient: patientOf('entity'),
    type: token((r) => r.type),
    action: code((r) => r.action),
    outcome: code((r) => r.outcome),
    date: date((r) => r.recorded),
  },
  Bundle: {
    identifier: identifier(),
    type: code((r) => r.type),
    timestamp: date((r) => r.timestamp),
  },
} satisfies { [T in Resource['resourceType']]?: Parameters<ExtractResource<T>> };

export type StoredType = keyof typeof SEARCH_PARAMETERS;

export const STORED_TYPES = Object.keys(SEARCH_PARAMETERS) as StoredType[];

export const isStoredType = (type: unknown): type is StoredType =>
  typeof type === 'string' && Object.hasOwn(SEARCH_PARAMETERS, type);

/** The parameters of a type, by name. Their `read` takes a resource of that type, already validated. */
export const parametersOf = (type: StoredType): ReadonlyMap<string, SearchParameter> => {
  const known = CACHE.get(type);
  if (known) return known;
  const made = new Map(Object.entries(SEARCH_PARAMETERS[type])) as unknown as Map<string, SearchParameter>;
  CACHE.set(type, made);
  return made;
};

const CACHE = new Map<StoredType, ReadonlyMap<string, SearchParameter>>();
