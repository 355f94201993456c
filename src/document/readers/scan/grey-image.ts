/** A picture as pdfjs gives it. `kind`: 1 = one bit a pixel (1 is white), 2 = RGB, 3 = RGBA; rows follow each other. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly kind: number;
  readonly data: Uint8Array;
}

const BYTES: Readonly<Record<number, number>> = { 2: 3, 3: 4 };

/** The picture as a PGM file, turned clockwise by `turns` quarters. Nothing where it is not as it says. */
export function toPgm(picture: Picture, turns: number): Uint8Array | undefined {
  const grey = toGrey(picture);
  if (!grey) return undefined;
  const { width, height } = picture;
  const sideways = turns % 2 === 1;
  const [across, down] = sideways ? [height, width] : [width, height];
  const header = Buffer.from(`P5\n${across} ${down}\n255\n`);
  const pgm = new Uint8Array(header.length + grey.length);
  pgm.set(header);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      pgm[header.length + placeOf(x, y, picture, turns)] = grey[y * width + x] as number;
    }
  }
  return pgm;
}

function placeOf(x: number, y: number, { width, height }: Picture, turns: number): number {
  if (turns === 1) return x * height + (height - 1 - y);
  if (turns === 2) return (height - 1 - y) * width + (width - 1 - x);
  if (turns === 3) return (width - 1 - x) * height + y;
  return y * width + x;
}

function toGrey({ width, height, kind, data }: Picture): Uint8Array | undefined {
  const grey = new Uint8Array(width * height);
  if (kind === 1) {
    const row = Math.ceil(width / 8);
    if (data.length < row * height) return undefined;
    for (let at = 0; at < grey.length; at += 1) {
      const x = at % width;
      const byte = data[Math.floor(at / width) * row + (x >> 3)] as number;
      grey[at] = (byte >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
    return grey;
  }
  const bytes = BYTES[kind];
  if (!bytes || data.length < bytes * grey.length) return undefined;
  for (let at = 0; at < grey.length; at += 1) {
    const red = at * bytes;
    // ITU-R BT.601, in 256ths.
    grey[at] =
      (77 * (data[red] as number) + 150 * (data[red + 1] as number) + 29 * (data[red + 2] as number)) >> 8;
  }
  return grey;
}
