import fc from 'fast-check';
import { type Mark } from './network.js';
import { type Marked, suppress } from './suppress.js';

/**
 * Who wants to know: everything shown, the sums of every unit and month, and what a mark tells of what is hidden. Every
 * table that could be meant, and the values each cell has in them.
 */
function couldBe(counts: readonly (readonly number[])[], marked: Marked, threshold: number, most: number) {
  const columns = counts[0]?.length ?? 0;
  const allows = (mark: Mark | undefined, value: number, actual: number) => {
    if (mark === 'small') return value >= 1 && value < threshold;
    return mark === 'with' ? value >= threshold : value === actual;
  };
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const column = (table: readonly (readonly number[])[], at: number) => sum(table.map((row) => row[at] ?? 0));
  const rowsOf = (at: number, row: readonly number[]): number[][] => {
    let found: number[][] = [[]];
    for (const [c, actual] of row.entries()) {
      const mark = marked.cells[at]?.[c];
      const values = Array.from({ length: most + 1 }, (_, value) => value).filter((one) =>
        allows(mark, one, actual),
      );
      found = found.flatMap((head) => values.map((value) => [...head, value]));
    }
    return found.filter((one) => allows(marked.units[at], sum(one), sum(row)));
  };
  const seen = counts.map((row) => row.map(() => new Set<number>()));
  const walk = (table: number[][]): void => {
    if (table.length < counts.length) {
      for (const row of rowsOf(table.length, counts[table.length] ?? [])) walk([...table, row]);
      return;
    }
    for (let c = 0; c < columns; c += 1)
      if (!allows(marked.months[c], column(table, c), column(counts, c))) return;
    if (!allows(marked.all, sum(table.map(sum)), sum(counts.map(sum)))) return;
    for (const [r, row] of table.entries()) for (const [c, value] of row.entries()) seen[r]?.[c]?.add(value);
  };
  walk([]);
  return seen;
}

const marks = (counts: number[][], threshold = 11) => suppress(counts, threshold);

describe('counts that may be shown', () => {
  it('are all where none is small', () => {
    const { cells, units, months, all } = marks([
      [11, 40],
      [0, 12],
    ]);
    expect([cells.flat(), units, months, all].flat().every((mark) => mark === 'shown')).toBe(true);
  });

  it.each([1, 10])('are not %i, nor what would tell it', (small) => {
    const { cells, units, months, all } = marks([
      [small, 30, 40],
      [25, 35, 45],
      [50, 60, 70],
    ]);
    expect(cells[0]?.[0]).toBe('small');
    const hidden = cells.flat().filter((mark) => mark === 'with');
    expect(hidden.length).toBeGreaterThanOrEqual(3);
    // The cheapest corners of a rectangle, and every total is there still.
    expect(cells[1]?.[1]).toBe('with');
    expect([...units, ...months, all].every((mark) => mark === 'shown')).toBe(true);
  });

  it('are zeros', () => {
    const { cells } = marks([
      [0, 0],
      [0, 30],
    ]);
    expect(cells.flat()).toEqual(['shown', 'shown', 'shown', 'shown']);
  });

  it('leave two small counts of one sum apart: 1 and 1 are not told by their 2', () => {
    const counts = [[1, 1, 50]];
    const marked = marks(counts, 5);
    const seen = couldBe(counts, marked, 5, 60);
    expect(Math.min(seen[0]?.[0]?.size ?? 0, seen[0]?.[1]?.size ?? 0)).toBeGreaterThanOrEqual(2);
  });

  it('follow the threshold', () => {
    const { cells } = marks(
      [
        [5, 30],
        [40, 50],
      ],
      5,
    );
    expect(cells.flat()).toEqual(['shown', 'shown', 'shown', 'shown']);
  });

  it('take a table of nothing, and of one cell', () => {
    expect(marks([])).toEqual({ cells: [], units: [], months: [], all: 'shown' });
    expect(marks([[3]])).toEqual({ cells: [['small']], units: ['small'], months: ['small'], all: 'small' });
  });
});

describe('whoever reads the table', () => {
  const THRESHOLD = 5;
  const MOST = 14;
  const count = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 8 }));
  const table = (rows: number, columns: number) =>
    fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    });

  it.each([
    [1, 3],
    [2, 2],
    [3, 2],
  ])('computes no hidden count of %i units and %i months', (rows, columns) => {
    fc.assert(
      fc.property(table(rows, columns), (counts) => {
        const marked = suppress(counts, THRESHOLD);
        const seen = couldBe(counts, marked, THRESHOLD, MOST);
        for (const [r, row] of marked.cells.entries())
          for (const [c, mark] of row.entries()) {
            const actual = counts[r]?.[c] ?? 0;
            expect(seen[r]?.[c]?.has(actual)).toBe(true);
            expect(mark === 'small').toBe(actual > 0 && actual < THRESHOLD);
            if (mark === 'small') expect(seen[r]?.[c]?.size).toBeGreaterThanOrEqual(2);
          }
      }),
      { numRuns: 60 },
    );
  });
});

it('holds for a large hospital, mostly of zeros', () => {
  const counts = Array.from({ length: 80 }, (_, r) =>
    Array.from({ length: 24 }, (__, c) => ((r * 7 + c * 13) % 9 === 0 ? (r + c) % 14 : 0)),
  );
  const { cells } = suppress(counts, 11);
  for (const [r, row] of counts.entries())
    for (const [c, one] of row.entries()) expect(cells[r]?.[c] === 'small').toBe(one > 0 && one < 11);
});
