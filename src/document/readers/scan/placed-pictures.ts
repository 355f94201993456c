import { type Box, boxOf, isMatrix, type Matrix, multiply, NOWHERE, within } from './matrix.js';

/** A picture drawn on a page. `matrix` takes the unit square to the page: points, upright, y downwards. */
export interface PlacedPicture {
  readonly matrix: Matrix;
  /** The box of what it is clipped by, upright on the page. */
  readonly clip?: Box;
  /**
   * Its name among the page's objects, or, small and written in the page itself, the picture. Nothing for a shape
   * filled with a pattern, which may show pictures and is not decoded, and where a mask that is drawn says what is seen.
   */
  readonly source: unknown;
  /** A stencil: its ink is drawn through it, 0 black to 255 white. The letters of a compressed scan often are one. */
  readonly ink?: number;
  readonly blending?: Blending;
}

/** How a picture is laid over what is there; nothing: opaque, it hides it. */
export interface Blending {
  /** 0 to 1. */
  readonly alpha: number;
  /** Its colours are mixed with those under it: it hides no ink. */
  readonly isMixed: boolean;
}

/** As pdfjs lists what a page draws, and the numbers of its operators. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}
type Codes = Readonly<Record<string, number>>;

interface State {
  readonly matrix: Matrix;
  readonly ink: number;
  readonly clip?: Box;
  /** Shapes are filled with a tiling pattern. */
  readonly isTiled: boolean;
  readonly blending: Blending;
  readonly isMasked: boolean;
}

const OPAQUE: Blending = { alpha: 1, isMixed: false };

/** The pictures of a page in the order they are drawn; those of a soft mask draw nothing themselves. */
export function placedPictures(list: Operators, codes: Codes, page: Matrix): PlacedPicture[] {
  const pictures: PlacedPicture[] = [];
  const before: State[] = [];
  const start: State = { matrix: page, ink: 0, isTiled: false, blending: OPAQUE, isMasked: false };
  const groups: boolean[] = [];
  let masks = 0;
  let clips = false;
  let state = start;
  const move = (matrix: unknown): void => {
    if (isMatrix(matrix)) state = { ...state, matrix: multiply(state.matrix, matrix) };
  };
  const draw = (source: unknown, ink?: number, matrix = state.matrix): void => {
    const { blending, isMasked } = state;
    if (masks > 0 || blending.alpha === 0) return;
    pictures.push({
      matrix,
      source: isMasked ? undefined : source,
      ...(blending.alpha < 1 || blending.isMixed ? { blending } : {}),
      ...(state.clip && { clip: state.clip }),
      ...(ink !== undefined && { ink }),
    });
  };
  const clipTo = (bounds: unknown): void => {
    const square = squareOf(bounds);
    if (!square) return;
    const box = boxOf(multiply(state.matrix, square));
    state = { ...state, clip: state.clip ? (within(box, state.clip) ?? NOWHERE) : box };
  };
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  for (const [at, code] of list.fnArray.entries()) {
    const args = (list.argsArray[at] ?? []) as readonly unknown[];
    switch (names.get(code)) {
      case 'save':
        before.push(state);
        break;
      case 'restore':
      case 'paintFormXObjectEnd':
        state = before.pop() ?? start;
        break;
      case 'transform':
        move(args);
        break;
      case 'setGState':
        state = withGraphics(state, args[0]);
        break;
      case 'paintFormXObjectBegin':
        before.push(state);
        move(args[0]);
        clipTo(args[1]);
        break;
      case 'beginGroup': {
        const isMask = Boolean((args[0] as { readonly smask?: unknown } | undefined)?.smask);
        groups.push(isMask);
        if (isMask) masks += 1;
        break;
      }
      case 'endGroup':
        if (groups.pop()) masks -= 1;
        break;
      case 'beginAnnotation':
        state = start;
        move(args[2]);
        move(args[3]);
        break;
      case 'setFillRGBColor':
        state = { ...state, ink: greyOf(args[0]), isTiled: false };
        break;
      case 'setFillColorN':
        // What a stencil lets through of a pattern is ink, whatever colour was set before.
        state = { ...state, ink: 0, isTiled: args[0] === 'TilingPattern' };
        break;
      case 'clip':
      case 'eoClip':
        clips = true;
        break;
      case 'constructPath': {
        const square = squareOf(args[2]);
        if (state.isTiled && square && /fill/i.test(names.get(args[0] as number) ?? ''))
          draw(undefined, undefined, multiply(state.matrix, square));
        if (clips) clipTo(args[2]);
        clips = false;
        break;
      }
      case 'paintImageXObject':
      case 'paintInlineImageXObject':
        draw(args[0]);
        break;
      case 'paintImageMaskXObject':
        draw((args[0] as { readonly data?: unknown } | undefined)?.data, state.ink);
        break;
    }
  }
  return pictures;
}

/** ISO 32000-1 table 58, as pairs of a name and what pdf.js made of its value. */
function withGraphics(state: State, pairs: unknown): State {
  const told = new Map(Array.isArray(pairs) ? (pairs as [string, unknown][]) : []);
  const {
    ca,
    BM: mode = state.blending.isMixed ? 'mixed' : 'source-over',
    SMask: mask,
  } = Object.fromEntries(told);
  const alpha = typeof ca === 'number' ? ca : state.blending.alpha;
  return {
    ...state,
    blending: { alpha, isMixed: mode !== 'source-over' },
    isMasked: mask === undefined ? state.isMasked : mask !== false,
  };
}

/** The matrix that takes the unit square to a box, given as its least x and y and its greatest. */
function squareOf(bounds: unknown): Matrix | undefined {
  const numbers = ArrayBuffer.isView(bounds) ? [...(bounds as Float32Array)] : bounds;
  if (!Array.isArray(numbers) || numbers.length !== 4 || !numbers.every(Number.isFinite)) return undefined;
  const [left, low, right, high] = numbers as [number, number, number, number];
  return [right - left, 0, 0, high - low, left, low];
}

/** `#rrggbb` to grey (ITU-R BT.601); black where it is anything else. */
function greyOf(colour: unknown): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(String(colour));
  if (!hex) return 0;
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return (77 * red + 150 * green + 29 * blue) >> 8;
}
