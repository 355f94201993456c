import { createHash } from 'node:crypto';
import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';

const TEXT_LENGTH = 6000;
const OBSERVATIONS = 8;
const SENTENCE = 'Compte rendu fictif de consultation, sans aucun patient réel. ';

const idOf = (...parts: unknown[]): string => createHash('sha256').update(parts.join('/')).digest('hex');

const coding = (system: string, code: string) => ({ coding: [{ system, code }] });

/**
 * One report as the pipeline delivers it: Patient, Encounter, DocumentReference with 6 kB of text, 2 Devices
 * (the same in every report), 8 Observations with their evidence, 1 Provenance.
 */
export function reportBundle(run: string, index: number): Bundle {
  const [patient, encounter, document] = ['Patient', 'Encounter', 'DocumentReference'].map(
    (type) => `${type}/${idOf(run, index, type)}`,
  ) as [string, string, string];
  const devices = [1, 2].map((number) => `Device/${idOf('model', number)}`);
  const observations = Array.from(
    { length: OBSERVATIONS },
    (_, rank) => `Observation/${idOf(run, index, rank)}`,
  );
  const context = { subject: { reference: patient }, encounter: { reference: encounter } };
  const day = `2026-0${String(1 + (index % 9))}-1${String(index % 10)}`;
  const resources: Resource[] = [
    {
      resourceType: 'Patient',
      id: tail(patient),
      identifier: [{ system: 'urn:oid:1.2.250.1.999.1', value: `BENCH-${run}-${String(index)}` }],
      name: [{ family: 'FICTIF', given: ['Banc'] }],
      gender: 'female',
      birthDate: '1950-01-01',
    },
    {
      resourceType: 'Encounter',
      id: tail(encounter),
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      subject: { reference: patient },
      period: { start: day },
    },
    {
      resourceType: 'DocumentReference',
      id: tail(document),
      status: 'current',
      type: coding('http://loinc.org', '11526-1'),
      subject: { reference: patient },
      date: `${day}T10:00:00+02:00`,
      context: { encounter: [{ reference: encounter }] },
      content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data: textOf(index) } }],
    },
    ...devices.map((device, number): Resource => ({
      resourceType: 'Device',
      id: tail(device),
      status: 'active',
      deviceName: [{ name: `model-${String(number)}`, type: 'model-name' }],
      version: [{ value: '1.0.0' }],
    })),
    ...observations.map((observation, rank): Resource => ({
      resourceType: 'Observation',
      id: tail(observation),
      meta: {
        security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'AIAST' }],
      },
      status: 'preliminary',
      category: [coding('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')],
      code: { ...coding('http://loinc.org', `${String(16_000 + rank)}-1`), text: 'Marqueur' },
      ...context,
      effectiveDateTime: day,
      valueCodeableConcept: { ...coding('http://loinc.org', 'LA6576-8'), text: 'Positif' },
      device: { reference: devices[rank % 2] ?? '' },
      derivedFrom: [{ reference: document }],
      extension: [CONFIDENCE, evidence(document, rank * 100)],
    })),
    {
      resourceType: 'Provenance',
      id: idOf(run, index, 'Provenance'),
      target: observations.map((reference) => ({ reference })),
      recorded: `${day}T10:00:01+02:00`,
      agent: devices.map((reference) => ({ who: { reference } })),
      entity: [{ role: 'source', what: { reference: document } }],
    },
  ];
  return { resourceType: 'Bundle', type: 'transaction', entry: resources.map(entryOf) };
}

const tail = (reference: string): string => reference.split('/')[1] ?? '';

const textOf = (index: number): string =>
  Buffer.from(`${String(index)} ${SENTENCE.repeat(200)}`.slice(0, TEXT_LENGTH), 'utf8').toString('base64');

const evidence = (document: string, offset: number) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/derivation-reference',
  extension: [
    { url: 'reference', valueReference: { reference: document } },
    { url: 'path', valueString: 'DocumentReference.content[0].attachment' },
    { url: 'offset', valueInteger: offset },
    { url: 'length', valueInteger: 20 },
  ],
});

const CONFIDENCE = {
  url: 'http://hl7.org/fhir/uv/aitransparency/StructureDefinition/AIconfidence',
  valueDecimal: 0.97,
};

const entryOf = (resource: Resource): BundleEntry => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` },
});
