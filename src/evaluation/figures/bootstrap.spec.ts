import { measured } from './bootstrap.js';

const aDocument = (right: number, all: number) =>
  new Map([
    ['right', right],
    ['all', all],
  ]);
const SHARE = { share: (sum: (key: string) => number) => sum('right') / sum('all') };

describe('intervals', () => {
  it('have no width where documents are alike', () => {
    const documents = Array.from({ length: 20 }, () => aDocument(3, 4));
    expect(measured(documents, SHARE).share).toEqual({ value: 0.75, low: 0.75, high: 0.75 });
  });

  it('are those of a proportion: 100 documents, half of them right', () => {
    const documents = Array.from({ length: 100 }, (_, at) => aDocument(at % 2, 1));
    const { value, low, high } = measured(documents, SHARE).share;
    // 1.96 · √(0.25 / 100) = 0.098
    expect(value).toBe(0.5);
    expect(low).toBeGreaterThan(0.38);
    expect(low).toBeLessThan(0.42);
    expect(high).toBeGreaterThan(0.58);
    expect(high).toBeLessThan(0.62);
  });

  it('are the same each time, and others with another seed', () => {
    const documents = Array.from({ length: 30 }, (_, at) => aDocument(at % 7, 7));
    expect(measured(documents, SHARE)).toEqual(measured(documents, SHARE));
    expect(measured(documents, SHARE, { seed: 1 })).not.toEqual(measured(documents, SHARE));
  });

  it('say nothing of what cannot be counted', () => {
    expect(measured([aDocument(0, 0)], SHARE).share).toEqual({ value: null, low: null, high: null });
    expect(measured([], SHARE).share).toEqual({ value: null, low: null, high: null });
  });
});
