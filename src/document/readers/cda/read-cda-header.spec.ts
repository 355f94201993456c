import { readCdaHeader } from './read-cda-header.js';

const BODY = '<component><structuredBody/></component>';
const document = (header: string, body = BODY): Buffer =>
  Buffer.from(`<ClinicalDocument xmlns="urn:hl7-org:v3">${header}${body}</ClinicalDocument>`);

const PATIENT = `<recordTarget><patientRole>
  <id root="1.2.250.1.213.1.4.10" extension="260010099999999"/>
  <id root="1.2.3.4" extension="IPP-DEMO-7" assigningAuthorityName="CHU de Valmont"/>
  <id nullFlavor="UNK"/>
  <addr><houseNumber>12</houseNumber><streetName>rue des Tilleuls</streetName><postalCode>99123</postalCode><city>Valmont</city></addr>
  <addr nullFlavor="UNK"/>
  <telecom value="tel:+33199000101" use="H"/><telecom value="mailto:e.marchand@exemple.invalid"/><telecom nullFlavor="UNK"/>
  <patient>
    <name><family qualifier="BR">CORNU</family><given>Élise Anne</given><given qualifier="BR">Élise</given><family qualifier="CL">MARCHAND</family></name>
    <administrativeGenderCode code="F"/><birthTime value="19600101"/>
    <birthplace><place><addr><county>99123</county><city>Valmont</city></addr></place></birthplace>
  </patient></patientRole></recordTarget>`;
const person = (family: string): string =>
  `<id root="1.2.250.1.71.4.2.1" extension="899900000001"/><telecom value="tel:+33199000202"/><assignedPerson><name><prefix>DR</prefix><given>Paul</given><family>${family}</family></name></assignedPerson>`;

const FULL = `<id root="1.2.3" extension="DOC-2"/><code code="60568-3" codeSystem="2.16.840.1.113883.6.1" displayName="CR d'anatomie pathologique"/>
  <title>Compte rendu</title><effectiveTime value="20240312103000+0100"/><confidentialityCode code="R"/><languageCode code="fr-FR"/>
  <setId root="1.2.3" extension="DOC"/><versionNumber value="2"/>${PATIENT}
  <author><assignedAuthor>${person('LENOIR')}</assignedAuthor></author>
  <author><assignedAuthor><assignedAuthoringDevice/></assignedAuthor></author>
  <custodian><assignedCustodian><representedCustodianOrganization><id root="1.2.9" extension="F1"/><name>CHU de Valmont</name></representedCustodianOrganization></assignedCustodian></custodian>
  <legalAuthenticator><assignedEntity>${person('MOREL')}</assignedEntity></legalAuthenticator>
  <relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3" extension="DOC-1"/><setId root="1.2.3" extension="DOC"/></parentDocument></relatedDocument>
  <relatedDocument typeCode="APND"><parentDocument><id root="1.2.8"/></parentDocument></relatedDocument>
  <componentOf><encompassingEncounter><id root="1.2.5" extension="V-77"/><code code="IMP"/><effectiveTime><low value="20240310"/><high value="202403"/></effectiveTime></encompassingEncounter></componentOf>`;

function header(content: Buffer) {
  const read = readCdaHeader(content);
  if (!read.ok) throw new Error(read.failure.code);
  return read.value;
}

describe('readCdaHeader', () => {
  it('reads what identifies the document and its version', () => {
    expect(header(document(FULL))).toMatchObject({
      id: { root: '1.2.3', extension: 'DOC-2' },
      setId: { root: '1.2.3', extension: 'DOC' },
      versionNumber: 2,
      code: { system: 'http://loinc.org', code: '60568-3', display: "CR d'anatomie pathologique" },
      title: 'Compte rendu',
      effectiveTime: '2024-03-12T10:30:00+01:00',
      confidentialityCode: 'R',
      languageCode: 'fr-FR',
      relatedDocuments: [
        {
          type: 'RPLC',
          id: { root: '1.2.3', extension: 'DOC-1' },
          setId: { root: '1.2.3', extension: 'DOC' },
        },
        { type: 'APND', id: { root: '1.2.8' } },
      ],
      custodian: { name: 'CHU de Valmont', id: { root: '1.2.9', extension: 'F1' } },
    });
  });

  it('reads the patient', () => {
    expect(header(document(FULL)).identity.reveal()).toEqual({
      lastName: 'MARCHAND',
      birthName: 'CORNU',
      firstNames: ['Élise', 'Anne'],
      sex: 'F',
      birthDate: '1960-01-01',
      birthPlace: 'Valmont',
      addresses: [{ line: '12 rue des Tilleuls', postalCode: '99123', city: 'Valmont' }],
      phones: ['+33199000101'],
      emails: ['e.marchand@exemple.invalid'],
      identifiers: [
        { kind: 'INS', value: '260010099999999', authority: { oid: '1.2.250.1.213.1.4.10' } },
        { kind: 'IPP', value: 'IPP-DEMO-7', authority: { oid: '1.2.3.4', name: 'CHU de Valmont' } },
      ],
      status: [],
    });
  });

  it('reads the carers and the stay, as precise as they are stated', () => {
    const read = header(document(FULL));
    const carer = { firstName: 'Paul', rpps: '99900000001', phone: '+33199000202' };
    expect(read.authors.reveal()).toEqual([{ lastName: 'LENOIR', ...carer }]);
    expect(read.legalAuthenticator?.reveal()).toEqual({ lastName: 'MOREL', ...carer });
    expect(read.stay.reveal()).toEqual({
      identifiers: [{ kind: 'VN', value: 'V-77', authority: { oid: '1.2.5' } }],
      patientClass: 'IMP',
      admission: '2024-03-10',
      discharge: '2024-03',
    });
  });

  it('prints no one', () => {
    const printed = JSON.stringify(header(document(FULL)));
    for (const name of ['MARCHAND', 'CORNU', 'LENOIR', 'MOREL', 'Tilleuls', 'IPP-DEMO-7', 'V-77']) {
      expect(printed).not.toContain(name);
    }
  });

  it('needs no more than the id', () => {
    const read = header(document('<id root="1.2.3"/>'));
    expect(read.id).toEqual({ root: '1.2.3' });
    expect(read.identity.reveal()).toMatchObject({ firstNames: [], sex: 'U', identifiers: [] });
    expect(read).not.toHaveProperty('legalAuthenticator');
  });

  it('does not look at the body, however broken', () => {
    expect(header(document('<id root="1.2.3"/>', '<component><x><y')).id.root).toBe('1.2.3');
  });

  it.each([
    ['no id', document(''), 'DOCUMENT_MALFORMED'],
    ['an id that is unknown', document('<id nullFlavor="UNK" root="1.2"/>'), 'DOCUMENT_MALFORMED'],
    ['another document', Buffer.from('<a/>'), 'DOCUMENT_TYPE_NOT_READ'],
    ['a DTD', Buffer.from('<!DOCTYPE a><a/>'), 'DOCUMENT_FORBIDDEN_XML'],
    [
      'a header of megabytes',
      document(`<id root="1.2"/><title>${'x'.repeat(1_000_001)}</title>`),
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'a header of too many elements',
      document(`<id root="1.2"/>${'<a/>'.repeat(20_001)}`),
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'a header cut short',
      Buffer.from('<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2"/>'),
      'DOCUMENT_MALFORMED',
    ],
  ])('refuses %s', (_what, content, code) => {
    expect(readCdaHeader(content)).toMatchObject({ ok: false, failure: { code, class: 'permanent' } });
  });
});
