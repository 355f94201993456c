import fc from 'fast-check';
import { fuzzRuns } from '../../test/support/fuzz.js';
import { growsLinearly } from '../../test/support/growth.js';
import {
  type Charset,
  charsetNamed,
  decodeText,
  encodeText,
  escapeText,
  parseMessage,
  readHeader,
  readMessage,
  STANDARD_DELIMITERS,
  unescapeText,
  withStandardEscapes,
} from './index.js';

const RUNS = { numRuns: fuzzRuns() };
const CHARSETS: readonly Charset[] = ['utf-8', 'iso-8859-1', 'iso-8859-15', 'ascii'];
const charset = fc.constantFrom(...CHARSETS);

/** Pieces a message is made of, true and false, in any order. */
const piece = fc.oneof(
  fc.constantFrom('MSH|^~\\&|', 'OBX|1|TX|', 'PID|', '\r', '\n', '\r\n', '|', '^', '~', '&', '\\', '\\.br\\'),
  fc.constantFrom(
    '\\XC3A9\\',
    '\\X',
    '\\E\\',
    '\\F\\',
    '\\.sp9\\',
    '\\.sp-99999\\',
    '""',
    '\u000b',
    '\0',
    'é',
    '😀',
  ),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const message = text.map((rest) => `MSH|^~\\&|${rest}`);
const bytes = fc.uint8Array({ maxLength: 300 }).map((list) => Buffer.from(list));

it('reads any bytes without a crash: a header, or a failure that quotes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        bytes,
        message.map((one) => Buffer.from(one)),
      ),
      charset,
      (raw, fallback) => {
        const header = readHeader(raw, fallback);
        const read = readMessage(raw, fallback);
        if (read.ok) {
          expect(header.ok).toBe(true);
          expect(read.value.segments[0]?.name).toBe('MSH');
        } else {
          expect(read.failure.message).toMatch(/^[\x20-\x7e]{5,120}$/);
        }
      },
    ),
    RUNS,
  );
});

it('keeps every letter of a field: what is cut is joined again', () => {
  fc.assert(
    fc.property(message, fc.integer({ min: 1, max: 12 }), (whole, field) => {
      const parsed = parseMessage(whole, 'utf-8');
      if (!parsed.ok) return;
      for (const segment of parsed.value.segments) {
        const raw = segment.raw(field);
        const parts = segment.repetitions(field).map((one) => one.raw);
        if (raw.trim() === '') expect(parts).toEqual([]);
        else if (segment.name !== 'MSH' || field > 2) expect(parts.join('~')).toBe(raw);
        expect(segment.value(field, 3, 2)).toBe(segment.value(field, 3, 2).trim());
      }
    }),
    RUNS,
  );
});

it('unescapes what it escaped, and any text without a crash', () => {
  fc.assert(
    fc.property(text, (any) => {
      const plain = any.replace(/\r\n?/g, '\n');
      expect(unescapeText(escapeText(any), STANDARD_DELIMITERS)).toBe(plain);
      unescapeText(any, STANDARD_DELIMITERS);
      const other = { ...STANDARD_DELIMITERS, escape: '#' };
      expect(typeof withStandardEscapes(any, other)).toBe('string');
    }),
    RUNS,
  );
});

it('decodes without loss: the bytes come back, or the message is refused', () => {
  fc.assert(
    fc.property(bytes, charset, (raw, name) => {
      const decoded = decodeText(raw, name);
      if (decoded.ok) expect(encodeText(decoded.value, name).equals(raw)).toBe(true);
    }),
    RUNS,
  );
});

it('names a charset or refuses it, whatever stands in MSH-18', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const named = charsetNamed(name, 'utf-8');
      expect(named.ok ? CHARSETS.includes(named.value) : named.failure.code === 'HL7_CHARSET_UNKNOWN').toBe(
        true,
      );
    }),
    RUNS,
  );
});

it.each<[string, (size: number) => string]>([
  ['escapes', (size) => `MSH|^~\\&|${'\\'.repeat(size)}`],
  ['hexadecimal escapes', (size) => `MSH|^~\\&|${'\\X41\\'.repeat(size)}`],
  ['hexadecimal escapes that never end', (size) => `MSH|^~\\&|\\X${'41'.repeat(size)}`],
  ['formatting', (size) => `MSH|^~\\&|${'\\.br'.repeat(size)}`],
  ['lines', (size) => `MSH|^~\\&|${'\rOBX|1'.repeat(size)}`],
  ['blank lines', (size) => `MSH|^~\\&|A${'\n'.repeat(size)}B`],
  ['fields', (size) => `MSH|^~\\&${'|a^b~c'.repeat(size)}`],
  ['blanks', (size) => `MSH|^~\\&|${' '.repeat(size)}`],
])('reads %s in a time that grows as their number', async (_, make) => {
  const read = (size: number) => {
    const parsed = parseMessage(make(size), 'utf-8');
    if (!parsed.ok) return;
    for (const segment of parsed.value.segments)
      segment.repetitions(3).map((one) => [one.text, one.value(2)]);
  };
  expect(await growsLinearly(read, { upTo: 300_000 })).toBe(true);
});
