/** `[a, b, c, d, e, f]` of ISO 32000-1 8.3.3: `x' = ax + cy + e`, `y' = bx + dy + f`. */
export type Matrix = readonly [number, number, number, number, number, number];

/** As pdf.js hands matrices over: a list, or an array of 32-bit numbers. */
export function isMatrix(value: unknown): value is Matrix {
  const numbers = ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value;
  return Array.isArray(numbers) && numbers.length === 6 && numbers.every(Number.isFinite);
}

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Nothing where the matrix folds the plane into a line. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const scale = a * d - b * c;
  if (!Number.isFinite(1 / scale)) return undefined;
  return [d / scale, -b / scale, -c / scale, a / scale, (c * f - d * e) / scale, (b * e - a * f) / scale];
}

/** A box upright, its sides included: from the least to the greatest of each axis. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box of no size. */
export const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** What the unit square covers under a matrix, the corners of a turned one included. */
export function boxOf([a, b, c, d, e, f]: Matrix): Box {
  const xs = [e, e + a, e + c, e + a + c];
  const ys = [f, f + b, f + d, f + b + d];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The box that holds both. */
export function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What two boxes share; nothing where they are apart. */
export function within(box: Box, frame: Box): Box | undefined {
  const left = Math.max(box.left, frame.left);
  const top = Math.max(box.top, frame.top);
  const right = Math.min(box.right, frame.right);
  const bottom = Math.min(box.bottom, frame.bottom);
  return left < right && top < bottom ? { left, top, right, bottom } : undefined;
}
