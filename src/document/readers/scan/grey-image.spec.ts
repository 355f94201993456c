import { toGrey, toStencil } from './grey-image.js';

const rgb = (...greys: number[]): Uint8Array => Uint8Array.from(greys.flatMap((grey) => [grey, grey, grey]));

describe('a grey picture', () => {
  it('is made of colours', () => {
    const picture = { width: 3, height: 2, kind: 2, data: rgb(1, 2, 3, 4, 5, 6) };
    expect(toGrey(picture)).toEqual({ width: 3, height: 2, grey: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  });

  it('is made of bits, their rows filled up to a byte', () => {
    const bits = { width: 9, height: 2, kind: 1, data: Uint8Array.of(0b10000000, 0b10000000, 0, 0) };
    expect(toGrey(bits)?.grey).toEqual(
      Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    );
  });

  it('is made of colours and what they hide', () => {
    const colours = { width: 1, height: 2, kind: 3, data: Uint8Array.of(255, 0, 0, 9, 0, 255, 0, 255) };
    expect(toGrey(colours)).toMatchObject({ grey: Uint8Array.of(76, 149), cover: Uint8Array.of(9, 255) });
  });

  it('is a stencil, through which its ink passes where the bit is 0', () => {
    const stencil = { width: 2, height: 1, data: Uint8Array.of(0b01000000) };
    expect(toStencil(stencil, 30)).toMatchObject({
      grey: Uint8Array.of(30, 30),
      cover: Uint8Array.of(255, 0),
    });
  });

  it('is nothing where the bytes are fewer than the size says, or of an unknown kind', () => {
    const picture = { width: 3, height: 2, kind: 2, data: rgb(1, 2, 3, 4, 5, 6) };
    expect(toGrey({ ...picture, height: 3 })).toBeUndefined();
    expect(toGrey({ ...picture, kind: 1, width: 100 })).toBeUndefined();
    expect(toGrey({ ...picture, kind: 9 })).toBeUndefined();
    expect(toStencil({ width: 100, height: 2, data: Uint8Array.of(1) }, 0)).toBeUndefined();
  });
});
