import {
  anAdt,
  anMdm,
  anOru,
  message,
  PATIENT,
  type Segments,
  VISIT,
} from '../../../test/support/hl7/index.js';
import { checkConfig } from '../../config/index.js';
import { parseMessage } from '../../hl7/index.js';
import { type ReportDraft } from '../report.js';
import { interpret } from './interpret.js';
import { sourceSettings } from './source-settings.js';

function read(segments: Segments, settings: object) {
  const config = checkConfig({
    mllp: [{ source: 'local', port: 0 }],
    sources: [{ name: 'local', ...settings }],
  });
  if (!config.ok) throw new Error(config.failure.message);
  const parsed = parseMessage(message(segments), 'utf-8');
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return interpret(parsed.value, {
    name: 'local',
    defaultCharset: 'utf-8',
    ...sourceSettings('local', config.value.sources),
  });
}

function report(segments: Segments, settings: object): ReportDraft {
  const events = read(segments, settings);
  if (!events.ok) throw new Error(events.failure.message);
  const [event] = events.value;
  if (event?.kind !== 'report') throw new Error('a report was expected');
  return event.report;
}

const refusal = (segments: Segments, settings: object) => {
  const events = read(segments, settings);
  return events.ok ? 'taken' : `${events.failure.code} ${events.failure.message}`;
};

const identifiers = (draft: ReportDraft) =>
  draft.identity.reveal().identifiers.map(({ kind, value, authority }) => [kind, value, authority?.name]);

describe('the patient and the stay', () => {
  const pid = (two: string, three: string) => `PID||${two}|${three}||ESSAI^Zoé||19700101|F`;

  it('takes the whole repetition, authority included', () => {
    const draft = report(anOru({ patient: pid('', '11^^^AUTRE^PI~22^^^CHU^XX') }), {
      fields: { ipp: 'PID-3[5=XX]' },
    });
    expect(identifiers(draft)).toEqual([
      ['IPP', '22', 'CHU'],
      ['AUTRE', '11', 'AUTRE'],
    ]);
  });

  it('takes a value elsewhere, with the authority configured, and keeps the INS', () => {
    const ins = '2222222222222^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS';
    const draft = report(anOru({ patient: pid('77~78', `99^^^X^PI~${ins}`) }), {
      fields: { ipp: 'PID-2.1', ippAuthority: 'CHU' },
    });
    expect(identifiers(draft)).toEqual([
      ['IPP', '77', 'CHU'],
      ['AUTRE', '99', 'X'],
      ['INS', '2222222222222', 'ASIP-SANTE-INS-NIR'],
      ['AUTRE', '78', undefined],
    ]);
  });

  it('never falls back on the usual place', () => {
    const draft = report(anOru({ patient: pid('', '99^^^X^PI') }), { fields: { ipp: 'PID-2.1' } });
    expect(identifiers(draft)).toEqual([['AUTRE', '99', 'X']]);
  });

  it('escapes what it moves', () => {
    const draft = report([...anOru({ patient: pid('', '9') }), 'ZID|a\\S\\b'], { fields: { ipp: 'ZID-1' } });
    expect(identifiers(draft)[0]).toEqual(['IPP', 'a^b', undefined]);
  });

  it('reads the stay from a Z segment, without PV1', () => {
    const segments = [...anOru().filter((segment) => segment !== VISIT), 'ZST|N1|V1|UF7'];
    const { identifiers: stay, unit } = report(segments, {
      fields: { nda: 'ZST-1', visit: 'ZST-2', unit: 'ZST-3' },
    }).stay.reveal();
    expect([stay.map(({ kind, value }) => [kind, value]), unit]).toEqual([
      [
        ['NDA', 'N1'],
        ['VN', 'V1'],
      ],
      'UF7',
    ]);
  });

  it('holds for the identities of ADT too', () => {
    const events = read([...anAdt('A08').filter((one) => one !== PATIENT), pid('5', '6')], {
      fields: { ipp: 'PID-2.1' },
    });
    const [event] = events.ok ? events.value : [];
    expect(event && 'identity' in event && event.identity.reveal().identifiers[0]).toMatchObject({
      kind: 'IPP',
      value: '5',
    });
  });
});

describe('the document', () => {
  it('takes its id and its type in the group of the order', () => {
    const events = read(
      [
        ...anOru({ order: 'ORC|NW|CR-1', request: 'OBR|1|||BIO^Biologie^LOCAL' }),
        'ORC|NW|CR-2',
        'OBR|2|||ANA',
        'OBX|1|TX|X||autre||||||F',
      ],
      {
        fields: { documentId: 'ORC-2.1', documentType: 'OBR-4' },
        types: [
          { local: 'BIO', loinc: '11502-2' },
          { local: 'ANA', loinc: '60568-3', label: 'Anapath' },
        ],
      },
    );
    const drafts = events.ok ? events.value : [];
    expect(
      drafts.map((event) => event.kind === 'report' && [event.report.documentId, event.report.type]),
    ).toEqual([
      ['CR-1', { system: 'http://loinc.org', code: '11502-2', display: 'Biologie' }],
      ['CR-2', { system: 'http://loinc.org', code: '60568-3', display: 'Anapath' }],
    ]);
  });

  it('maps a local type wherever it usually stands, and leaves the others as they are', () => {
    const types = [{ local: 'CRANA', loinc: '60568-3' }];
    const type = (request: string) =>
      report(anOru({ request, observations: ['OBX|1|TX|LIGNE||a||||||F'] }), { types }).type;
    expect(type('OBR|1||F1|CRANA^Anapath^LOCAL')).toMatchObject({ code: '60568-3', display: 'Anapath' });
    expect(type('OBR|1||F1|AUTRE^Autre^LOCAL')).toEqual({ code: 'AUTRE', system: 'LOCAL', display: 'Autre' });
  });

  it('names the version replaced where the source writes it', () => {
    const draft = report([...anMdm({ event: 'T10' }), 'ZDO|NEW|OLD'], {
      fields: { documentId: 'ZDO-1', parentId: 'ZDO-2' },
    });
    expect(draft).toMatchObject({ action: 'replacement', documentId: 'NEW', parentDocumentId: 'OLD' });
  });

  it('refuses a message without its id or its type there', () => {
    expect(refusal(anOru(), { fields: { documentId: 'ZDO-1' } })).toContain(
      'HL7_FIELD_MISSING the document id',
    );
    expect(refusal(anOru(), { fields: { documentType: 'ZDO-1' } })).toContain(
      'the document type is required',
    );
  });

  it('reads as if an ignored segment were not there', () => {
    const segments = [...anOru({ order: 'ORC|CA|P1|F1' })];
    expect(refusal(segments, {})).toContain('HL7_INCOHERENT');
    expect(refusal(segments, { ignoredSegments: ['ORC'] })).toBe('taken');
  });

  it.each([
    [undefined, 'draft'],
    [['draft'], 'draft'],
    [[], 'draft that walks'],
    [['unavailable'], 'draft that walks'],
  ])('with hold %j a document that is not signed is a %s', (hold, expected) => {
    const observations = ['OBX|1|TX|X||texte||||||P'];
    const { status, runsUnsigned } = report(anOru({ observations }), hold ? { hold } : {});
    expect(`${status}${runsUnsigned ? ' that walks' : ''}`).toBe(expected);
  });
});

it.each([
  [{ fields: { ipp: 'PID 3' } }, 'sources[0].fields.ipp: must be a path, such as PID-3[5=PI].1'],
  [{ fields: { ippp: 'PID-3' } }, 'sources[0].fields.ippp: unknown setting'],
  [{ types: [{ local: 'A', loinc: 'x' }] }, 'sources[0].types[0].loinc: must match'],
  [
    {
      types: [
        { local: 'A', loinc: '1-1' },
        { local: 'A', loinc: '2-2' },
      ],
    },
    'sources[0].types',
  ],
  [{ ignoredSegments: ['PID'] }, 'sources[0].ignoredSegments'],
  [{ hold: ['signed'] }, 'sources[0].hold'],
  [{ routes: [{ types: [], useCases: [] }] }, 'sources[0].routes[0].types'],
])('refuses at start %j and names the setting', (settings, expected) => {
  const config = checkConfig({
    mllp: [{ source: 'local', port: 0 }],
    sources: [{ name: 'local', ...settings }],
  });
  expect(config.ok ? '' : config.failure.message).toContain(expected);
});

it('refuses what is said of the messages of a source that no listener has', () => {
  const messageOf = (tree: object) => {
    const config = checkConfig(tree);
    return config.ok ? 'accepted' : config.failure.message;
  };
  const sources = [{ name: 'locale', fields: { ipp: 'PID-2.1' } }];
  const mllp = [{ source: 'local', port: 0 }];
  expect(messageOf({ mllp, sources })).toContain('sources[0].name: no listener of mllp has this name');
  expect(messageOf({ mllp, sources: [{ name: 'portail', routes: [{ types: ['*'], useCases: [] }] }] })).toBe(
    'accepted',
  );
  // A map of types is for sources over HTTP and FHIR too.
  const types = [{ local: 'CRH', loinc: '34112-3' }];
  expect(messageOf({ mllp, sources: [{ name: 'fhir', types }] })).toBe('accepted');
});

it('refuses two entries for one source', () => {
  const config = checkConfig({ sources: [{ name: 'a' }, { name: 'a' }] });
  expect(config.ok ? '' : config.failure.message).toContain('sources');
});
