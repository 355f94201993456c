import { toPgm } from './grey-image.js';

const pgm = (size: string, ...pixels: number[]): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${size}\n255\n`), Buffer.from(pixels)]);
const rgb = (...greys: number[]): Uint8Array => Uint8Array.from(greys.flatMap((grey) => [grey, grey, grey]));
const picture = { width: 3, height: 2, kind: 2, data: rgb(1, 2, 3, 4, 5, 6) };

describe('a grey picture', () => {
  it('stands upright whatever quarter turns the page has', () => {
    expect(toPgm(picture, 0)).toEqual(new Uint8Array(pgm('3 2', 1, 2, 3, 4, 5, 6)));
    expect(toPgm(picture, 1)).toEqual(new Uint8Array(pgm('2 3', 4, 1, 5, 2, 6, 3)));
    expect(toPgm(picture, 2)).toEqual(new Uint8Array(pgm('3 2', 6, 5, 4, 3, 2, 1)));
    expect(toPgm(picture, 3)).toEqual(new Uint8Array(pgm('2 3', 3, 6, 2, 5, 1, 4)));
  });

  it('is made of bits, their rows filled up to a byte', () => {
    const bits = { width: 9, height: 2, kind: 1, data: Uint8Array.of(0b10000000, 0b10000000, 0, 0) };
    const row = (...ends: number[]) => [ends[0]!, 0, 0, 0, 0, 0, 0, 0, ends[1]!];
    expect(toPgm(bits, 0)).toEqual(new Uint8Array(pgm('9 2', ...row(255, 255), ...row(0, 0))));
  });

  it('is made of colours with or without their opacity', () => {
    const colours = { width: 1, height: 2, kind: 3, data: Uint8Array.of(255, 0, 0, 9, 0, 255, 0, 9) };
    expect(toPgm(colours, 0)).toEqual(new Uint8Array(pgm('1 2', 76, 149)));
  });

  it('is nothing where the bytes are fewer than the size says, or of an unknown kind', () => {
    expect(toPgm({ ...picture, height: 3 }, 0)).toBeUndefined();
    expect(toPgm({ ...picture, kind: 1, width: 100 }, 0)).toBeUndefined();
    expect(toPgm({ ...picture, kind: 9 }, 0)).toBeUndefined();
  });
});
