import { type DocumentReference, type Observation, type Resource } from '@medplum/fhirtypes';
import { type Fault } from './audit.js';
import { type ExpectedDocument } from './model.js';

const isDocument = (one: Resource): one is DocumentReference => one.resourceType === 'DocumentReference';
const isObservation = (one: Resource): one is Observation => one.resourceType === 'Observation';

/** Each document against what stands of it: texts, results, and nothing beside. */
export function auditDocuments(
  expected: readonly ExpectedDocument[],
  resources: readonly Resource[],
): Fault[] {
  const documents = resources.filter(isDocument);
  const observations = resources.filter(isObservation);
  const known = new Set(expected.flatMap(({ ids }) => ids));
  const texts = documents.map((one) => ({ name: `DocumentReference/${one.id}`, text: textOf(one) }));
  return [
    ...documents
      .filter(({ masterIdentifier }) => !known.has(masterIdentifier?.value ?? ''))
      .map(({ id }) => ({ code: 'UNKNOWN_DOCUMENT', about: `DocumentReference/${id}` })),
    ...observations
      .filter(({ derivedFrom }) => !derivedFrom?.some(({ reference }) => sourceIn(documents, reference)))
      .map(({ id }) => ({ code: 'RESULT_WITHOUT_SOURCE', about: `Observation/${id}` })),
    ...expected.flatMap((one) => auditDocument(one, documents, observations)),
    ...expected.flatMap(({ unseen }) =>
      unseen.flatMap((mark) =>
        texts
          .filter(({ text }) => text.includes(mark))
          .map(({ name }) => ({ code: 'TEXT_STILL_THERE', about: name })),
      ),
    ),
  ];
}

const sourceIn = (documents: readonly DocumentReference[], reference = ''): boolean =>
  documents.some(({ id }) => reference === `DocumentReference/${id}`);

function auditDocument(
  { root, ids, stands, maybe }: ExpectedDocument,
  documents: readonly DocumentReference[],
  observations: readonly Observation[],
): Fault[] {
  const own = documents.filter(({ masterIdentifier }) => ids.includes(masterIdentifier?.value ?? ''));
  if (maybe && own.length === 0) return [];
  const current = own.filter(({ status }) => status === 'current');
  const results = observations.filter(({ derivedFrom }) =>
    derivedFrom?.some(({ reference }) => sourceIn(own, reference)),
  );
  const living = results.filter(({ status }) => status !== 'entered-in-error');
  const faults: Fault[] = [];
  const tell = (code: string, detail?: string) =>
    void faults.push({ code, about: root, ...(detail !== undefined && { detail }) });
  if (!stands) {
    if (current.length > 0) tell('STANDS_AND_SHOULD_NOT', namesOf(current));
    if (living.length > 0) tell('RESULTS_OF_NOTHING', namesOf(living));
    return faults;
  }
  if (current.length !== 1) {
    tell(current.length === 0 ? 'NOTHING_CURRENT' : 'CURRENT_TWICE', namesOf(own));
    return faults;
  }
  const [document] = current as [DocumentReference];
  if (textOf(document) !== stands.text) tell('OTHER_TEXT', namesOf(current));
  const words = living.map((one) => wordsOf(one, document)).sort();
  if (words.join('|') !== stands.results.join('|')) tell('OTHER_RESULTS', namesOf(living));
  const unsure = living.filter(({ status }) => status !== 'preliminary');
  if (unsure.length > 0) tell('RESULT_NOT_PRELIMINARY', namesOf(unsure));
  const wrong = living.filter((one) => !hasValue(one, wordsOf(one, document)));
  if (wrong.length > 0) tell('OTHER_VALUE', namesOf(wrong));
  const rest = own.filter(
    ({ status }) => !['current', 'superseded', 'entered-in-error'].includes(status ?? ''),
  );
  if (rest.length > 0) tell('STATUS_UNKNOWN', namesOf(rest));
  return faults;
}

const namesOf = (resources: readonly Resource[]): string =>
  resources.map(({ resourceType, id }) => `${resourceType}/${id}`).join(' ');

export const textOf = ({ content }: DocumentReference): string =>
  Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString('utf8');

/** The words of the document a result points at: offsets are Unicode code points. */
function wordsOf({ extension = [] }: Observation, document: DocumentReference): string {
  const points = [...textOf(document)];
  return extension
    .filter(({ url }) => url.endsWith('derivation-reference'))
    .map(({ extension: parts = [] }) => {
      const part = (name: string) => parts.find(({ url }) => url === name);
      if (part('reference')?.valueReference?.reference !== `DocumentReference/${document.id}`) return '?';
      const offset = part('offset')?.valueInteger ?? -1;
      return points.slice(offset, offset + (part('length')?.valueInteger ?? 0)).join('');
    })
    .join('&');
}

/** The value says what the words say: `HER2 : score 3+` is `3+`, `Ki-67 : 25 %` is 25 %. */
function hasValue({ valueString, valueQuantity, valueCodeableConcept }: Observation, words: string): boolean {
  const said = words.replace(/^.*:\s*(?:score\s+)?/, '');
  const number = /^(\d+) %$/.exec(said)?.[1];
  if (number !== undefined) return valueQuantity?.value === Number(number) && valueQuantity.unit === '%';
  return valueString === said || valueCodeableConcept?.text === said;
}
