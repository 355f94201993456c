import { type DocumentReference, type Resource } from '@medplum/fhirtypes';
import { type Fault } from './audit.js';
import { type ExpectedDocument } from './model.js';

/** What a reader of the results topic got, in the order it came. */
export interface ResultRecord {
  readonly eventId: string;
  readonly lineage: string;
  readonly action: string;
  /** `Type/id` on the FHIR server. */
  readonly resources: readonly string[];
}

export interface Announced {
  readonly records: readonly ResultRecord[];
  /** Ids that the service says it has sent. */
  readonly sent: readonly string[];
}

const LIVING = ['delivered', 'replaced', 'renewed'];

/** What was told last of each document is what stands of it. The same event may come twice, under one id. */
export function auditResults(
  { records, sent }: Announced,
  expected: readonly ExpectedDocument[],
  resources: readonly Resource[],
): Fault[] {
  const got = new Map<string, ResultRecord>();
  const faults: Fault[] = [];
  for (const record of records) {
    const before = got.get(record.eventId);
    if (!before) got.set(record.eventId, record);
    else if (JSON.stringify(before) !== JSON.stringify(record))
      faults.push({ code: 'RESULT_TOLD_OTHERWISE', about: record.eventId });
  }
  const last = new Map([...got.values()].map((record) => [record.lineage, record]));
  const there = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  const living = [...last.values()].filter(({ action }) => LIVING.includes(action));
  const told = new Set(living.flatMap((record) => record.resources));
  const standing = new Set(expected.filter(({ stands }) => stands).flatMap(({ ids }) => ids));
  const documents = resources.filter(
    (one): one is DocumentReference => one.resourceType === 'DocumentReference',
  );
  const nameOf = ({ id }: DocumentReference) => `DocumentReference/${id}`;
  return [
    ...faults,
    ...sent.filter((id) => !got.has(id)).map((about) => ({ code: 'RESULT_SENT_AND_LOST', about })),
    ...[...last.values()].flatMap(({ eventId, resources: all }) =>
      all
        .filter((name) => !there.has(name))
        .map((name) => ({ code: 'RESULT_OF_NOTHING', about: eventId, detail: name })),
    ),
    ...documents
      .filter((one) => one.status === 'current' && !told.has(nameOf(one)))
      .map((one) => ({ code: 'RESULT_NEVER_TOLD', about: nameOf(one) })),
    ...documents
      .filter((one) => !standing.has(one.masterIdentifier?.value ?? '') && told.has(nameOf(one)))
      .map((one) => ({ code: 'RESULT_NOT_TAKEN_BACK', about: nameOf(one) })),
  ];
}
