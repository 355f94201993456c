import { type DocumentReference, type Resource } from '@medplum/fhirtypes';
import { aDocumentReference, anEncounter, aPatient, base64 } from '../../../test/support/fhir/documents.js';
import { type ReportDraft } from '../report.js';
import { readFhirDocument } from './read-fhir-document.js';
import { type SentDocument } from './sent-document.js';

const sent = (document: DocumentReference, over: Partial<SentDocument> = {}): SentDocument => ({
  ...{ place: 'DocumentReference', document, patient: aPatient() },
  ...{ carers: [], binaries: new Map(), related: new Map() },
  ...over,
});

const withoutPatient = (document: DocumentReference): SentDocument => {
  const made: { -readonly [K in keyof SentDocument]: SentDocument[K] } = sent(document);
  delete made.patient;
  return made;
};

function draftOf(document: DocumentReference, over: Partial<SentDocument> = {}): ReportDraft {
  const read = readFhirDocument(sent(document, over));
  if (!read.ok) throw new Error(`${read.failure.place}: ${read.failure.rule}`);
  if (read.value?.kind !== 'report') throw new Error('no report');
  return read.value.report;
}
const refusal = (document: DocumentReference, over: Partial<SentDocument> = {}) => {
  const read = readFhirDocument(sent(document, over));
  return read.ok ? undefined : read.failure;
};
const textOf = ({ payloads }: ReportDraft) => payloads[0]?.content.reveal().toString('utf8');

describe('a DocumentReference as a report', () => {
  it('brings its document, its type, its text and its patient', () => {
    const draft = draftOf(
      aDocumentReference({ description: 'Anatomopathologie', date: '2026-03-06T11:00:00Z' }),
    );
    expect(draft).toMatchObject({
      ...{ action: 'original', documentId: 'FHIR-1', assigner: '2.999.1.2', status: 'final' },
      ...{ type: { system: 'http://loinc.org', code: '60568-3' }, title: 'Anatomopathologie' },
      ...{ date: '2026-03-06T11:00:00Z', fictitious: false, confidentiality: [] },
    });
    expect(textOf(draft)).toBe('HER2 : score 3+.');
    expect(draft.identity.reveal()).toMatchObject({
      ...{ lastName: 'ESSARTINEL', birthName: 'ESSARTINEL', firstNames: ['Apolline'], sex: 'F' },
      ...{
        birthDate: '1962-07-03',
        identifiers: [{ kind: 'IPP', value: '84001', authority: { oid: '2.999.1.1' } }],
      },
    });
  });

  it('knows the place of birth by its name and its INSEE code, as fr-core writes them', () => {
    const inseeCode = {
      url: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code',
      valueCoding: { code: '99901' },
    };
    const url = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
    const extension = [{ url, valueAddress: { city: 'Valmont', extension: [inseeCode] } }];
    const identity = draftOf(aDocumentReference(), { patient: aPatient({ extension }) }).identity.reveal();
    expect(identity).toMatchObject({ birthPlace: 'Valmont', birthPlaceCode: '99901' });
  });

  it('tells the names of a person apart as fr-core writes them, and forgets none', () => {
    const name = [
      { use: 'official' as const, family: 'BRANQUEVAL', given: ['Odile', 'Marthe'] },
      { use: 'usual' as const, family: 'TOURNELAC', given: ['Odile'] },
      { use: 'old' as const, family: 'VERTOUILLE' },
    ];
    const identity = draftOf(aDocumentReference(), { patient: aPatient({ name }) }).identity.reveal();
    expect(identity).toMatchObject({
      ...{ birthName: 'BRANQUEVAL', lastName: 'TOURNELAC', otherNames: ['VERTOUILLE'] },
      firstNames: ['Odile', 'Marthe'],
    });
  });

  it('knows the identifiers of a person and of a stay', () => {
    const type = (code: string) => ({ coding: [{ code }] });
    const identifier = [
      { type: type('PI'), system: 'urn:oid:2.999.1.1', value: '84001' },
      { system: 'urn:oid:1.2.250.1.213.1.4.10', value: 'TEST' },
      { type: type('XX'), value: '7' },
      { system: 'urn:passerelle:chu:key:patient', value: 'ours' },
    ];
    const encounter = anEncounter({
      identifier: [
        { type: type('AN'), system: 'urn:oid:2.999.1.4', value: 'N-1' },
        { system: 'https://chu.example/visits', value: 'V-1' },
      ],
      hospitalization: { dischargeDisposition: { coding: [{ code: '8' }] } },
    });
    const document = aDocumentReference({ context: { encounter: [{ reference: 'Encounter/1' }] } });
    const draft = draftOf(document, { patient: aPatient({ identifier }), encounter });
    expect(draft.identity.reveal().identifiers.map(({ kind }) => kind)).toEqual(['IPP', 'INS', 'AUTRE']);
    expect(draft.fictitious).toBe(true);
    expect(draft.stay.reveal()).toMatchObject({
      identifiers: [
        { kind: 'NDA', value: 'N-1', authority: { oid: '2.999.1.4' } },
        { kind: 'VN', value: 'V-1', authority: { name: 'https://chu.example/visits' } },
      ],
      ...{ admission: '2026-03-02', discharge: '2026-03-06', dischargeMode: '8' },
    });
  });

  it('takes the person and the stay from logical references', () => {
    const document = aDocumentReference({
      subject: { identifier: { system: 'urn:oid:2.999.1.1', value: '84002' } },
      context: { encounter: [{ identifier: { system: 'urn:oid:2.999.1.3', value: 'S-2' } }] },
    });
    const read = readFhirDocument(withoutPatient(document));
    if (!read.ok || read.value?.kind !== 'report') throw new Error('refused');
    expect(read.value.report.identity.reveal().identifiers).toMatchObject([{ kind: 'IPP', value: '84002' }]);
    expect(read.value.report.stay.reveal().identifiers).toMatchObject([{ kind: 'VN', value: 'S-2' }]);
  });

  const parent: Resource = aDocumentReference();
  const replaces = (target: object) => [{ code: 'replaces' as const, target }];
  it.each<[string, Partial<DocumentReference>, object]>([
    ['a preliminary one is a draft', { docStatus: 'preliminary' }, { action: 'original', status: 'draft' }],
    ['an amended one is final', { docStatus: 'amended' }, { action: 'original', status: 'final' }],
    [
      'one entered in error is a deletion',
      { status: 'entered-in-error' },
      { action: 'deletion', payloads: [] },
    ],
    ['so is one whose document is', { docStatus: 'entered-in-error' }, { action: 'deletion' }],
    [
      'one that replaces another, by reference',
      { relatesTo: replaces({ reference: 'DocumentReference/1' }) },
      { action: 'replacement', parentDocumentId: 'FHIR-1' },
    ],
    [
      'one that replaces another, by identifier',
      { relatesTo: replaces({ identifier: { system: 'urn:oid:2.999.1.2', value: 'FHIR-0' } }) },
      { action: 'replacement', parentDocumentId: 'FHIR-0' },
    ],
    [
      'one that completes another',
      { relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/1' } }] },
      { action: 'addendum', parentDocumentId: 'FHIR-1' },
    ],
    [
      'a very restricted one stays so',
      { securityLabel: [{ coding: [level('V')] }] },
      { confidentiality: ['MASQUE_PS'] },
    ],
    [
      'a restricted one stays so',
      { securityLabel: [{ coding: [level('R')] }] },
      { confidentiality: ['MODIF_CONF_CODE'] },
    ],
    [
      'an OID alone is its own assigner',
      { masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:2.999.7.8' } },
      { documentId: '2.999.7.8' },
    ],
  ])('%s', (_what, over, expected) => {
    const document = aDocumentReference({
      masterIdentifier: { system: 'urn:oid:2.999.1.2', value: 'FHIR-2' },
      ...over,
    });
    expect(draftOf(document, { related: new Map([['DocumentReference/1', parent]]) })).toMatchObject(
      expected,
    );
  });

  it('says nothing of one that is superseded: what replaces it does', () => {
    expect(readFhirDocument(sent(aDocumentReference({ status: 'superseded' })))).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('reads the content of a Binary, and text in its charset', () => {
    const attachment = { contentType: 'text/plain; charset=iso-8859-1', url: 'Binary/1' };
    const data = Buffer.from('Réséqué', 'latin1').toString('base64');
    const binaries = new Map<string, Resource>([
      ['Binary/1', { resourceType: 'Binary', contentType: 'text/plain', data }],
    ]);
    expect(textOf(draftOf(aDocumentReference({ content: [{ attachment }] }), { binaries }))).toBe('Réséqué');
  });

  it('takes the first attachment of a type it reads', () => {
    const attachment = (contentType: string) => ({ attachment: { contentType, data: base64('x') } });
    const content = [attachment('image/png'), attachment('application/pdf'), attachment('text/plain')];
    expect(draftOf(aDocumentReference({ content })).payloads).toMatchObject([
      { contentType: 'application/pdf' },
    ]);
  });

  it('knows the authors by name', () => {
    const carers: Resource[] = [
      {
        resourceType: 'Practitioner',
        identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '899700000000' }],
        name: [{ family: 'TOURNELAC', given: ['Firmin'] }],
      },
    ];
    const document = aDocumentReference({ author: [{ display: 'Dr VERTOUILLE' }] });
    expect(draftOf(document, { carers }).carers.reveal()).toMatchObject([
      { lastName: 'TOURNELAC', firstName: 'Firmin', rpps: '899700000000' },
      { lastName: 'Dr VERTOUILLE' },
    ]);
  });
});

function level(code: string) {
  return { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code };
}

describe('a DocumentReference that makes no report', () => {
  const content = (attachment: object) => ({ content: [{ attachment }] });
  const without = (name: keyof DocumentReference) =>
    Object.fromEntries(
      Object.entries(aDocumentReference()).filter(([key]) => key !== name),
    ) as unknown as DocumentReference;

  it.each<[string, DocumentReference, RegExp]>([
    ['has no identifier', without('masterIdentifier'), /^DocumentReference\.masterIdentifier: required/],
    ['has no type', without('type'), /^DocumentReference\.type: required/],
    ['holds nothing', aDocumentReference(content({ contentType: 'text/plain' })), /attachment: data/],
    [
      'is a picture',
      aDocumentReference(content({ contentType: 'image/png', data: 'eA==' })),
      /\.content: one attachment/,
    ],
    [
      'is elsewhere',
      aDocumentReference(content({ contentType: 'text/plain', url: 'https://elsewhere.example/1' })),
      /attachment\.url: a Binary of this server .* no other address is followed/,
    ],
    [
      'is not what its hash says',
      aDocumentReference(content({ contentType: 'text/plain', data: base64('a'), hash: base64('b') })),
      /attachment\.hash: the SHA-1/,
    ],
    [
      'is not in its charset',
      aDocumentReference(
        content({ contentType: 'text/plain', data: Buffer.from('é', 'latin1').toString('base64') }),
      ),
      /attachment\.data: text in the charset/,
    ],
    [
      'replaces what is not there',
      aDocumentReference({ relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/9' } }] }),
      /relatesTo\[0\]\.target: a DocumentReference of this server/,
    ],
  ])('because it %s', (_why, document, told) => {
    const { place = '', rule = '' } = refusal(document) ?? {};
    expect(`${place}: ${rule}`).toMatch(told);
  });

  it('because nobody says whose it is', () => {
    expect(readFhirDocument(withoutPatient(aDocumentReference()))).toMatchObject({
      ok: false,
      failure: { place: 'DocumentReference.subject' },
    });
    const group: Resource = { resourceType: 'Group', type: 'person', actual: true };
    expect(refusal(aDocumentReference(), { patient: group })).toMatchObject({
      place: 'DocumentReference.subject',
    });
  });
});
