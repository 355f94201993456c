import fc from 'fast-check';
import { cutWindows } from './windows.js';

const SIZES = fc
  .record({ tokens: fc.integer({ min: 16, max: 300 }), share: fc.integer({ min: 0, max: 50 }) })
  .map(({ tokens, share }) => ({ tokens, overlap: Math.floor((tokens * share) / 100) }));
const COUNT = fc.integer({ min: 0, max: 5_000 });
const LINES = fc.integer({ min: 1, max: 200 }).map((every) => (at: number) => at % every === every - 1);

describe('windows of a document', () => {
  it('keep every token once, in order, each from a window that holds it', () => {
    fc.assert(
      fc.property(COUNT, SIZES, LINES, (count, sizes, endsLine) => {
        const kept = cutWindows(count, sizes, endsLine).flatMap(({ from, to, keepFrom, keepTo }) => {
          expect(to - from).toBeLessThanOrEqual(sizes.tokens);
          expect(keepFrom >= from && keepTo <= to && keepFrom <= keepTo).toBe(true);
          return Array.from({ length: keepTo - keepFrom }, (_, at) => keepFrom + at);
        });
        expect(kept).toEqual(Array.from({ length: count }, (_, at) => at));
      }),
    );
  });

  it('keep each token from the window in which it is farthest from an edge', () => {
    fc.assert(
      fc.property(COUNT, SIZES, LINES, (count, sizes, endsLine) => {
        const windows = cutWindows(count, sizes, endsLine);
        const depth = (at: number, { from, to }: { from: number; to: number }): number =>
          Math.min(from === 0 ? Infinity : at - from, to === count ? Infinity : to - 1 - at);
        windows.forEach((window, index) => {
          for (const other of [windows[index - 1], windows[index + 1]]) {
            for (let at = window.keepFrom; other && at < window.keepTo; at += 1)
              if (at >= other.from && at < other.to)
                expect(depth(at, window)).toBeGreaterThanOrEqual(depth(at, other) - 1);
          }
        });
      }),
    );
  });

  it('end with a line where one ends near', () => {
    const windows = cutWindows(3_000, { tokens: 1_024, overlap: 128 }, (at) => at % 10 === 9);
    expect(windows.length).toBeGreaterThan(2);
    for (const { from, to } of windows) expect([from % 10, to % 10]).toEqual([0, 0]);
  });

  it('are one where the document is short', () => {
    expect(cutWindows(1_024, { tokens: 1_024, overlap: 128 }, () => false)).toEqual([
      { from: 0, to: 1_024, keepFrom: 0, keepTo: 1_024 },
    ]);
  });
});
