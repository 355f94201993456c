import { type Box, boxOf, inverse, type Matrix, within } from './matrix.js';

/** Cells across and down a page: fine enough to tell a stamp from a scan. */
const CELLS = 64;

/** The share of a page, 0 to 1, that lies under what is seen of pictures: where several overlap it counts once. */
export function coverage(
  pictures: readonly { readonly matrix: Matrix; readonly clip?: Box }[],
  width: number,
  height: number,
): number {
  const covered = new Uint8Array(CELLS * CELLS);
  const page: Box = { left: 0, top: 0, right: width, bottom: height };
  for (const { matrix, clip = page } of pictures) {
    const back = inverse(matrix);
    const seen = within(clip, page);
    const box = seen && within(boxOf(matrix), seen);
    if (!back || !box) continue;
    const [a, b, c, d, e, f] = back;
    const lastRow = Math.min(CELLS - 1, Math.ceil((box.bottom / height) * CELLS));
    const lastColumn = Math.min(CELLS - 1, Math.ceil((box.right / width) * CELLS));
    for (let row = Math.floor((box.top / height) * CELLS); row <= lastRow; row += 1) {
      const y = ((row + 0.5) / CELLS) * height;
      for (let column = Math.floor((box.left / width) * CELLS); column <= lastColumn; column += 1) {
        const x = ((column + 0.5) / CELLS) * width;
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        const u = a * x + c * y + e;
        const v = b * x + d * y + f;
        if (u >= 0 && u <= 1 && v >= 0 && v <= 1) covered[row * CELLS + column] = 1;
      }
    }
  }
  return covered.reduce((sum, cell) => sum + cell, 0) / covered.length;
}
