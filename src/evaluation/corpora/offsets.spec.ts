import fc from 'fast-check';
import { checkedSpan, fromCodePoints, toCodePoints } from './offsets.js';

describe('offsets', () => {
  it('go from code points to UTF-16 and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (text, a, b) => {
        const points = [...text];
        const [start = 0, end = 0] = [a % (points.length + 1), b % (points.length + 1)].sort((x, y) => x - y);
        const span = fromCodePoints(text)({ start, end });
        expect(text.slice(span.start, span.end)).toBe(points.slice(start, end).join(''));
        expect(toCodePoints(text)(span)).toEqual({ start, end });
      }),
    );
  });

  it.each([
    [0, 0],
    [-1, 1],
    [2, 1],
    [0, 4],
    [0.5, 1],
    [Number.NaN, 1],
  ])('%d to %d is no stretch of a text of three', (start, end) => {
    expect(checkedSpan('abc', { start, end }).ok).toBe(false);
    expect(checkedSpan('🙂bc', fromCodePoints('🙂bc')({ start, end })).ok).toBe(false);
  });
});
