import { Hl7Message as MedplumMessage } from '@medplum/core';
import { type Device, type DocumentReference, type Observation, type Resource } from '@medplum/fhirtypes';
import { assembleMessage, parseMessage } from '../../../hl7/index.js';
import { type Report } from '../../../intake/index.js';
import { sensitive } from '../../../kernel/index.js';
import { NO_IDENTITY } from '../../../patients/index.js';
import { type Announcement, type DeliveredReport } from '../../announcements/announcement.js';
import { contentOf } from './content.js';
import { type OruSettings, toOru } from './oru.js';

const TEXT = 'Examen 🔬 : œstrogènes positifs, 90 % | HER2 : score 3+';
const at = (words: string) => {
  const before = [...TEXT.slice(0, TEXT.indexOf(words))].length;
  return { offset: before, length: [...words].length };
};

const SETTINGS: OruSettings = {
  sendingApplication: ['PASSERELLE'],
  sendingFacility: ['chu-essai'],
  receivingApplication: ['DPI', '2.999.7', 'ISO'],
  receivingFacility: ['CHU'],
  charset: 'utf-8',
  processingId: 'P',
  acknowledgement: 'original',
  evidence: true,
};

const text: DocumentReference = {
  resourceType: 'DocumentReference',
  id: 'd1',
  status: 'current',
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(TEXT).toString('base64') } }],
};
const device: Device = {
  resourceType: 'Device',
  id: 'maker',
  identifier: [{ system: 'urn:passerelle:model', value: 'tumor-biomarkers@3' }],
};

const anObservation = (id: string, words: string, over: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'preliminary',
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/derivation-reference',
      extension: [
        { url: 'reference', valueReference: { reference: 'DocumentReference/d1' } },
        { url: 'offset', valueInteger: at(words).offset },
        { url: 'length', valueInteger: at(words).length },
      ],
    },
    {
      url: 'http://hl7.org/fhir/uv/aitransparency/StructureDefinition/AIconfidence',
      valueDecimal: 0.875,
    },
  ],
  code: {
    coding: [
      { system: 'urn:passerelle:codes:tumor-biomarker', code: 'HER2' },
      { system: 'http://loinc.org', code: '48676-1', display: 'HER2 [Interpretation]' },
    ],
    text: 'HER2',
  },
  valueCodeableConcept: { text: 'score 3+ ^ | & ~ \\ œ' },
  interpretation: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'POS' }],
    },
  ],
  device: { reference: 'Device/maker' },
  effectiveDateTime: '2026-03-06',
  ...over,
});

const ER = anObservation('0e000000-0000-8000-8000-000000000002', 'œstrogènes positifs, 90 %', {
  code: { text: 'ER' },
  valueCodeableConcept: undefined,
  valueQuantity: { value: 90, unit: '%', code: '%', system: 'http://unitsofmeasure.org' },
});

const aReport = (over: Partial<Report> = {}): Report => ({
  id: 'r',
  source: 'dpi',
  lineage: 'f'.repeat(64),
  version: 1,
  receivedAt: new Date('2026-03-06T10:00:00Z'),
  action: 'original',
  documentId: 'DOC|1',
  assigner: '2.999.1.2',
  type: { system: 'LN', code: '60568-3', display: 'CR anatomopathologique' },
  date: '2026-03-06T11:00:00+01:00',
  status: 'final',
  payloads: [],
  identity: sensitive({
    ...NO_IDENTITY,
    lastName: 'LAFORÊT',
    birthName: "D'ESSAI-ŒUVRE",
    firstNames: ['Apolline', 'Zoé'],
    sex: 'F',
    birthDate: '1962-07-03',
    identifiers: [
      { kind: 'IPP', value: '80012345', authority: { name: 'CHU-TEST', oid: '2.999.1.1' } },
      { kind: 'NIR', value: 'not-told' },
    ],
    status: ['PROV'],
  }),
  stay: sensitive({
    patientClass: 'I',
    unit: 'UFSENO',
    identifiers: [
      { kind: 'VN', value: '77', authority: { name: 'CHU-TEST' } },
      { kind: 'NDA', value: '4711' },
    ],
  }),
  carers: sensitive([]),
  confidentiality: [],
  fictitious: false,
  ...over,
});

const delivered = (resources: readonly Resource[], report = aReport()): DeliveredReport => ({
  report,
  action: 'delivered',
  findings: [],
  resources: [text, device, ...resources],
  references: [],
});

async function written(
  resources: readonly Resource[],
  {
    action = 'delivered' as Announcement['action'],
    settings = {} as Partial<OruSettings>,
    report = aReport(),
  } = {},
) {
  const told = {
    id: '3f2b8c1e-0a4d-4e6f-9b7a-112233445566',
    action,
    lineage: report.lineage,
    createdAt: new Date('2026-03-06T10:30:00Z'),
  };
  // As the table gives it back.
  const kept = contentOf(delivered(resources, report)).map((content) => JSON.parse(JSON.stringify(content)));
  const oru = toOru(told, kept, { ...SETTINGS, ...settings });
  const hl7 = await assembleMessage(oru.header, oru.segments);
  const message = parseMessage(hl7, 'utf-8');
  if (!message.ok) throw new Error(message.failure.message);
  return { hl7, message: message.value, medplum: MedplumMessage.parse(hl7) };
}

describe('results as ORU^R01', () => {
  it('is read by another program and by ours, with every letter', async () => {
    const { message, medplum, hl7 } = await written([anObservation('aa', 'HER2 : score 3+'), ER]);
    expect(hl7.split('\r').map((segment) => segment.slice(0, 3))).toEqual([
      'MSH',
      'PID',
      'PV1',
      'ORC',
      'OBR',
      'OBX',
      'NTE',
      'OBX',
      'NTE',
      'OBX',
      'NTE',
      '',
    ]);
    expect(medplum.header.getField(9)?.toString()).toBe('ORU^R01^ORU_R01');
    expect(medplum.header.getField(18)?.toString()).toBe('UNICODE UTF-8');
    expect(medplum.getAllSegments('OBX')).toHaveLength(3);
    expect(medplum.getSegment('PID')?.getComponent(3, 1)).toBe('80012345');
    const [, her2, er] = message.all('OBX');
    expect(her2?.value(5, 2)).toBe('score 3+ ^ | & ~ \\ œ');
    expect(er?.raw(5)).toBe('90');
    expect(message.all('NTE').map((one) => one.value(3))).toEqual([
      'Proposé par un logiciel à partir du texte du compte rendu ; à valider.',
      'Extrait du compte rendu : « HER2 : score 3+ »',
      'Extrait du compte rendu : « œstrogènes positifs, 90 % »',
    ]);
  });

  it('says who, which stay, which document, and nothing of a NIR', async () => {
    const { message, hl7 } = await written([]);
    const segment = (name: string) => message.segment(name);
    expect(segment('PID')?.raw(3)).toBe('80012345^^^CHU-TEST&2.999.1.1&ISO^PI');
    expect(segment('PID')?.raw(5)).toBe("D'ESSAI-ŒUVRE^Apolline^Zoé^^^^L~LAFORÊT^Apolline^Zoé^^^^D");
    expect([7, 8, 18, 32].map((field) => segment('PID')?.raw(field))).toEqual([
      '19620703',
      'F',
      '4711^^^^AN',
      'PROV',
    ]);
    expect([2, 3, 19].map((field) => segment('PV1')?.raw(field))).toEqual([
      'I',
      'UFSENO',
      '77^^^CHU-TEST^VN',
    ]);
    expect(segment('OBR')?.raw(3)).toBe(`${'f'.repeat(32)}^PASSERELLE`);
    expect(segment('OBR')?.raw(4)).toContain('^99PASSERELLE^60568-3^CR anatomopathologique^LN');
    expect(segment('OBR')?.value(29, 2)).toBe('DOC|1');
    expect(segment('OBR')?.raw(29)).toBe('^DOC\\F\\1&&2.999.1.2&ISO');
    expect([7, 22, 25].map((field) => segment('OBR')?.raw(field))).toEqual([
      '20260306110000',
      '20260306113000',
      'P',
    ]);
    expect(segment('MSH')?.raw(5)).toBe('DPI^2.999.7^ISO');
    expect(hl7).not.toContain('not-told');
  });

  it('proposes: preliminary, with its probability, its maker, the standard code first', async () => {
    const { message } = await written([anObservation('aabbccdd-eeff-8011-8022-334455667788', 'HER2')]);
    const obx = message.all('OBX')[1]!;
    expect([2, 3, 4, 8, 9, 11, 14, 18].map((field) => obx.raw(field))).toEqual([
      'CE',
      '48676-1^HER2^LN^HER2^HER2^99PASSERELLE',
      'aabbccddeeff8011',
      'POS',
      '0.88',
      'P',
      '20260306',
      'tumor-biomarkers@3^PASSERELLE',
    ]);
  });

  it('never says a result of the past under a standard code', async () => {
    const historical = { coding: [{ system: 'urn:passerelle:codes:temporality', code: 'historical' }] };
    const { message } = await written([anObservation('aa', 'HER2', { category: [historical] })]);
    expect(message.all('OBX')[1]?.raw(3)).toBe('HER2^Antécédent : HER2^99PASSERELLE');
  });

  it('writes values as v2 has them, never as lines of text', async () => {
    const { message } = await written([
      anObservation('a1', 'HER2', {
        valueCodeableConcept: undefined,
        valueQuantity: { value: 0.0000001, comparator: '<' },
      }),
      anObservation('a2', 'HER2', {
        valueCodeableConcept: undefined,
        valueRange: { low: { value: 10, unit: '%' }, high: { value: 20.5, unit: '%' } },
      }),
      anObservation('a3', 'HER2', { valueCodeableConcept: undefined, dataAbsentReason: { text: 'x' } }),
      anObservation('a4', 'HER2', {
        valueCodeableConcept: undefined,
        hasMember: [{ reference: 'Observation/a1' }],
      }),
    ]);
    expect(
      message
        .all('OBX')
        .slice(1)
        .map((one) => [one.raw(2), one.raw(5), one.raw(6)]),
    ).toEqual([
      ['SN', '<^0.0000001', ''],
      ['SN', '^10^-^20.5', '^%'],
      ['CE', 'unknown^Non déterminé^99PASSERELLE', ''],
    ]);
  });

  it('has an OBX for each component, under the number of its result', async () => {
    const component = [{ code: { text: 'Micro-organisme' }, valueCodeableConcept: { text: 'E. coli' } }];
    const { message } = await written([anObservation('aa', 'HER2', { component })]);
    expect(message.all('OBX').map((one) => [one.raw(1), one.raw(4), one.raw(5)])).toEqual([
      ['1', 'count', '1'],
      ['2', 'aa', expect.stringContaining('score')],
      ['3', 'aa.1', '^E. coli'],
    ]);
  });

  it('deletes what a replacement no longer says, without its words', async () => {
    const gone = anObservation('bb', 'œstrogènes', { status: 'entered-in-error' });
    const { message } = await written([anObservation('aa', 'HER2'), gone], { action: 'replaced' });
    expect(message.all('OBX').map((one) => [one.raw(4), one.raw(11), one.raw(5) !== ''])).toEqual([
      ['count', 'P', true],
      ['aa', 'P', true],
      ['bb', 'D', false],
    ]);
    const first = await written([gone]);
    expect(first.message.all('OBX').map((one) => one.raw(5))).toEqual(['0']);
  });

  it.each([
    ['withdrawn', {}, 'D'],
    ['suspended', {}, 'D'],
    ['withdrawn', { isWrongPatient: true }, 'W'],
  ] as const)('takes everything back where the document is %s', async (action, over, status) => {
    const { message, hl7 } = await written([anObservation('aa', 'HER2')], { action, report: aReport(over) });
    expect(message.segment('OBR')?.raw(25)).toBe('X');
    expect(message.all('OBX').map((one) => [one.raw(11), one.raw(5)])).toEqual([
      [status, ''],
      [status, ''],
    ]);
    expect(hl7).not.toContain('score');
    expect(message.all('NTE')).toEqual([]);
  });

  it('is a test message for a test patient, whatever is configured', async () => {
    const report = aReport({ fictitious: true });
    const id = async (processingId: OruSettings['processingId'], of = report) =>
      (await written([], { report: of, settings: { processingId } })).message.segment('MSH')?.raw(11);
    expect([await id('P'), await id('D'), await id('P', aReport())]).toEqual(['T', 'D', 'P']);
  });

  it('leaves the words out, and asks for both answers, as configured', async () => {
    const settings = { evidence: false, acknowledgement: 'enhanced' as const };
    const { message, hl7 } = await written([anObservation('aa', 'HER2 : score')], { settings });
    expect(hl7).not.toContain('Extrait');
    expect([15, 16].map((field) => message.segment('MSH')?.raw(field))).toEqual(['AL', 'AL']);
  });

  it('has a control id of 20 characters that is the announcement’s own', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await written([])).message.segment('MSH')?.raw(10)),
    );
    expect(ids).toEqual(['PA3F2B8C1E0A4D4E6F9B', 'PA3F2B8C1E0A4D4E6F9B']);
  });
});
