import { ReaderPool } from '../../../src/document/index.js';
import { BLIND_LAYOUTS, blindReference } from './layouts.js';
import { type BlindMeasure, measureBlind } from './measure.js';
import { cellsInPlace, loadReports } from './source.js';

const BOUND = 0.995;
const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

const sum = (results: readonly BlindMeasure[], of: (result: BlindMeasure) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

describe.each(['first', 'second'] as const)('the %s layouts the reader had not seen', (set) => {
  let results: BlindMeasure[] = [];
  beforeAll(async () => {
    results = await measureBlind(set, pool);
  }, 300_000);
  const layouts = BLIND_LAYOUTS.filter((layout) => layout.set === set).map(({ name }) => name);

  it.each(layouts)('are read in their order: %s', (name) => {
    const files = results.filter(({ layout }) => layout.name === name);
    expect(files).toHaveLength(6);
    const words = sum(files, (file) => file.words);
    expect(sum(files, ({ inOrder }) => inOrder) / words).toBeGreaterThanOrEqual(BOUND);
    expect(sum(files, ({ extra }) => extra) / words).toBeLessThanOrEqual(1 - BOUND);
  });

  it('keep each value of a ruled grid in its column', () => {
    const ruled = results.filter(({ layout }) => layout.name === 'care-plan' || layout.name === 'form');
    expect(ruled).toHaveLength(6);
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
