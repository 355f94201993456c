import { ReaderPool } from '../../../src/document/index.js';
import { BLIND_LAYOUTS, blindReference } from './layouts.js';
import { type BlindMeasure, measureBlind } from './measure.js';
import { cellsInPlace, loadReports } from './source.js';

/** The third layouts, without the rules of cells, are read less well. */
const BOUNDS = { first: 0.995, second: 0.995, third: 0.99 };
/** What stands in the margin of every page is read with every page: dropped, the labels of a table went with it. */
const EXTRA_BOUNDS: Readonly<Record<string, number>> = { 'margin-letter': 0.1 };
const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

const sum = (results: readonly BlindMeasure[], of: (result: BlindMeasure) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

describe.each(['first', 'second', 'third'] as const)('the %s layouts the reader had not seen', (set) => {
  let results: BlindMeasure[] = [];
  beforeAll(async () => {
    results = await measureBlind(set, pool);
  }, 300_000);
  const layouts = BLIND_LAYOUTS.filter((layout) => layout.set === set).map(({ name }) => name);

  it.each(layouts)('are read in their order: %s', (name) => {
    const files = results.filter(({ layout }) => layout.name === name);
    expect(files).toHaveLength(6);
    const words = sum(files, (file) => file.words);
    expect(sum(files, ({ inOrder }) => inOrder) / words).toBeGreaterThanOrEqual(BOUNDS[set]);
    expect(sum(files, ({ extra }) => extra) / words).toBeLessThanOrEqual(
      EXTRA_BOUNDS[name] ?? 1 - BOUNDS[set],
    );
  });

  it('keep each value of a grid of medicines in its column, or its row is not kept at all', () => {
    const grids = results.filter(({ layout }) =>
      ['care-plan', 'form', 'lines', 'shaded'].includes(layout.name),
    );
    expect(grids.length).toBeGreaterThan(0);
    for (const { rowsAligned, rowsKept } of grids) expect(rowsAligned).toBe(rowsKept);
    const ruled = grids.filter(({ layout }) => layout.set !== 'third');
    expect(sum(ruled, ({ rowsAligned }) => rowsAligned)).toBe(sum(ruled, ({ rows }) => rows));
  });
});

describe('a report written for them', () => {
  const [report] = loadReports('blind/care-plan');

  it('says what is read from its source, marks of cells left out', () => {
    const text = blindReference(report!);
    expect(text).toContain('Insuline\tVoie\tInjections\tAdaptation');
    expect(text).not.toMatch(/[<^]/);
  });

  it('says where the cells of a row stand', () => {
    expect(cellsInPlace(['^', 'Matin', '<', ''])).toEqual(['', 'Matin', '', '']);
  });
});
