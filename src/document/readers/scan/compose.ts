import type { GreyImage } from './grey-image.js';
import { type Blending } from './placed-pictures.js';
import { around, type Box, boxOf, inverse, type Matrix, within } from './matrix.js';

/** An A4 page at 600 dots an inch has 35 million. */
export const MAX_PIXELS = 40_000_000;
/** Of a side: a picture folded to a line is not as long as it has pixels. */
const LONGEST_SIDE = 20_000;
const WHITE = 255;

export interface PlacedImage {
  readonly matrix: Matrix;
  /** Upright, in points: nothing of it is seen outside. */
  readonly clip?: Box;
  readonly blending?: Blending;
  readonly image: GreyImage;
}

/** What the pictures of a page show: rows of pixels, 0 black to 255 white, `scale` of them for a point of `frame`. */
export interface Painted extends Canvas {
  /** The same as a PGM file. */
  readonly pgm: Uint8Array;
  readonly grey: Uint8Array;
}

/**
 * What the pictures of a page show together, upright: a scan may be one picture, strips of one, or letters as a
 * stencil over a background. As fine as the finest of them; only the part of the page they cover.
 */
export function compose(
  pictures: readonly PlacedImage[],
  width: number,
  height: number,
  most = MAX_PIXELS,
): Painted | undefined {
  const page: Box = { left: 0, top: 0, right: width, bottom: height };
  const placed = pictures.flatMap((picture) => {
    const back = inverse(picture.matrix);
    const seen = within(picture.clip ?? page, page);
    const box = seen && within(boxOf(picture.matrix), seen);
    return back && box ? [{ ...picture, back, box }] : [];
  });
  if (placed.length === 0) return undefined;
  const frame = placed.map(({ box }) => box).reduce(around);
  const [wide, high] = [frame.right - frame.left, frame.bottom - frame.top];
  const fineness = placed.map(finenessOf).reduce((finest, one) => Math.max(finest, one));
  const scale = Math.min(fineness, Math.sqrt(most / (wide * high)), LONGEST_SIDE / Math.max(wide, high));
  const across = Math.max(1, Math.round(wide * scale));
  const down = Math.max(1, Math.round(high * scale));
  const header = Buffer.from(`P5\n${across} ${down}\n255\n`);
  const pgm = new Uint8Array(header.length + across * down).fill(WHITE);
  pgm.set(header);
  const canvas = pgm.subarray(header.length);
  for (const picture of placed) draw(picture, canvas, { across, down, scale, frame });
  return { pgm, grey: canvas, across, down, scale, frame };
}

/** Pixels for a point of the page, along its finer side. */
function finenessOf({ matrix: [a, b, c, d], image }: PlacedImage): number {
  return Math.max(image.width / Math.hypot(a, b), image.height / Math.hypot(c, d));
}

interface Canvas {
  readonly across: number;
  readonly down: number;
  readonly scale: number;
  readonly frame: Box;
}

function draw(
  {
    back: [a, b, c, d, e, f],
    box,
    image,
    blending,
  }: PlacedImage & { readonly back: Matrix; readonly box: Box },
  canvas: Uint8Array,
  { across, down, scale, frame }: Canvas,
): void {
  const { width, height, grey, cover } = image;
  const { alpha = 1, isMixed = false } = blending ?? {};
  const firstColumn = Math.max(0, Math.floor((box.left - frame.left) * scale));
  const lastColumn = Math.min(across, Math.ceil((box.right - frame.left) * scale));
  const lastRow = Math.min(down, Math.ceil((box.bottom - frame.top) * scale));
  for (let row = Math.max(0, Math.floor((box.top - frame.top) * scale)); row < lastRow; row += 1) {
    const y = frame.top + (row + 0.5) / scale;
    for (let column = firstColumn; column < lastColumn; column += 1) {
      const x = frame.left + (column + 0.5) / scale;
      const u = a * x + c * y + e;
      // The first row of a picture is the top of its square.
      const v = 1 - (b * x + d * y + f);
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      const from = Math.floor(v * height) * width + Math.floor(u * width);
      const to = row * across + column;
      const hides = alpha * (cover ? (cover[from] as number) : WHITE);
      const under = canvas[to] as number;
      const over = isMixed ? Math.min(grey[from] as number, under) : (grey[from] as number);
      canvas[to] = under + ((over - under) * hides) / WHITE;
    }
  }
}
