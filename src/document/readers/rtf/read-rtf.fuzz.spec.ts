import fc from 'fast-check';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { READING_LIMITS } from '../../limits.js';
import { readRtf } from './read-rtf.js';

const PIECES = [
  '{',
  '}',
  '\\',
  '\\*',
  "\\'e9",
  "\\'8",
  "\\'",
  '\\u233 ',
  '\\u-3917 ?',
  '\\uc9',
  '\\par',
  '\\cell',
  '\\row',
  '\\nestcell',
  '\\nestrow',
  '\\itap3',
  '\\intbl',
  '\\pard',
  '\\plain',
  '\\bin3',
  '\\bin-1',
  '\\f1',
  '\\fcharset2',
  '\\fcharset128',
  '\\ansicpg932',
  '\\ansicpg65001',
  '{\\fonttbl',
  '{\\f1 Symbol;}',
  '{\\listtext',
  '{\\footnote',
  '{\\header',
  '{\\shp',
  '{\\*\\shpinst',
  '{\\shptxt',
  '{\\upr',
  '{\\*\\ud',
  '\\super',
  '\\v',
  '\\v0',
  '\\constructor',
  '\r\n',
  ' ',
  'texte',
  '\u00ff',
];
const rtf = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ unit: 'binary-ascii', maxLength: 4 }),
    ),
    {
      maxLength: 80,
    },
  )
  .map((pieces) => pieces.join(''));

/** Two letters a byte at most: the bar of a cell, the page's blank lines. */
const PROPORTION = 6;

function check(content: Uint8Array): void {
  const before = Buffer.from(content);
  const read = readRtf(content, READING_LIMITS);
  expect(Buffer.compare(before, content)).toBe(0);
  if (!read.ok) return expect(read.failure.code).toMatch(/^DOCUMENT_(MALFORMED|CHARSET|TOO_LARGE)$/);
  expect(read.value.text.length).toBeLessThanOrEqual(PROPORTION * content.length);
  expect(read.value.text).not.toMatch(/\p{Cs}/u);
  expect(readRtf(content, READING_LIMITS)).toEqual(read);
}

describe('the RTF reader', () => {
  it('answers any file made of the pieces of RTF', () => {
    fc.assert(
      fc.property(rtf, (body) => check(Buffer.from(`{\\rtf1\\ansi ${body}}`, 'latin1'))),
      { numRuns: fuzzRuns() },
    );
  });

  it('answers any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, (rest) => check(Buffer.concat([Buffer.from('{\\rtf1'), rest]))),
      { numRuns: fuzzRuns() },
    );
  });

  it('gives back any words, however they are escaped', () => {
    const word = fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 10 }), (words) => {
        const text = words.join('|').replace(/[\s\p{Cc}\p{Co}\uFEFF]/gu, '_');
        const units = Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at)}?`).join('');
        const read = readRtf(Buffer.from(`{\\rtf1\\ansi ${units}\\par}`), READING_LIMITS);
        expect(read).toMatchObject({ value: { text } });
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
