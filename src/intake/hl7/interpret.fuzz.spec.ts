import fc from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { growsLinearly } from '../../../test/support/growth.js';
import { anAdt, anMdm, anOru, base64, message } from '../../../test/support/hl7/index.js';
import { HL7_PATH, parseMessage, parsePath } from '../../hl7/index.js';
import { decodeBase64, decodeHex } from './embedded-data.js';
import { interpret } from './interpret.js';
import { LOCAL_FIELDS, type LocalVariation } from './local-variation.js';

const RUNS = { numRuns: fuzzRuns() };
const SECRETS = /ESSAI|FICTIVE|Zo[eé]|1970|0000042/;

const whole = fc.constantFrom(
  message(anOru()),
  message(anOru({ observations: [`OBX|1|ED|60568-3||^AP^PDF^Base64^${base64('%PDF-1.4')}~QUJD||||||F`] })),
  ...(['T02', 'T04', 'T10'] as const).map((event) => message(anMdm({ event }))),
  ...['A01', 'A03', 'A08', 'A11', 'A28', 'A31', 'A40', 'A47'].map((event) => message(anAdt(event))),
);
const put = fc.oneof(
  fc.constantFrom(
    '|',
    '^',
    '~',
    '&',
    '\\',
    '\r',
    '""',
    '\rOBX|',
    '\rORC|CA',
    '\rOBR|',
    '\rPID|',
    '\rTXA|',
    '||||C',
  ),
  fc.string({ maxLength: 10 }),
);
/** A message with something cut out and something put in, a few times. */
const broken = fc
  .tuple(whole, fc.array(fc.tuple(fc.nat(900), fc.nat(40), put), { minLength: 1, maxLength: 4 }))
  .map(([start, wounds]) =>
    wounds.reduce((text, [at, cut, letters]) => text.slice(0, at) + letters + text.slice(at + cut), start),
  );

const segment = fc.constantFrom('PID', 'PV1', 'ORC', 'OBR', 'OBX', 'TXA', 'ZZZ', 'MSH');
const choice = fc.constantFrom('', '[2]', '[5=PI]', '[4.2=1.2]');
const path = fc
  .tuple(segment, choice, fc.integer({ min: 1, max: 50 }), choice, fc.constantFrom('', '.1', '.4.2'))
  .map(([name, one, field, two, end]) => parsePath(`${name}${one}-${field}${two}${end}`));
const variation: fc.Arbitrary<LocalVariation> = fc.record({
  fields: fc.record(
    Object.fromEntries(LOCAL_FIELDS.map((field) => [field, path])) as Record<
      (typeof LOCAL_FIELDS)[number],
      typeof path
    >,
    { requiredKeys: [] },
  ),
  types: fc.constant(new Map([['60568-3', { code: '1-1' }]])),
  ignoredSegments: fc.subarray(['ORC', 'OBR', 'TXA', 'PV1', 'ZBE', 'EVN']),
});

it('interprets or refuses, never crashes and never quotes, whatever is broken and however a source varies', () => {
  fc.assert(
    fc.property(broken, fc.option(variation, { nil: undefined }), (text, varied) => {
      const parsed = parseMessage(text, 'utf-8');
      if (!parsed.ok) return;
      const read = interpret(parsed.value, {
        name: 'test',
        defaultCharset: 'utf-8',
        ...(varied && { variation: varied }),
      });
      if (!read.ok) expect(read.failure.message).not.toMatch(SECRETS);
      else
        expect(JSON.stringify(read.value.map((event) => event.kind === 'report' || event))).not.toMatch(
          SECRETS,
        );
    }),
    RUNS,
  );
});

it('never attributes a report to another IPP than the one of the configured place', () => {
  const letters = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
  fc.assert(
    fc.property(letters, letters, fc.constantFrom('PI', 'MR', 'PT', ''), (ipp, other, type) => {
      fc.pre(ipp !== other);
      const pid = `PID||${ipp}|${other}^^^CHU^${type}||ESSAI^Zoé||19700101|F`;
      const parsed = parseMessage(message(anOru({ patient: pid })), 'utf-8');
      if (!parsed.ok) throw new Error(parsed.failure.message);
      const fields = { ipp: parsePath('PID-2.1') };
      const read = interpret(parsed.value, {
        name: 'test',
        defaultCharset: 'utf-8',
        variation: { fields, types: new Map(), ignoredSegments: [] },
      });
      const [event] = read.ok ? read.value : [];
      const identifiers = event?.kind === 'report' ? event.report.identity.reveal().identifiers : [];
      expect(identifiers.filter(({ kind }) => kind === 'IPP').map(({ value }) => value)).toEqual([ipp]);
    }),
    RUNS,
  );
});

it('decodes base64 and hexadecimal, or says that they are none', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \r\n*é'), maxLength: 60 });
  fc.assert(
    fc.property(letters, fc.uint8Array({ maxLength: 60 }), (any, list) => {
      const decoded = decodeBase64(any);
      if (typeof decoded === 'string') expect(['unreadable', 'url-safe']).toContain(decoded);
      decodeHex(any);
      const content = Buffer.from(list);
      if (content.length === 0) return;
      expect(decodeBase64(content.toString('base64'))).toEqual(content);
      expect(decodeBase64(content.toString('base64').replace(/=+$/, ''))).toEqual(content);
      expect(decodeHex(content.toString('hex'))).toEqual(content);
    }),
    RUNS,
  );
});

it('reads a path or refuses it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'PIDOBX-[].=0123459 é'), maxLength: 20 }), (any) => {
      if (HL7_PATH.test(any)) expect(parsePath(any).text).toBe(any);
      else expect(() => parsePath(any)).toThrow();
    }),
    RUNS,
  );
});

it.each<[string, (size: number) => string]>([
  ['orders', (size) => 'ORC|NW\rOBR|1|||X\rOBX|1|TX|X||a||||||F\r'.repeat(size)],
  ['lines', (size) => `OBR|1||F1|X\r${'OBX|1|TX|X||a||||||F\r'.repeat(size)}`],
  [
    'repetitions',
    (size) => `OBR|1||F1|X\rOBX|1|ED|X||^AP^PDF^Base64^JVBERi0x${'~QUJD'.repeat(size)}||||||F\r`,
  ],
  [
    'participations',
    (size) =>
      `OBR|1||F1|X\rOBX|1|TX|X||a||||||F\r${Array.from({ length: size }, (_, at) => `PRT||UC||SB|9^A${at}^B\r`).join('')}`,
  ],
])('interprets many %s in a time that grows as their number', async (_, make) => {
  const start = message(anOru()).split('\r').slice(0, 3).join('\r');
  const read = (size: number) => {
    const parsed = parseMessage(`${start}\r${make(size)}`, 'utf-8');
    if (parsed.ok) interpret(parsed.value, { name: 'test', defaultCharset: 'utf-8' });
  };
  expect(await growsLinearly(read, { upTo: 5_000 })).toBe(true);
});
