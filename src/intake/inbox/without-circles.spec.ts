import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { type Edge, withoutCircles } from './without-circles.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const edge = (from: string, to: string, belief: Edge['belief'] = 0, said = 1): Edge => ({
  ...{ from, to, kind: 'replaces', belief, said },
});
const shown = (edges: readonly Edge[]) => edges.map(({ from, to }) => `${from}>${to}`).join(' ');
const kept = (...edges: Edge[]) => shown(withoutCircles(NAMES, edges).edges);

describe('documents that each stand after the other', () => {
  it.each<[string, Edge[], string]>([
    ['no circle: all of it stands', [edge('b', 'a'), edge('c', 'b', 2), edge('c', 'a', 1)], 'b>a c>b c>a'],
    ['itself', [edge('a', 'a')], ''],
    ['a number against TXA', [edge('a', 'b', 2), edge('b', 'a')], 'b>a'],
    ['a number against RPLC', [edge('a', 'b', 2), edge('b', 'a', 1)], 'b>a'],
    ['RPLC against TXA', [edge('a', 'b', 1), edge('b', 'a')], 'b>a'],
    ['TXA against TXA: the first to be said', [edge('a', 'b', 0, 2), edge('b', 'a', 0, 1)], 'b>a'],
    ['numbers beside the circle', [edge('a', 'b', 2), edge('b', 'a'), edge('c', 'a', 2)], 'b>a c>a'],
    ['two circles', [edge('a', 'b', 0, 2), edge('b', 'a'), edge('c', 'd', 1), edge('d', 'c')], 'b>a d>c'],
  ])('%s', (_name, edges, expected) => {
    expect(kept(...edges)).toBe(expected);
  });

  it('leave an order in which each comes after what stands after it, and all TXA says that is in no circle', () => {
    const some = record({
      from: constantFrom(...NAMES),
      to: constantFrom(...NAMES),
      belief: constantFrom(0 as const, 1 as const, 2 as const),
      said: integer({ min: 1, max: 20 }),
    }).map((one): Edge => ({ ...one, kind: 'replaces' }));
    assert(
      property(array(some, { maxLength: 14 }), (edges) => {
        const { edges: left, latestFirst } = withoutCircles(NAMES, edges);
        expect([...latestFirst].sort()).toEqual(NAMES);
        for (const { from, to } of left)
          expect(latestFirst.indexOf(from)).toBeLessThan(latestFirst.indexOf(to));
        const told = edges.filter(({ belief }) => belief === 0);
        const alone = withoutCircles(NAMES, told).edges;
        if (alone.length === told.length) expect(left.filter(({ belief }) => belief === 0)).toEqual(told);
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
