import fc from 'fast-check';
import { fuzzRuns } from '../../../../../test/support/fuzz.js';
import { growsLinearly } from '../../../../../test/support/growth.js';
import { layOutPage } from './layout.js';
import { type TextRun } from './placed-run.js';
import { joinRules, type Rule } from './rules.js';

const UPRIGHT = [1, 0, 0, -1, 0, 800];
const aRun = (str: string, x: number, y: number, size = 10): TextRun => ({
  str,
  width: str.length * size * 0.5,
  transform: [size, 0, 0, size, x, y],
});

/** Words all different, on a page in any order, overlapping or not. */
const runs = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 70 }), fc.constantFrom(8, 10, 12)),
    {
      maxLength: 80,
    },
  )
  .map((places) => places.map(([x, y, size], index) => aRun(`mot${index}z`, 10 * x, 11 * y, size)));
const letters = (text: string): string => [...text.replace(/[\s^\u2028]/g, '')].sort().join('');

describe('the layout of any page', () => {
  it('loses no word and invents none', () => {
    fc.assert(
      fc.property(runs, (page) => {
        const read = layOutPage(page, UPRIGHT).map(({ text }) => text);
        expect(letters(read.join(' '))).toBe(letters(page.map(({ str }) => str).join(' ')));
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('loses no word and invents none where lines are drawn, whatever cells they make', () => {
    const rule = fc
      .tuple(
        fc.boolean(),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
      )
      .map(([isAcross, at, from, length]): Rule => ({
        isAcross,
        at: 11 * at + 5,
        from: 10 * from,
        to: 10 * (from + length),
      }));
    fc.assert(
      fc.property(runs, fc.array(rule, { maxLength: 40 }), fc.boolean(), (page, pieces, isFirst) => {
        const known = { rules: joinRules(pieces), isFirst };
        const read = layOutPage(page, UPRIGHT, known).map(({ text }) => text);
        expect(letters(read.join(' '))).toBe(letters(page.map(({ str }) => str).join(' ')));
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('holds with places and sizes that make no sense', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, Infinity, -Infinity, NaN, 1e300));
    const wild = fc.record({
      str: fc.string(),
      width: number,
      transform: fc.array(number, { minLength: 0, maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 30 }), (page) => {
        expect(layOutPage(page, UPRIGHT).every(({ text }) => typeof text === 'string')).toBe(true);
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('takes time in proportion to the page', async () => {
    const page = (count: number): TextRun[] =>
      Array.from({ length: count }, (_, index) =>
        aRun(`m${index}`, (index % 7) * 80, 800 - Math.floor(index / 7) * 12),
      );
    expect(await growsLinearly((size) => layOutPage(page(size), UPRIGHT), { upTo: 40_000 })).toBe(true);
  });
});
