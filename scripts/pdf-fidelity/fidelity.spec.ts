import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReaderPool } from '../../src/document/index.js';
import { CORPUS, loadCorpus, type SourceReport } from './corpus.js';
import { LAYOUTS, type Layout } from './layouts.js';
import { type Measured, measure } from './measure.js';
import { printWithPdfkit } from './pdfkit/render.js';
import { fidelityOf } from './words.js';

const BOUND = 0.995;
const reports: SourceReport[] = [...loadCorpus('development'), ...loadCorpus('held-out')];
const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

const share = (results: readonly Measured[], of: (result: Measured) => number): number =>
  results.reduce((sum, result) => sum + of(result), 0) / results.reduce((sum, { words }) => sum + words, 0);

describe('the words of a report printed by pdfkit', () => {
  it.each(LAYOUTS)('are read in their order: %s', async (layout) => {
    const results: Measured[] = [];
    for (const report of reports) {
      const content = await printWithPdfkit(report, layout);
      results.push(await measure({ report, layout, producer: 'pdfkit', content }, pool));
    }
    expect(results).toHaveLength(13);
    expect(share(results, ({ inOrder }) => inOrder)).toBeGreaterThanOrEqual(BOUND);
    expect(share(results, ({ extra }) => extra)).toBeLessThanOrEqual(1 - BOUND);
  });
});

describe('the words of a report printed by Chromium', () => {
  const files = readdirSync(join(CORPUS, 'chromium')).filter((file) => file.endsWith('.pdf'));

  it('are there for every layout', () => {
    expect(new Set(files.map((file) => file.split('.')[1]))).toEqual(new Set(LAYOUTS));
  });

  it.each(files)('are read in their order: %s', async (file) => {
    const [id, layout] = file.split('.') as [string, Layout];
    const report = reports.find((one) => one.id === id)!;
    const content = readFileSync(join(CORPUS, 'chromium', file));
    const result = await measure({ report, layout, producer: 'chromium', content }, pool);
    expect(result.inOrder / result.words).toBeGreaterThanOrEqual(BOUND);
    expect(result.extra / result.words).toBeLessThanOrEqual(1 - BOUND);
  });
});

describe('the measure', () => {
  it('counts what is lost, moved and added', () => {
    expect(fidelityOf('un deux trois', 'un deux trois')).toEqual({ words: 3, inOrder: 3, extra: 0 });
    expect(fidelityOf('un deux trois', 'un trois')).toEqual({ words: 3, inOrder: 2, extra: 0 });
    expect(fidelityOf('un deux trois', 'trois un deux')).toEqual({ words: 3, inOrder: 2, extra: 1 });
    expect(fidelityOf('un deux', 'un • page 2 deux')).toEqual({ words: 2, inOrder: 2, extra: 2 });
  });
});
