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

  it('gives every word of a report once, in order, a row of a table on its line', () => {
    const word = fc.constantFrom(
      'WORD',
      '{\\b WORD}',
      '{\\f1 {\\i WORD}}',
      'WORD\\tab WORD',
      'WORD\\line WORD',
    );
    const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((each) => each.join(' '));
    const paragraph = fc
      .tuple(fc.constantFrom('', '{\\listtext\\bullet\\tab}', '{\\*\\bkmkstart a}'), words)
      .map(([before, text]) => `\\pard ${before}${text}\\par `);
    const nested = fc
      .array(words, { minLength: 1, maxLength: 3 })
      .map((cells) => cells.map((cell) => `\\pard\\intbl\\itap2 ${cell}\\nestcell `).join(''))
      .map(
        (cells) => `${cells}{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\itap1 `,
      );
    const cell = fc.oneof({ weight: 4, arbitrary: words }, nested, fc.constant(''));
    const row = fc
      .array(cell, { minLength: 1, maxLength: 4 })
      .map((cells) => `\\trowd\\pard\\intbl ${cells.map((each) => `${each}\\cell `).join('')}\\row `);
    fc.assert(
      fc.property(fc.array(fc.oneof(paragraph, row), { maxLength: 12 }), (blocks) => {
        let count = 0;
        const source = blocks.join('').replaceAll('WORD', () => `m${(count += 1)}`);
        const read = readRtf(Buffer.from(`{\\rtf1\\ansi ${source}\\pard}`), READING_LIMITS);
        if (!read.ok) throw new Error(read.failure.code);
        expect(read.value.text.match(/m\d+/g) ?? []).toEqual(source.match(/m\d+/g) ?? []);
        const withSeveral = blocks.filter(
          (block) => (block.match(/\\cell /g)?.length ?? 0) > 1 && block.includes('WORD'),
        );
        const rows = read.value.text.split('\n').filter((line) => line.includes('|'));
        expect(rows.length).toBeGreaterThanOrEqual(withSeveral.length);
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
