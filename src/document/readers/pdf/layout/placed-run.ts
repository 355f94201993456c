/** What pdf.js says of a run of text. `transform` is its matrix; sizes in points. */
export interface TextRun {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** A run turned so that its own baseline is horizontal, y downwards, in points. */
export interface PlacedRun {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly baseline: number;
  readonly size: number;
  /** Degrees, of the page as it is seen. */
  readonly angle: number;
}

/** Shares of the font's size: what most letters reach over and under the baseline. */
const ABOVE = 0.75;
const UNDER = 0.2;

export const topOf = (run: PlacedRun): number => run.baseline - ABOVE * run.size;
export const bottomOf = (run: PlacedRun): number => run.baseline + UNDER * run.size;

/**
 * @param pageMatrix of the page's viewport: it turns the page upright, y downwards.
 * @param turn degrees the run is turned back by, its own angle by default: the lines of a page turn together.
 */
export function placeRun(
  { str, transform, width }: TextRun,
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
  turn?: number,
): PlacedRun {
  const [ta = 1, tb = 0, tc = 0, td = 1, tx = 0, ty = 0] = transform;
  const x = a * tx + c * ty + e;
  const y = b * tx + d * ty + f;
  const angle = Math.round((Math.atan2(b * ta + d * tb, a * ta + c * tb) * 180) / Math.PI);
  const radians = ((turn ?? angle) * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
  const start = x * cosine + y * sine;
  return {
    text: str,
    x: start,
    end: start + width * Math.hypot(a, b),
    baseline: y * cosine - x * sine,
    size: Math.hypot(tc, td) || Math.hypot(ta, tb) || 1,
    angle,
  };
}

/** The size most of the text is set in, in points. */
export function usualSize(runs: readonly PlacedRun[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of runs) {
    const key = Math.round(size * 2) / 2;
    letters.set(key, (letters.get(key) ?? 0) + text.length);
  }
  let [usual, most] = [0, 0];
  for (const [size, count] of letters) if (count > most) [usual, most] = [size, count];
  return usual || 10;
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[(values.length - 1) >> 1] ?? 0;
}
