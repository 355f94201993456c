import { growsLinearly } from '../../../../test/support/growth.js';
import { type TextRun } from './layout/placed-run.js';
import { withoutRepeatedMargins } from './repeated-margins.js';

const matrix = [1, 0, 0, 1, 0, 0];
const at = (str: string, x: number, y: number): TextRun => ({
  str,
  width: str.length * 5,
  transform: [10, 0, 0, 10, x, y],
});
const read = (...pages: TextRun[][]): string[][] =>
  withoutRepeatedMargins(pages.map((runs) => ({ runs, matrix }))).map((runs) => runs.map(({ str }) => str));

const team = [
  at('Dr Alba', 20, 100),
  at('Dr Brun', 20, 111),
  at('Dr Colin', 20, 122),
  at('Dr Dorval', 20, 133),
];
const letter = (word: string, x = 150): TextRun[] =>
  Array.from({ length: 4 }, (_, index) => at(`${word} ${index}`, x, 105 + 14 * index));

describe('what stands beside the text of each page', () => {
  it('is read on the first', () => {
    const [first, second] = read([...team, ...letter('un')], [...team, ...letter('deux')]);
    expect(first).toContain('Dr Alba');
    expect(second).toEqual(['deux 0', 'deux 1', 'deux 2', 'deux 3']);
  });

  it('may stand at the right', () => {
    const right = team.map((run) => ({ ...run, transform: [10, 0, 0, 10, 400, run.transform[5] ?? 0] }));
    expect(read([...right, ...letter('un')], [...right, ...letter('deux')])[1]).toHaveLength(4);
  });

  it('is not the labels or the units of a table that two pages hold', () => {
    const rows = (value: number) =>
      ['Sodium', 'Potassium', 'Chlore', 'Calcium'].flatMap((label, index) => [
        at(label, 20, 100 + 12 * index),
        at(String(value + index), 150, 100 + 12 * index),
        at('mmol/L', 250, 100 + 12 * index),
      ]);
    expect(read(rows(100), rows(200))[1]).toHaveLength(12);
  });

  it('is not a page printed twice, nor two lines', () => {
    expect(read(team, team)[1]).toHaveLength(4);
    expect(read([...team.slice(2), ...letter('un')], [...team.slice(2), ...letter('deux')])[1]).toHaveLength(
      6,
    );
  });

  it('takes time in proportion to the pages', async () => {
    const pages = (count: number) =>
      Array.from({ length: Math.ceil(count / 8) }, (_, page) => ({
        runs: [...team, ...letter(`p${page}`)],
        matrix,
      }));
    expect(await growsLinearly((size) => withoutRepeatedMargins(pages(size)), { upTo: 40_000 })).toBe(true);
  });
});
