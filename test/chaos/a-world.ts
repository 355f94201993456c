import { type DocumentReference, type Observation, type Patient, type Resource } from '@medplum/fhirtypes';
import { type Sent, type World } from './audit.js';
import { type ExpectedDocument } from './model.js';

const KEY = 'urn:passerelle:test:key';

/** A FHIR server on which all is as it should be: what the audit must find nothing in. */
export function aWorld(documents: readonly ExpectedDocument[]): World {
  return {
    resources: documents.flatMap(resourcesOf),
    ...{ kept: new Map([['M-1', 1]]), open: {}, dead: {} },
  };
}

export const aSent = (over: Partial<Sent> = {}): Sent => ({
  ...{ acknowledgedIds: new Map([['M-1', 'hl7']]), abandonedIds: new Set<string>(), refused: [] },
  ...over,
});

function resourcesOf({ root, ids, people, stands }: ExpectedDocument): Resource[] {
  const patient: Patient = {
    ...{ resourceType: 'Patient', id: `P-${people[0]}` },
    identifier: [{ use: 'usual', system: 'urn:oid:2.999.1.1', value: people[0] ?? '' }],
  };
  const subject = { reference: `Patient/${patient.id}` };
  if (!stands) return [patient];
  const document: DocumentReference = {
    ...{ resourceType: 'DocumentReference', id: `D-${root}`, status: 'current', subject },
    masterIdentifier: { system: 'urn:oid:2.999.1.2', value: ids[0] ?? '' },
    identifier: [{ system: `${KEY}:documentreference`, value: `D-${root}` }],
    content: [{ attachment: { data: Buffer.from(stands.text).toString('base64') } }],
  };
  const results = stands.results.map((words, at): Observation => {
    const number = /(\d+) %$/.exec(words)?.[1];
    return {
      ...{ resourceType: 'Observation', id: `O-${root}-${at}`, status: 'preliminary', subject },
      code: { text: words },
      identifier: [{ system: `${KEY}:observation`, value: `O-${root}-${at}` }],
      derivedFrom: [{ reference: `DocumentReference/${document.id}` }],
      extension: [evidence(document, stands.text.indexOf(words), words.length)],
      ...(number === undefined
        ? { valueString: words.replace('HER2 : score ', '') }
        : { valueQuantity: { value: Number(number), unit: '%' } }),
    };
  });
  return [patient, document, ...results];
}

const evidence = (document: DocumentReference, offset: number, length: number) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/derivation-reference',
  extension: [
    { url: 'reference', valueReference: { reference: `DocumentReference/${document.id}` } },
    { url: 'offset', valueInteger: offset },
    { url: 'length', valueInteger: length },
  ],
});
