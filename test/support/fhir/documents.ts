import { type Bundle, type DocumentReference, type Encounter, type Patient } from '@medplum/fhirtypes';

const LOINC = 'http://loinc.org';
const TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const typed = (code: string) => ({ coding: [{ system: TYPES, code }] });

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A person who does not exist. */
export function aPatient(over: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    identifier: [{ type: typed('PI'), system: 'urn:oid:2.999.1.1', value: '84001' }],
    name: [{ use: 'official', family: 'ESSARTINEL', given: ['Apolline'] }],
    gender: 'female',
    birthDate: '1962-07-03',
    ...over,
  };
}

export function anEncounter(over: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    identifier: [{ type: typed('VN'), system: 'urn:oid:2.999.1.3', value: 'S-84001' }],
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    period: { start: '2026-03-02', end: '2026-03-06' },
    ...over,
  };
}

/** A report whose text stands in it, about the contained patient. */
export function aDocumentReference(
  over: Partial<DocumentReference> = {},
  text = 'HER2 : score 3+.',
): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    contained: [{ ...aPatient(), id: 'p' }],
    masterIdentifier: { system: 'urn:oid:2.999.1.2', value: 'FHIR-1' },
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: LOINC, code: '60568-3' }] },
    subject: { reference: '#p' },
    content: [{ attachment: { contentType: 'text/plain', data: base64(text) } }],
    ...over,
  };
}

/** The same in a transaction with its Binary, Patient and Encounter. */
export function aDocumentTransaction(
  id: string,
  {
    text = 'HER2 : score 3+.',
    ipp = '84001',
    ...over
  }: Omit<Partial<DocumentReference>, 'text'> & { text?: string; ipp?: string } = {},
): Bundle {
  const identifier = [{ type: typed('PI'), system: 'urn:oid:2.999.1.1', value: ipp }];
  const document: DocumentReference = {
    ...aDocumentReference(),
    masterIdentifier: { system: 'urn:oid:2.999.1.2', value: id },
    subject: { reference: 'urn:uuid:0a0a0a0a-0000-4000-8000-000000000001' },
    context: { encounter: [{ reference: 'urn:uuid:0a0a0a0a-0000-4000-8000-000000000002' }] },
    content: [
      { attachment: { contentType: 'text/plain', url: 'urn:uuid:0a0a0a0a-0000-4000-8000-000000000003' } },
    ],
    ...over,
  };
  delete document.contained;
  const encounter = anEncounter({
    identifier: [{ type: typed('VN'), system: 'urn:oid:2.999.1.3', value: `S-${ipp}` }],
    subject: { reference: 'urn:uuid:0a0a0a0a-0000-4000-8000-000000000001' },
  });
  const entry = (
    at: number,
    resource: NonNullable<Bundle['entry']>[number]['resource'],
    search?: string,
  ) => ({
    fullUrl: `urn:uuid:0a0a0a0a-0000-4000-8000-00000000000${String(at)}`,
    ...(resource && { resource }),
    request: {
      method: 'POST' as const,
      url: resource?.resourceType ?? '',
      ...(search !== undefined && { ifNoneExist: search }),
    },
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      entry(1, aPatient({ identifier }), `identifier=urn:oid:2.999.1.1|${ipp}`),
      entry(2, encounter, `identifier=urn:oid:2.999.1.3|S-${ipp}`),
      entry(3, { resourceType: 'Binary', contentType: 'text/plain', data: base64(text) }),
      entry(4, document),
    ],
  };
}
