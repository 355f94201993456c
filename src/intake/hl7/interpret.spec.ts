import fc from 'fast-check';
import {
  anAdt,
  anMdm,
  anOru,
  base64,
  bytesOf,
  message,
  type OruOptions,
  PATIENT,
  type Segments,
  VISIT,
} from '../../../test/support/hl7/index.js';
import { parseMessage, readMessage } from '../../hl7/index.js';
import { type ReportDraft } from '../report.js';
import { interpret } from './interpret.js';

const SOURCE = { name: 'test', defaultCharset: 'iso-8859-1' } as const;

function events(segments: Segments) {
  const parsed = parseMessage(message(segments), 'utf-8');
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return interpret(parsed.value, SOURCE);
}

function reports(segments: Segments): ReportDraft[] {
  const read = events(segments);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.map((event) => {
    if (event.kind !== 'report') throw new Error('a report was expected');
    return event.report;
  });
}

const texts = ({ payloads }: ReportDraft) =>
  payloads.map(({ contentType, content }) => [contentType, content.reveal().toString('utf8')]);

const refusal = (segments: Segments) => {
  const read = events(segments);
  return read.ok ? 'taken' : `${read.failure.code} ${read.failure.message}`;
};

const oru = (observations: Segments, more: OruOptions = {}) => reports(anOru({ observations, ...more }))[0]!;
const CODE = "60568-3^CR d'anatomie pathologique^LN";
const ed = (content: string, number = 1, status = 'F') =>
  `OBX|${number}|ED|${CODE}||${content}||||||${status}`;

describe('the content of an ORU', () => {
  it('joins TX lines: repetitions, blank lines, escapes', () => {
    const report = oru([
      `OBX|1|TX|${CODE}||CONCLUSION \\T\\ suite||||||F`,
      `OBX|2|TX|${CODE}||||||||F`,
      `OBX|3|ST|${CODE}||a^b~c\\.br\\d||||||F`,
      `OBX|4|TX|${CODE}||""||||||F`,
      `OBX|5|TX|${CODE}||  retrait||||||F`,
    ]);
    expect(texts(report)).toEqual([['text/plain', 'CONCLUSION & suite\n\na^b\nc\nd\n\n  retrait']]);
  });

  it('follows OBX-1 where it numbers the lines', () => {
    const report = oru([`OBX|2|TX|${CODE}||deux||||||F`, `OBX|1|TX|${CODE}||un||||||F`]);
    expect(texts(report)).toEqual([['text/plain', 'un\ndeux']]);
  });

  it('keeps the escapes of formatted text, under the standard separators', () => {
    const report = oru([
      `OBX|1|FT|${CODE}||\\H\\Titre\\N\\\\.br\\suite~fin||||||F`,
      `OBX|2|TX|${CODE}||a \\T\\ b||||||F`,
    ]);
    expect(texts(report)).toEqual([['text/hl7-ft', '\\H\\Titre\\N\\\\.br\\suite\nfin\na \\T\\ b']]);
    const other = message(anOru({ observations: [`OBX|1|FT|${CODE}||a#.br#b ~ c||||||F`] }))
      .replace('MSH|^~\\&', 'MSH|^%#&')
      .replaceAll('~^^^^^^BDL', '%^^^^^^BDL');
    const parsed = parseMessage(other, 'utf-8');
    const read = parsed.ok ? interpret(parsed.value, SOURCE) : parsed;
    const [event] = read.ok ? read.value : [];
    expect(event?.kind === 'report' && texts(event.report)).toEqual([['text/hl7-ft', 'a\\.br\\b \\R\\ c']]);
  });

  it.each([
    ['^TEXT^XML^Base64^', '<ClinicalDocument/>', 'application/xml'],
    ['^text^XML^BASE64^', '<ClinicalDocument/>', 'application/xml'],
    ['^application^pdf^Base64^', '%PDF-1.7', 'application/pdf'],
    ['^AP^PDF^Base64^', '%PDF-1.7', 'application/pdf'],
    ['^APPLICATION^octet-stream^Base64^', '%PDF-1.7', 'application/pdf'],
    ['^TEXT^RTF^Base64^', '{\\rtf1 x}', 'text/rtf'],
    ['^text^html^Base64^', '<p>é</p>', 'text/html'],
    ['^TEXT^^Base64^', 'texte é', 'text/plain'],
    ['^text^plain^Base64^', 'texte é', 'text/plain'],
  ])('reads an embedded file %s%s', (type, content, contentType) => {
    expect(texts(oru([ed(type + base64(content))]))).toEqual([[contentType, content]]);
  });

  it('reads base64 however it is written', () => {
    const text = '<?xml version="1.0"?>' + 'é'.repeat(99);
    const whole = base64(text);
    const wrapped = whole.replace(/.{20}/g, '$&\\.br\\');
    const broken = whole.replace(/.{20}/g, '$&\n');
    const unpadded = whole.replace(/=+$/, '');
    for (const data of [whole, wrapped, broken, unpadded, ` ${whole} `]) {
      expect(texts(oru([ed(`^TEXT^XML^Base64^${data}`)]))).toEqual([['application/xml', text]]);
    }
    const pieces = [whole.slice(0, 50), whole.slice(50, 101), whole.slice(101)];
    const chunked = oru(pieces.map((piece, index) => ed(`^TEXT^XML^Base64^${piece}`, index + 1)));
    expect(texts(chunked)).toEqual([['application/xml', text]]);
    const padded = [base64('%PDF-1.4 deb'), base64('ut'), base64('fin')];
    expect(texts(oru(padded.map((piece, index) => ed(`^AP^PDF^Base64^${piece}`, index + 1))))).toEqual([
      ['application/pdf', '%PDF-1.4 debutfin'],
    ]);
  });

  it('reads text and hexadecimal without base64, and turns text files to UTF-8', () => {
    expect(texts(oru([ed('^TEXT^plain^A^Un \\T\\ deux')]))).toEqual([['text/plain', 'Un & deux']]);
    expect(texts(oru([ed('^TEXT^plain^Hex^C3A9')]))).toEqual([['text/plain', 'é']]);
    const latin = readMessage(
      bytesOf(
        anOru({
          charset: '8859/1',
          observations: [ed(`^TEXT^plain^Base64^${Buffer.from('été', 'latin1').toString('base64')}`)],
        }),
        'latin1',
      ),
      'utf-8',
    );
    const read = latin.ok ? interpret(latin.value, SOURCE) : latin;
    const [event] = read.ok ? read.value : [];
    expect(event?.kind === 'report' && texts(event.report)).toEqual([['text/plain', 'été']]);
  });

  it('takes two forms of one content as one report', () => {
    const level1 = ed(`^TEXT^XML^Base64^${base64('<?xml version="1.0"?><a/>')}`);
    const level3 = ed(`^TEXT^XML^Base64^${base64('<ClinicalDocument/>')}`, 2);
    expect(oru([level1, level3]).payloads).toHaveLength(2);
    // As the public samples of the volet have them: neither is XML.
    const samples = oru([
      ed(`^TEXT^XML^Base64^${base64('un')}`),
      ed(`^TEXT^XML^Base64^${base64('deux')}`, 2),
    ]);
    expect(samples.payloads).toHaveLength(2);
    const request = `OBR|2|P1^SERVICE|F1^LABO|${CODE}`;
    const apart = reports([...anOru({ observations: [level1] }), 'ORC|NW', request, level3]);
    expect(apart.map(({ payloads }) => payloads.length)).toEqual([2]);
    const picture = ed(`^IM^JPEG^Base64^${base64('x')}`);
    expect(refusal([...anOru({ observations: [level1] }), 'ORC|NW', request, picture])).toContain(
      'HL7_TABLE_VALUE OBX-5 of OBX',
    );
  });

  it('takes several orders as several reports', () => {
    const both = reports([
      ...anOru(),
      'OBR|2||F2^LABO|11502-2^CR examens biologiques^LN',
      'OBX|1|TX|11502-2||Autre||||||F',
    ]);
    expect(both.map(({ documentId, type }) => [documentId, type.code])).toEqual([
      ['F1/60568-3', '60568-3'],
      ['F2/11502-2', '11502-2'],
    ]);
    expect(both.map((report) => texts(report)[0]?.[1])).toEqual([
      'Première ligne.\nDeuxième ligne.',
      'Autre',
    ]);
  });

  it('never takes metadata or the mail for the report', () => {
    const mail = `OBX|2|ED|CORPSMAIL_PS^Corps du mail^MetaDMPMSS||^TEXT^^Base64^${base64('Bonjour')}||||||F`;
    const report = oru([
      mail.replace('OBX|2', 'OBX|1'),
      ed(`^TEXT^XML^Base64^${base64('<ClinicalDocument/>')}`, 2),
      'OBX|3|CE|MASQUE_PS^Masqué^MetaDMPMSS||Y^^HL70136||||||F',
      'OBX|4|CE|INVISIBLE_REPRESENTANTS_LEGAUX^Ancien nom||Y||||||F',
      'OBX|5|CE|INVISIBLE_PATIENT^Non^MetaDMPMSS||N||||||F',
      'OBX|6|CE|DESTDMP^DMP^MetaDMPMSS||Y||||||F',
    ]);
    expect(texts(report)).toEqual([['application/xml', '<ClinicalDocument/>']]);
    expect(report.confidentiality).toEqual(['MASQUE_PS', 'INVISIBLE_REP_LEGAUX']);
    expect(refusal(anOru({ observations: [mail] }))).toContain('HL7_SEGMENT_MISSING OBX');
  });

  it.each<[string, string, string]>([
    ['^IM^JPEG^Base64', 'x', 'image/jpeg'],
    ['^image^jpeg^Base64', 'x', 'image/jpeg'],
    ['^image^tiff^Base64', 'x', 'image/tiff'],
    ['^^image/png^Base64', 'x', 'image/png'],
    ['^application^octet-stream^Base64', 'MM\u0000*rest', 'image/tiff'],
    ['^TEXT^plain^Base64', 'II*\u0000rest', 'image/tiff'],
  ])('takes a picture for the page of a scan: %s', (declared, content, expected) => {
    const { payloads } = oru([ed(`${declared}^${base64(content)}`)]);
    expect(payloads.map(({ contentType }) => contentType)).toEqual([expected]);
  });

  it('takes several pictures in their order', () => {
    const page = (at: number) => ed(`^IM^TIFF^Base64^${base64(`II*\u0000page ${at}`)}`, at);
    const { payloads } = oru([page(2), page(1)]);
    expect(payloads.map(({ content }) => content.reveal().toString())).toEqual([
      'II*\u0000page 1',
      'II*\u0000page 2',
    ]);
  });

  it('takes the embedded file where OBR-4 names the order and not the document', () => {
    const report = oru([ed(`^TEXT^XML^Base64^${base64('<ClinicalDocument/>')}`)], {
      request: 'OBR|1||F1^LABO|99999-9^Une analyse^LN',
    });
    expect([report.type.code, report.documentId]).toEqual(['60568-3', 'F1/60568-3']);
  });

  it.each<[string, string, Segments]>([
    [
      'base64',
      'HL7_FIELD_FORMAT OBX-5.5 of OBX 1: base64 unreadable',
      [ed('^TEXT^XML^Base64^pas du base64 !')],
    ],
    ['a cut base64', 'HL7_FIELD_FORMAT OBX-5.5 of OBX 1', [ed('^TEXT^XML^Base64^QUJDR')]],
    ['an empty file', 'HL7_FIELD_MISSING OBX-5.5 of OBX 1', [ed('^TEXT^XML^Base64^')]],
    ['no OBX-5', 'HL7_FIELD_MISSING OBX-5 of OBX 1', [ed('')]],
    ['a film', 'HL7_TABLE_VALUE OBX-5.3 of OBX 1', [ed(`^IM^GIF^Base64^${base64('GIF89a')}`)]],
    [
      'an archive under no name',
      'HL7_TABLE_VALUE OBX-5.3 of OBX 1',
      [ed(`^application^octet-stream^Base64^${base64('PK\u0003\u0004docx')}`)],
    ],
    [
      'a picture beside lines of text',
      'HL7_TABLE_VALUE OBX-5 of OBX 2',
      [`OBX|1|TX|${CODE}||Voir l’image||||||F`, ed(`^IM^JPEG^Base64^${base64('x')}`, 2)],
    ],
    [
      'a picture beside another file',
      'HL7_TABLE_VALUE OBX-5 of OBX 1',
      [ed(`^AP^PDF^Base64^${base64('%PDF-1.4')}`), ed(`^IM^TIFF^Base64^${base64('x')}`, 2)],
    ],
    ['an encoding', 'HL7_TABLE_VALUE OBX-5.4 of OBX 1', [ed('^TEXT^XML^UUencode^x')]],
    ['text of no charset', 'HL7_CHARSET_BYTES OBX-5.5 of OBX 1', [ed('^TEXT^plain^Base64^6Q==')]],
    ['a pointer', 'HL7_POINTER OBX-2 of OBX 1', ['OBX|1|RP|C||\\\\serveur\\x.pdf||||||F']],
    ['figures', 'HL7_TABLE_VALUE OBX-2 of OBX 2', ['OBX|1|ST|A||Positif||||||F', 'OBX|2|NM|B||4.2||||||F']],
    ['only blank lines', 'HL7_FIELD_MISSING OBX-5 of OBX 1', [`OBX|1|TX|${CODE}||||||||F`]],
    ['nothing', 'HL7_SEGMENT_MISSING OBX', []],
  ])('refuses %s and names the place', (_, expected, observations) => {
    expect(refusal(anOru({ observations }))).toContain(expected);
  });
});

describe('what happens to the document', () => {
  const line = (status: string) => [`OBX|1|TX|${CODE}||texte||||||${status}`];
  const told = (order: string, status: string, result = '') => {
    const read = events(
      anOru({
        order,
        request: `OBR|1||F1^LABO|${CODE}${'|'.repeat(21)}${result}`,
        observations: line(status),
      }),
    );
    if (!read.ok) return read.failure.code;
    const [event] = read.value;
    return event?.kind === 'report' ? `${event.report.action} ${event.report.status}` : undefined;
  };

  it.each([
    ['ORC|NW', 'F', '', 'original final'],
    ['ORC|SC', '', '', 'original final'],
    ['ORC|RE', 'V', 'F', 'original final'],
    ['ORC|RO', 'C', '', 'replacement final'],
    ['ORC|RO', 'F', '', 'replacement final'],
    ['ORC|SC', 'C', 'F', 'replacement final'],
    ['ORC|RE', 'F', 'C', 'replacement final'],
    ['ORC|CA', 'D', 'F', 'deletion final'],
    ['ORC|RE', 'X', '', 'deletion final'],
    ['ORC|RE', 'W', '', 'deletion final'],
    ['ORC|CA', '', '', 'deletion final'],
    ['ORC|CA', 'D', 'P', 'deletion final'],
    ['ORC|NW', 'P', '', 'original draft'],
    ['ORC|RE', 'F', 'P', 'original draft'],
    ['ORC|NW', 'C', '', 'HL7_INCOHERENT'],
    ['ORC|RO', 'D', '', 'HL7_INCOHERENT'],
    ['ORC|CA', 'F', '', 'HL7_INCOHERENT'],
    ['ORC|NW', 'F', 'X', 'HL7_INCOHERENT'],
    ['ORC|RE', 'A', '', 'addendum final'],
    ['ORC|RE', 'A', 'A', 'addendum final'],
    ['ORC|CA', 'A', '', 'HL7_INCOHERENT'],
    ['ORC|RE', 'U', '', 'status final'],
    ['ORC|RE', 'N', '', 'HL7_TABLE_VALUE'],
  ])('ORU with %s, OBX-11 %j and OBR-25 %j is %s', (order, status, result, expected) => {
    expect(told(order, status, result)).toBe(expected);
  });

  it('reads T02, T10 and T04 of the volet', () => {
    const drafts = (['T02', 'T10', 'T04'] as const).map((event) => reports(anMdm({ event }))[0]!);
    expect(
      drafts.map(({ action, documentId, assigner, parentDocumentId }) => [
        action,
        documentId,
        assigner,
        parentDocumentId,
      ]),
    ).toEqual([
      ['original', 'DOC-1', '1.2.250.1.999.2', undefined],
      ['replacement', 'DOC-2', '1.2.250.1.999.2', 'DOC-1'],
      ['deletion', 'DOC-2', '1.2.250.1.999.2', 'DOC-1'],
    ]);
    expect(drafts.map(({ payloads }) => payloads.length)).toEqual([1, 1, 0]);
  });

  it('holds a document that is not signed, and never holds a deletion', () => {
    const draft = (event: 'T02' | 'T04', code: string, availability = '') =>
      reports(
        anMdm({ event, document: `TXA|1|18748-4|TEXT|202403061100||||||||D1|||||${code}||${availability}` }),
      )[0];
    const status = (event: 'T02' | 'T04', code: string) => draft(event, code)?.status;
    expect(['DI', 'DO', 'IP', 'IN', 'PA'].map((code) => status('T02', code))).toEqual(Array(5).fill('draft'));
    expect(['AU', 'LA', ''].map((code) => status('T02', code))).toEqual(Array(3).fill('final'));
    const withheld = ['UN', 'OB', 'AV', ''].map((code) => draft('T02', 'AU', code)?.availability);
    expect(withheld).toEqual(['withheld', 'withheld', 'available', undefined]);
    expect(status('T04', 'DI')).toBe('final');
  });

  it.each<[string, string, Segments]>([
    [
      'T04 that only says authenticated',
      'HL7_INCOHERENT',
      anMdm({ event: 'T04', order: 'ORC|RE', observations: line('F') }),
    ],
    [
      'T04 that nothing confirms',
      'HL7_INCOHERENT',
      anMdm({ event: 'T04', order: 'ORC|RE', observations: [] }),
    ],
    ['T02 that corrects', 'HL7_INCOHERENT', anMdm({ event: 'T02', observations: line('C') })],
    ['T10 of the volet without C', 'HL7_INCOHERENT', anMdm({ event: 'T10', observations: line('F') })],
    [
      'lines kept and lines withdrawn',
      'HL7_INCOHERENT',
      anOru({ order: 'ORC|RE', observations: [...line('F'), ...line('D')] }),
    ],
    [
      'T02 with a parent',
      'HL7_INCOHERENT TXA-13',
      anMdm({ event: 'T02', document: 'TXA|1|18748-4|TEXT|||||||||D2|D1||||AU' }),
    ],
    [
      'T10 of the volet without its parent',
      'HL7_FIELD_MISSING TXA-13',
      anMdm({ event: 'T10', document: 'TXA|1|18748-4|TEXT|||||||||D2|||||AU' }),
    ],
    [
      'a deletion that names nothing',
      'HL7_FIELD_MISSING TXA-12',
      anMdm({ event: 'T04', document: 'TXA|1|18748-4|TEXT' }),
    ],
    ['a MDM without TXA', 'HL7_SEGMENT_MISSING TXA', [...anOru({ type: 'MDM^T02' })]],
    [
      'an unknown TXA-17',
      'HL7_TABLE_VALUE TXA-17',
      anMdm({ event: 'T02', document: 'TXA|1|18748-4|TEXT|||||||||D2|||||ZZ' }),
    ],
  ])('refuses %s', (_, expected, segments) => {
    expect(refusal(segments)).toContain(expected);
  });

  it('takes T10 of an older sender whose text is final', () => {
    const [report] = reports(anMdm({ event: 'T10', profile: '', order: 'ORC|RE', observations: line('F') }));
    expect(report).toMatchObject({ action: 'replacement', documentId: 'DOC-2', parentDocumentId: 'DOC-1' });
  });

  it('names a document by TXA-12, else filler, else placer, else the message', () => {
    const id = (order: string, request: string) => {
      const { documentId, assigner } = oru(line('F'), { order, request });
      return [documentId, assigner];
    };
    expect(id('ORC|NW|P9|F9^LABO^1.2.3^ISO', `OBR|1|||${CODE}`)).toEqual(['F9/60568-3', '1.2.3']);
    expect(id('ORC|NW|P9^SERVICE', `OBR|1|||${CODE}`)).toEqual(['placer:P9/60568-3', 'SERVICE']);
    expect(id('ORC|NW', `OBR|1||F1|${CODE}`)).toEqual(['F1/60568-3', 'SITE-A']);
    expect(id('ORC|NW', `OBR|1|||${CODE}`)).toEqual(['message:M0001/1', 'SITE-A']);
    const bare = reports(
      anMdm({ event: 'T02', document: 'TXA|1|18748-4|TEXT|||||||||^ORG^1.2.250.9^ISO|||||AU' }),
    );
    expect(bare[0]).toMatchObject({ documentId: '1.2.250.9', assigner: 'ORG' });
  });

  it('names a document by the id in its CDA where nothing else names it, to delete and to replace it too', () => {
    const cda = (id: string) =>
      `^TEXT^XML^Base64^${base64(`<ClinicalDocument><id ${id}/><component/></ClinicalDocument>`)}`;
    const id = (content: string, status = 'F', more: OruOptions = {}) => {
      const nameless = { order: 'ORC|', request: `OBR|1|||${CODE}`, ...more };
      const { documentId, assigner, action } = oru([ed(content, 1, status)], nameless);
      return [documentId, assigner, action];
    };
    const whole = cda('root="2.999.1" extension="58"');
    expect(id(whole)).toEqual(['58', '2.999.1', 'original']);
    expect(id(cda('root="2.999.1"'))).toEqual(['2.999.1', 'SITE-A', 'original']);
    expect(id(whole, 'D')).toEqual(['58', '2.999.1', 'deletion']);
    expect(id(whole, 'C')).toEqual(['58', '2.999.1', 'replacement']);
    expect(id(whole, 'F', { request: `OBR|1||F1|${CODE}` })).toEqual(['F1/60568-3', 'SITE-A', 'original']);
    expect(id(cda(''))).toEqual(['message:M0001/1', 'SITE-A', 'original']);
    const unnamed = anOru({ order: 'ORC|', request: `OBR|1|||${CODE}`, observations: [ed(cda(''), 1, 'D')] });
    expect(refusal(unnamed)).toContain('must name its document');
  });

  it('gives type, title and date', () => {
    expect(reports(anMdm({ event: 'T02' }))[0]).toMatchObject({
      type: { code: '18748-4', system: 'http://loinc.org', display: "CR d'imagerie médicale" },
      title: "CR d'imagerie médicale",
      date: '2024-03-06T11:00:00+01:00',
    });
  });
});

describe('patient, stay, carers', () => {
  it('reads the identity', () => {
    const [report] = reports(anOru());
    expect(report?.identity.reveal()).toEqual({
      lastName: 'ESSAI',
      birthName: 'FICTIVE',
      firstNames: ['Zoé', 'Anne'],
      sex: 'F',
      birthDate: '1970-01-01',
      birthPlaceCode: '99999',
      addresses: [
        { line: '1 rue du Test, Bâtiment B', postalCode: '99999', city: 'VILLETEST', country: 'FRA' },
      ],
      phones: ['0199000000'],
      emails: ['zoe@exemple.invalid'],
      identifiers: [
        { kind: 'IPP', value: '0000042', authority: { name: 'CHU-TEST', oid: '1.2.250.1.999.1' } },
      ],
      status: [],
    });
    expect(report?.stay.reveal()).toEqual({
      identifiers: [{ kind: 'VN', value: 'VN77', authority: { name: 'CHU-TEST' } }],
      patientClass: 'I',
      unit: 'CARDIO',
      specialty: '8',
    });
    expect(report?.carers.reveal()).toEqual([{ lastName: 'MODELE', firstName: 'Paul' }]);
  });

  it('reads what older and newer senders write', () => {
    const pid = [
      'PID||77777|42~2222222222222^33^^&1.2.250.1.213.1.4.8&ISO^INS~3333333333333^44^^^NH~9^^^X^ZZ||',
      "D'ESSAI^Zoé^Marie, Anne^^^^D~MODELE^^^^^^M~PSEUDO^^^^^^S||1970|U||",
      '|2 allée\\T\\cour^^VILLETEST~^^NAISSANCE-VILLE^^^^BDL^^99999||^^^^33^1^99000001~0199000002|pro@exemple.invalid',
      '||||NDA5^^^CHU^AN||||||||||||||FICT~VALI',
    ].join('');
    const [report] = reports([
      ...anOru({ patient: pid }),
      'PRT||UC||RCT^|||||||||||^^X.400^x@patient.mssante.fr',
    ]);
    expect(report?.identity.reveal()).toMatchObject({
      lastName: "D'ESSAI",
      birthName: 'MODELE',
      otherNames: ['PSEUDO'],
      firstNames: ['Zoé', 'Marie', 'Anne'],
      sex: 'U',
      birthPlace: 'NAISSANCE-VILLE',
      addresses: [{ line: '2 allée&cour', city: 'VILLETEST' }],
      phones: ['33 1 99000001', '0199000002'],
      emails: ['pro@exemple.invalid', 'x@patient.mssante.fr'],
      identifiers: [
        { kind: 'IPP', value: '42' },
        { kind: 'INS', value: '2222222222222', key: '33', authority: { oid: '1.2.250.1.213.1.4.8' } },
        { kind: 'NIR', value: '3333333333333', key: '44' },
        { kind: 'AUTRE', value: '9' },
        { kind: 'AUTRE', value: '77777' },
      ],
      status: ['FICT', 'VALI'],
    });
    expect(report?.identity.reveal()).not.toHaveProperty('birthDate');
    expect(report?.stay.reveal().identifiers[0]).toMatchObject({ kind: 'NDA', value: 'NDA5' });
    expect(report?.fictitious).toBe(true);
  });

  it('reads the stay with its modes and dates', () => {
    const pv1 = `PV1|1|I|CHIR${'|'.repeat(11)}8${'|'.repeat(22)}6${'|'.repeat(8)}20240301|20240306120000`;
    const segments = anOru().map((segment) => (segment === VISIT ? pv1 : segment));
    expect(reports(segments)[0]?.stay.reveal()).toMatchObject({
      unit: 'CHIR',
      admissionMode: '8',
      dischargeMode: '6',
      admission: '2024-03-01',
      discharge: '2024-03-06T12:00:00+01:00',
    });
  });

  it('names each carer once, with all that is known', () => {
    const segments = [
      ...anOru({
        request: `OBR|1||F1^LABO|${CODE}${'|'.repeat(12)}^Modèle^PAUL${'|'.repeat(16)}7&BIOLOGE&Ève`,
      }),
      'PRT||UC||SB^^participation|899999999999^MODELE^Paul^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS||||||||||^^X.400^paul@exemple.invalid',
      'PRT||UC||RCT|99999999999^AUTRE^Jo^^^^^^^^^^RPPS',
    ];
    expect(reports(segments)[0]?.carers.reveal()).toEqual([
      { lastName: 'MODELE', firstName: 'Paul', rpps: '99999999999', email: 'paul@exemple.invalid' },
      { lastName: 'BIOLOGE', firstName: 'Ève' },
    ]);
  });

  it.each(['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08', 'A28', 'A31'])(
    'takes ADT^%s as an identity',
    (trigger) => {
      const read = events(anAdt(trigger));
      expect(read).toMatchObject({ value: [{ kind: 'identity', trigger }] });
      const [event] = read.ok ? read.value : [];
      expect(event?.kind === 'identity' && event.stay.reveal().unit).toBe('CARDIO');
      expect(JSON.stringify(read)).not.toContain('ESSAI');
    },
  );

  it.each([
    ['MSH-11 T', anOru({ processingId: 'T' }), true],
    ['MSH-11 D', anOru({ processingId: 'D' }), true],
    ['a test INS', anOru({ patient: PATIENT.replace('1.2.250.1.999.1', '1.2.250.1.213.1.4.10') }), true],
    [
      'a demonstration INS',
      anOru({ patient: PATIENT.replace('1.2.250.1.999.1', '1.2.250.1.213.1.4.11') }),
      true,
    ],
    ['a true patient', anOru(), false],
  ])('tells the fictitious from the true: %s', (_, segments, expected) => {
    const [report] = reports(segments);
    expect(report?.fictitious).toBe(expected);
    expect(report?.identity.reveal().status.includes('FICT')).toBe(expected);
  });

  it('refuses the fictitious where only real patients are received', () => {
    const real = { ...SOURCE, acceptsFictitious: false };
    const outcome = (processingId: string) => {
      const parsed = parseMessage(message(anOru({ processingId })), 'utf-8');
      const read = parsed.ok ? interpret(parsed.value, real) : parsed;
      return read.ok ? 'taken' : read.failure.code;
    };
    expect([outcome('P'), outcome('T'), outcome('D')]).toEqual(['taken', 'HL7_FICTITIOUS', 'HL7_FICTITIOUS']);
  });

  it.each<[string, string, Segments]>([
    ['no patient', 'HL7_SEGMENT_MISSING PID', anOru({ patient: 'ZZZ|1' })],
    ['two patients', 'HL7_CARDINALITY PID', [...anOru(), PATIENT]],
    ['no identifier', 'HL7_FIELD_MISSING PID-3', anOru({ patient: 'PID|||||ESSAI^Zoé' })],
    [
      'a birth date that is none',
      'HL7_FIELD_FORMAT PID-7',
      anOru({ patient: PATIENT.replace('19700101', '19701332') }),
    ],
    [
      'a time that is none',
      'HL7_FIELD_FORMAT OBR-7 of OBR 1',
      anOru({ request: `OBR|1||F1|${CODE}|||hier` }),
    ],
  ])('refuses %s', (_, expected, segments) => {
    expect(refusal(segments)).toContain(expected);
  });
});

describe('the header', () => {
  it.each<[string, string, Segments]>([
    ['another type', 'HL7_MESSAGE_TYPE MSH-9.1', anOru({ type: 'ORM^O01' })],
    ['another event', 'HL7_EVENT MSH-9.2', anOru({ type: 'MDM^T12^MDM_T02' })],
    ['another ADT', 'HL7_EVENT MSH-9.2', anAdt('A60')],
    ['another version', 'HL7_VERSION MSH-12', anOru({ version: '3.0' })],
    ['another mode', 'HL7_PROCESSING_ID MSH-11', anOru({ processingId: 'X' })],
    ['no control id', 'HL7_HEADER_FIELD MSH-10', anOru({ controlId: ' ' })],
    ['no version', 'HL7_HEADER_FIELD MSH-12', anOru({ version: ' ' })],
  ])('refuses %s with its own code', (_, expected, segments) => {
    expect(refusal(segments)).toContain(expected);
  });

  it.each(['2.3', '2.3.1', '2.4', '2.5', '2.5^FRA^2.11', '2.6', '2.8'])('takes version %s', (version) => {
    expect(refusal(anOru({ version }))).toBe('taken');
  });
});

it('never crashes and never quotes the message, whatever is broken in it', () => {
  const whole = message(anMdm({ event: 'T02' }));
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 10 }), (at, cut, put) => {
      const parsed = parseMessage(whole.slice(0, at) + put + whole.slice(at + cut), 'utf-8');
      if (!parsed.ok) return;
      const read = interpret(parsed.value, SOURCE);
      if (!read.ok) expect(read.failure.message).not.toMatch(/ESSAI|FICTIVE|Zo|1970|0000042/);
    }),
    { numRuns: 500 },
  );
});
