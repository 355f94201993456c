import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readReportEvent } from '../../../src/intake/index.js';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { aReportEvent } from '../../../test/support/kafka/events.js';
import { asyncApi } from './asyncapi.js';
import { reportEventSchema } from './report-event.js';
import { resultEventSchema } from './result-event.js';

/** A validator that is not ours. */
const validate = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false }).compile(
  reportEventSchema(),
);
const schemaTakes = (json: unknown): boolean => validate(json);
const classTakes = (json: unknown): boolean => readReportEvent(json).ok;

const anEvent = (over: object = {}, document: object = {}) => {
  const sound = aReportEvent('E1', over);
  return { ...sound, document: { ...sound.document, ...document } };
};
const TEXT = { contentType: 'text/plain', text: 'HER2 : score 3+.' };

describe('the schema of a report event', () => {
  it.each([
    ['an original', anEvent()],
    ['a replacement', anEvent({ action: 'replacement' }, { parentId: 'CR-0' })],
    ['a deletion without content', anEvent({ action: 'deletion', content: undefined })],
    ['a deletion with content', anEvent({ action: 'deletion' })],
    ['a file', anEvent({ content: { contentType: 'application/pdf', base64: 'JVBERg==' } })],
    ['a version and an author', anEvent({}, { setId: 'S', version: 2, author: { lastName: 'MEDECIN' } })],
    ['null for what is optional', anEvent({ stay: null }, { title: null, author: null, setId: null })],
    ['a title of 200 characters beyond the first plane', anEvent({}, { title: '𝄞'.repeat(200) })],
    ['an accented eventId', anEvent({ eventId: 'é'.repeat(200) })],
  ])('takes what the class takes: %s', (_, sound) => {
    const json = JSON.parse(JSON.stringify(sound)) as unknown;
    expect(readReportEvent(json)).toMatchObject({ ok: true });
    expect(schemaTakes(json)).toBe(true);
  });

  it.each([
    ['no event', 'text'],
    ['a list', [anEvent()]],
    ['an unknown field', anEvent({ other: 1 })],
    ['an unknown field deep inside', anEvent({}, { other: 1 })],
    ['a missing field', anEvent({ producer: undefined })],
    ['an action that is none', anEvent({ action: 'status' })],
    ['a replacement of nothing', anEvent({ action: 'replacement' })],
    ['an addendum to null', anEvent({ action: 'addendum' }, { parentId: null })],
    ['an original without content', anEvent({ content: undefined })],
    ['a content of nothing', anEvent({ content: { contentType: 'text/plain' } })],
    ['a text that is none beside bytes', anEvent({ content: { ...TEXT, text: null, base64: 'QQ==' } })],
    ['a version without set', anEvent({}, { version: 1 })],
    ['a set without version', anEvent({}, { setId: 'S' })],
    ['a set with the version null', anEvent({}, { setId: 'S', version: null })],
    ['a version that is no integer', anEvent({}, { setId: 'S', version: 1.5 })],
    ['a control character in the id', anEvent({ eventId: 'a\u0000b' })],
    ['too long an id', anEvent({ eventId: 'é'.repeat(201) })],
    ['a date that is none', anEvent({}, { date: '03/03/2026' })],
    ['null for what is required', anEvent({ document: null })],
    [
      'too many identifiers',
      anEvent({ patient: { identifiers: Array(21).fill({ kind: 'IPP', value: '1' }) } }),
    ],
  ])('refuses what the class refuses: %s', (_, wrong) => {
    const json = JSON.parse(JSON.stringify(wrong)) as unknown;
    expect(classTakes(json)).toBe(false);
    expect(schemaTakes(json)).toBe(false);
  });

  it('agrees with the class on whatever is put in the places of an event', () => {
    const sound = {
      ...anEvent({}, { setId: 'S', version: 1, parentId: 'P', author: { lastName: 'A', rpps: '1' } }),
      carers: [{ lastName: 'B', firstName: 'C' }],
    };
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        null,
        '',
        0,
        1,
        true,
        [],
        {},
        'original',
        'deletion',
        'IPP',
        '2026-03-02',
        '1.2.3',
      ),
      fc.string({ maxLength: 250, unit: 'grapheme-ascii' }),
    );
    const picks = fc.array(fc.nat(12), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(picks, values, fc.boolean(), (path, value, isRemoved) => {
        const json = broken(sound, path, value, isRemoved);
        const read = readReportEvent(json);
        const isTaken = schemaTakes(json);
        // What the schema cannot say: that a day is one of the calendar, that a text is base64.
        const isBeyond = !read.ok && /isIso8601|isBase64/.test(read.failure.message);
        if (!isBeyond)
          expect(`${isTaken} ${JSON.stringify(json)}`).toBe(`${read.ok} ${JSON.stringify(json)}`);
        if (read.ok) expect(isTaken).toBe(true);
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('is the one committed', () => {
    const committed = JSON.parse(readFileSync('docs/generated/report-event.schema.json', 'utf8')) as unknown;
    expect(committed).toEqual(JSON.parse(JSON.stringify(reportEventSchema())));
  });
});

/** Puts `value` at one of the event's places, or takes what is there away. */
function broken(sound: object, picks: readonly number[], value: unknown, isRemoved: boolean): unknown {
  const copy = structuredClone(sound);
  let node = copy as Record<string, unknown>;
  for (const [depth, pick] of picks.entries()) {
    const names = Object.keys(node);
    const name = names[pick % Math.max(1, names.length)];
    if (name === undefined) break;
    const next = node[name];
    if (depth < picks.length - 1 && typeof next === 'object' && next !== null) {
      node = next as Record<string, unknown>;
      continue;
    }
    if (isRemoved && !Array.isArray(node)) Reflect.deleteProperty(node, name);
    else node[name] = value;
    break;
  }
  return copy;
}

describe('the schema of a result event', () => {
  const validateResult = new Ajv2020({ strict: true, validateFormats: false }).compile(resultEventSchema());
  const aResult = {
    ...{
      schemaVersion: 1,
      eventId: '0b0c7f0e-3f4c-4d6a-9a55-0a4bbf0c1d11',
      kind: 'report',
      action: 'delivered',
    },
    ...{
      reportId: '0b0c7f0e-3f4c-4d6a-9a55-0a4bbf0c1d12',
      lineage: 'a'.repeat(64),
      version: 1,
      source: 'dpi',
    },
    documentType: { code: '34112-3' },
    ...{ deliveredAt: '2026-03-02T10:00:00Z', pipelineVersion: '0.1.0', counts: { infections: 1 } },
    fhir: { baseUrl: 'http://127.0.0.1:8080/fhir', resources: ['Observation/1'] },
  };

  it('takes one, with a field that was added too', () => {
    expect([validateResult(aResult), validateResult({ ...aResult, added: 1 })]).toEqual([true, true]);
  });

  it.each([{ action: 'lost' }, { lineage: 'VASSEROT' }, { version: 0 }, { fhir: undefined }])(
    'refuses one with %j',
    (over) => expect(validateResult(JSON.parse(JSON.stringify({ ...aResult, ...over })))).toBe(false),
  );
});

describe('the AsyncAPI file', () => {
  const file = asyncApi();
  const at = (reference: string): unknown =>
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], file);
  const references = [...JSON.stringify(file).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);

  it('leads to a message, a channel or the schema of the event by each of its references', () => {
    const inside = references.filter((to) => to.startsWith('#/'));
    expect(inside.filter((to) => at(to) === undefined)).toEqual([]);
    const files = references.filter((to) => !to.startsWith('#/'));
    expect(files.sort()).toEqual(['./report-event.schema.json', './result-event.schema.json']);
    for (const to of files) expect(existsSync(join('docs/generated', to))).toBe(true);
  });

  it('has one operation for each channel', () => {
    const { channels, operations } = file as Record<'channels' | 'operations', object>;
    expect(Object.keys(operations)).toEqual(Object.keys(channels));
  });
});
