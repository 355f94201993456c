/** A picture as pdfjs gives it. `kind`: 1 = one bit a pixel (1 is white), 2 = RGB, 3 = RGBA; rows follow each other. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Absent for a stencil: one bit a pixel, 0 where ink passes. */
  readonly kind?: number;
  readonly data: Uint8Array;
}

/** A byte a pixel, 0 black to 255 white; `cover`: 0 where the picture leaves what is under it, 255 where it hides it. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  readonly cover?: Uint8Array;
}

/** An A4 page at 1,200 dots an inch has 140 million, of one bit. */
const MAX_SOURCE_PIXELS = 160_000_000;
const BYTES: Readonly<Record<number, number>> = { 2: 3, 3: 4 };

/** Nothing where the picture is not as it says. */
export function toGrey(picture: Picture): GreyImage | undefined {
  const { width, height, kind, data } = picture;
  if (kind === 1) {
    const grey = bitsOf(picture);
    return grey && { width, height, grey };
  }
  const bytes = BYTES[kind ?? 0];
  const size = width * height;
  if (!bytes || size > MAX_SOURCE_PIXELS || data.length < bytes * size) return undefined;
  const grey = new Uint8Array(size);
  const cover = bytes === 4 ? new Uint8Array(size) : undefined;
  for (let at = 0; at < size; at += 1) {
    const red = at * bytes;
    // ITU-R BT.601, in 256ths.
    grey[at] =
      (77 * (data[red] as number) + 150 * (data[red + 1] as number) + 29 * (data[red + 2] as number)) >> 8;
    if (cover) cover[at] = data[red + 3] as number;
  }
  return { width, height, grey, ...(cover && { cover }) };
}

/** A stencil, drawn with its ink. */
export function toStencil(picture: Picture, ink: number): GreyImage | undefined {
  const bits = bitsOf(picture);
  if (!bits) return undefined;
  const { width, height } = picture;
  return {
    width,
    height,
    grey: new Uint8Array(bits.length).fill(ink),
    cover: bits.map((bit) => 255 - bit),
  };
}

/** One bit a pixel, rows filled up to a byte: 255 where it is set. */
function bitsOf({ width, height, data }: Picture): Uint8Array | undefined {
  const row = Math.ceil(width / 8);
  if (width * height > MAX_SOURCE_PIXELS || data.length < row * height) return undefined;
  const grey = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      grey[at] = ((data[y * row + (x >> 3)] as number) >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
  }
  return grey;
}
