import { type Observation, type Reference, type Resource } from '@medplum/fhirtypes';
import { type Identified } from './bundle.js';
import { omit } from './collections.js';
import { asWithdrawn, isWithdrawn } from './lifecycle.js';
import { isOwn } from './meta.js';
import { type ResultResource } from './results/results.js';
import { EXTENSION } from './systems.js';

export interface Reconciled {
  /** New, updated in place, or no longer supported by the text (`entered-in-error`). */
  readonly written: readonly ResultResource[];
  /** Accepted by a person and no longer in step with the source: never overwritten, to be looked at again. */
  readonly toReview: readonly ResultResource[];
  /** Said by the text, and not refused by a person. */
  readonly standing: readonly ResultResource[];
}

/** What becomes of earlier results when a document is read again (STANDARDS 3.9). */
export function reconcile(said: readonly ResultResource[], previous: readonly Resource[]): Reconciled {
  const before = new Map(previous.filter(isResult).map((one) => [placeOf(one), one]));
  const refused = new Set([...before.keys()].filter((place) => stateOf(before.get(place)) === 'rejected'));
  const results = said.flatMap((one) => withoutRefused(one, refused));
  const now = new Set(results.map(placeOf));
  const written = results.filter((one) => isOurs(stateOf(before.get(placeOf(one)))));
  const changed = results.flatMap((one) => {
    const prior = before.get(placeOf(one));
    return prior && stateOf(prior) === 'validated' && !sameContent(prior, one) ? [prior] : [];
  });
  const gone = [...before.values()].filter((one) => !now.has(placeOf(one)));
  return {
    written: [...written, ...gone.filter((one) => stateOf(one) === 'open').map(withdraw)],
    standing: results.filter((one) => stateOf(before.get(placeOf(one))) !== 'rejected'),
    toReview: [...changed, ...gone.filter((one) => stateOf(one) === 'validated')],
  };
}

/** What a person refused is in no report nor panel any more; a report of nothing else is none. */
function withoutRefused(one: ResultResource, refused: ReadonlySet<string>): ResultResource[] {
  const stands = ({ reference }: Reference) => !refused.has(reference ?? '');
  if (one.resourceType === 'DiagnosticReport') {
    const result = one.result?.filter(stands) ?? [];
    return result.length > 0 ? [{ ...one, result }] : [];
  }
  if (one.resourceType !== 'Observation' || !one.hasMember || one.hasMember.every(stands)) return [one];
  const hasMember = one.hasMember.filter(stands);
  return [hasMember.length > 0 ? { ...one, hasMember } : (omit(one, 'hasMember') as ResultResource)];
}

/**
 * `open`: nobody has decided; `withdrawn`: we took it back ourselves; `rejected`: a person refused it;
 * `validated`: a person accepted, edited or lifted it.
 */
type State = 'new' | 'open' | 'withdrawn' | 'rejected' | 'validated';

function stateOf(resource: ResultResource | undefined): State {
  if (!resource) return 'new';
  if (resource.status === 'entered-in-error') return isWithdrawn(resource) ? 'withdrawn' : 'rejected';
  const open = resource.resourceType === 'Flag' ? 'inactive' : 'preliminary';
  // A Flag with an end was lifted by a person: inactive, but not ours to raise again.
  const ended = resource.resourceType === 'Flag' && resource.period?.end !== undefined;
  return resource.status === open && !ended ? 'open' : 'validated';
}

const isOurs = (state: State): boolean => state === 'new' || state === 'open' || state === 'withdrawn';

/** Takes a result back: the text no longer says it, or the document is gone. */
export const withdraw = <T extends ResultResource>(resource: T): T => ({
  ...asWithdrawn(resource),
  status: 'entered-in-error',
});

export function isResult(resource: Resource): resource is ResultResource {
  return RESULTS.has(resource.resourceType) && resource.id !== undefined && isOwn(resource);
}

const RESULTS: ReadonlySet<string> = new Set<ResultResource['resourceType']>([
  'Observation',
  'Flag',
  'DiagnosticReport',
  'DetectedIssue',
]);

const placeOf = (resource: Identified): string => `${resource.resourceType}/${resource.id}`;

/** Same statement, at the same place of the same version of the document: nothing to look at again. */
function sameContent(prior: ResultResource, next: ResultResource): boolean {
  return JSON.stringify(contentOf(prior)) === JSON.stringify(contentOf(next));
}

function contentOf(resource: ResultResource): readonly unknown[] {
  const places = placesOf(resource);
  switch (resource.resourceType) {
    case 'Flag':
      return [resource.code.text, places];
    case 'DiagnosticReport':
      return [resource.code.text, resource.result?.map(({ reference }) => reference), places];
    case 'DetectedIssue':
      return [resource.code?.text, resource.detail, places];
    default:
      return [...statedBy(resource), places];
  }
}

function statedBy(observation: Observation): readonly unknown[] {
  const { derivedFrom, code, interpretation, component } = observation;
  const read = interpretation?.map((one) => one.coding?.[0]?.code);
  const components = component?.map((one) => [
    one.code.text,
    ...measuredBy(one),
    one.valueDateTime,
    one.valueBoolean,
  ]);
  return [derivedFrom?.[0]?.reference, code.text, ...measuredBy(observation), read, components];
}

const measuredBy = ({
  valueCodeableConcept,
  valueQuantity,
  valueRange,
}: Pick<Observation, 'valueCodeableConcept' | 'valueQuantity' | 'valueRange'>): readonly unknown[] => [
  valueCodeableConcept?.text,
  valueQuantity?.value,
  valueQuantity?.unit,
  valueRange?.low?.value,
  valueRange?.high?.value,
];

/** Where its evidence stands: a text that a newer reader made under the same id moves it. */
const placesOf = ({ extension }: ResultResource): readonly (readonly (number | undefined)[])[] =>
  (extension ?? [])
    .filter(({ url }) => url === EXTENSION.derivation)
    .map((one) =>
      ['offset', 'length'].map((name) => one.extension?.find(({ url }) => url === name)?.valueInteger),
    );
