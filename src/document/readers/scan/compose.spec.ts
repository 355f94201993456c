import { compose } from './compose.js';
import { coverage } from './coverage.js';
import { type Matrix, NOWHERE } from './matrix.js';

const PAGE = 100;
const image = (width: number, ...grey: number[]) => ({
  width,
  height: grey.length / width,
  grey: Uint8Array.from(grey),
});
/** A picture upright on a page whose y goes down: its square stands on its head. */
const at = (x: number, y: number, width: number, height: number): Matrix => [
  width,
  0,
  0,
  -height,
  x,
  y + height,
];
const pgm = (size: string, ...pixels: number[]) =>
  new Uint8Array(Buffer.concat([Buffer.from(`P5\n${size}\n255\n`), Buffer.from(pixels)]));
const SIX = image(3, 1, 2, 3, 4, 5, 6);

describe('the picture of a page', () => {
  it('is the one picture on it, pixel for pixel, wherever it stands', () => {
    expect(compose([{ matrix: at(10, 20, 30, 20), image: SIX }], PAGE, PAGE)?.pgm).toEqual(
      pgm('3 2', 1, 2, 3, 4, 5, 6),
    );
  });

  it.each<[string, Matrix, Uint8Array]>([
    ['a quarter turn', [0, 30, 20, 0, 0, 0], pgm('2 3', 4, 1, 5, 2, 6, 3)],
    ['a half turn', [-30, 0, 0, 20, 30, 0], pgm('3 2', 6, 5, 4, 3, 2, 1)],
    ['three quarters', [0, -30, -20, 0, 20, 30], pgm('2 3', 3, 6, 2, 5, 1, 4)],
  ])('stands as the page is turned: %s', (_what, matrix, expected) => {
    expect(compose([{ matrix, image: SIX }], PAGE, PAGE)?.pgm).toEqual(expected);
  });

  it('puts strips together', () => {
    const strips = [0, 10, 20].map((y, index) => ({
      matrix: at(0, y, 20, 10),
      image: image(2, index, index + 10),
    }));
    expect(compose(strips, PAGE, PAGE)?.pgm).toEqual(pgm('2 3', 0, 10, 1, 11, 2, 12));
  });

  it('draws letters that are a stencil over a coarser background', () => {
    const background = { matrix: at(0, 0, 20, 20), image: image(1, 200) };
    const letters = { width: 2, height: 2, grey: new Uint8Array(4), cover: Uint8Array.of(255, 0, 0, 255) };
    expect(compose([background, { matrix: at(0, 0, 20, 20), image: letters }], PAGE, PAGE)?.pgm).toEqual(
      pgm('2 2', 0, 200, 200, 0),
    );
  });

  it('gives the pixels of a fax, higher than wide, their shape', () => {
    const fax = compose([{ matrix: at(0, 0, 20, 20), image: image(2, 1, 2) }], PAGE, PAGE)?.pgm;
    expect(fax).toEqual(pgm('2 2', 1, 2, 1, 2));
  });

  it('is nothing without a picture on the page', () => {
    expect(compose([], PAGE, PAGE)).toBeUndefined();
    expect(compose([{ matrix: at(200, 200, 10, 10), image: SIX }], PAGE, PAGE)).toBeUndefined();
    expect(compose([{ matrix: [10, 0, 0, 0, 0, 0], image: SIX }], PAGE, PAGE)).toBeUndefined();
  });
});

describe('the share of a page under pictures', () => {
  it.each<[string, Matrix[], number]>([
    ['nothing', [], 0],
    ['all of it', [at(0, 0, 100, 100)], 1],
    ['half', [at(0, 0, 100, 50)], 0.5],
    ['two over each other, counted once', [at(0, 0, 100, 50), at(0, 0, 100, 50)], 0.5],
    ['four strips', [0, 25, 50, 75].map((y) => at(0, y, 100, 25)), 1],
    ['larger than the page', [at(-500, -500, 1000, 1000)], 1],
    ['beside the page', [at(300, 0, 100, 100)], 0],
    ['folded to a line', [[10, 0, 0, 0, 0, 0]], 0],
  ])('is told: %s', (_what, matrices, expected) => {
    expect(
      coverage(
        matrices.map((matrix) => ({ matrix })),
        PAGE,
        PAGE,
      ),
    ).toBeCloseTo(expected, 1);
  });

  it('is told of what is seen of a clipped one', () => {
    const clip = { left: 10, top: 10, right: 60, bottom: 60 };
    expect(coverage([{ matrix: at(0, 0, 100, 100), clip }], PAGE, PAGE)).toBeCloseTo(0.25, 1);
    expect(coverage([{ matrix: at(0, 0, 100, 100), clip: NOWHERE }], PAGE, PAGE)).toBe(0);
  });
});
