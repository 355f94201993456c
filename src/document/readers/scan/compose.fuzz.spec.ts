import fc from 'fast-check';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { compose } from './compose.js';
import { coverage } from './coverage.js';
import type { Matrix } from './matrix.js';

const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 1e-9, 1e9, Number.MAX_VALUE),
  fc.double({ min: -300, max: 300, noNaN: true }),
);
const matrix = fc.tuple(number, number, number, number, number, number);
const MOST = 20_000;
const image = { width: 2, height: 2, grey: Uint8Array.of(0, 80, 160, 240) };

describe('pictures wherever a page draws them', () => {
  it('make a picture no larger than a page can be, and cover no more than it', () => {
    fc.assert(
      fc.property(fc.array(matrix, { maxLength: 4 }), (matrices: Matrix[]) => {
        const share = coverage(
          matrices.map((matrix) => ({ matrix })),
          200,
          300,
        );
        expect(share >= 0 && share <= 1).toBe(true);
        const pgm = compose(
          matrices.map((one) => ({ matrix: one, image })),
          200,
          300,
          MOST,
        )?.pgm;
        // A side of one pixel at least, rounded.
        expect(pgm === undefined || pgm.length < 3 * MOST).toBe(true);
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
