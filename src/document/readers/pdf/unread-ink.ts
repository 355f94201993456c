import { type Painted } from '../scan/compose.js';
import { type Box, boxOf, type Matrix, multiply } from '../scan/matrix.js';
import { type TextRun } from './layout/placed-run.js';

/** The page above and below is a letterhead's. Shares of its height. */
const HEAD = 0.2;
const FOOT = 0.9;
/** Darker is ink: the marks behind a text are paler. */
const INK = 176;
/** Cells across and down a page: one holds about two letters. */
const CELLS = 64;
/** Share of a cell that is ink where something is written in it. */
const WRITTEN = 0.02;
/** Larger letters are a stamp, and under them anything may stand. Points. */
const LARGEST = 40;
/** Around the letters: a layer of a scan lies a little beside them. Points. */
const AROUND = 3;

/** Does it stand in the body of the page, where no letterhead and no line of a scanning software is? */
export function isInBody({ transform }: TextRun, page: Matrix, height: number): boolean {
  const [, , , , e = 0, f = 0] = transform;
  const y = page[1] * e + page[3] * f + page[5];
  return y > HEAD * height && y < FOOT * height;
}

/** In how many of the 4,096 cells of a page its pictures show ink where no letter of the text layer stands. */
export function unreadInk(
  { grey, across, down, scale, frame }: Painted,
  runs: readonly TextRun[],
  page: { readonly width: number; readonly height: number; readonly transform: Matrix },
): number {
  const isRead = new Uint8Array(grey.length);
  for (const box of runs.flatMap((run) => boxOfRun(run, page.transform))) {
    const [left, right] = [column(box.left), column(box.right)];
    for (let row = line(box.top); row < line(box.bottom); row += 1)
      isRead.fill(1, row * across + left, row * across + Math.max(left, right));
  }
  const all = new Uint32Array(CELLS * CELLS);
  const ink = new Uint32Array(CELLS * CELLS);
  const last = line(FOOT * page.height);
  for (let row = line(HEAD * page.height); row < last; row += 1) {
    const cells = Math.floor(((frame.top + row / scale) / page.height) * CELLS) * CELLS;
    for (let at = 0; at < across; at += 1) {
      const cell = cells + Math.floor(((frame.left + at / scale) / page.width) * CELLS);
      all[cell] = (all[cell] ?? 0) + 1;
      const pixel = row * across + at;
      if (isRead[pixel] === 0 && (grey[pixel] ?? 0) < INK) ink[cell] = (ink[cell] ?? 0) + 1;
    }
  }
  return ink.filter((count, cell) => count > WRITTEN * (all[cell] ?? 0)).length;

  function column(x: number): number {
    return Math.min(across, Math.max(0, Math.round((x - frame.left) * scale)));
  }
  function line(y: number): number {
    return Math.min(down, Math.max(0, Math.round((y - frame.top) * scale)));
  }
}

/** Where the letters of a run stand; nothing where they are large, or run askew. */
function boxOfRun({ str, width, transform }: TextRun, page: Matrix): Box[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform;
  const along = Math.hypot(a, b);
  const high = Math.hypot(c, d);
  if (str.trim() === '' || along === 0 || high > LARGEST || Math.min(Math.abs(a), Math.abs(b)) > 0.1 * along)
    return [];
  const box: Matrix = [(a / along) * width, (b / along) * width, 1.2 * c, 1.2 * d, e - 0.3 * c, f - 0.3 * d];
  const { left, top, right, bottom } = boxOf(multiply(page, box));
  return [{ left: left - AROUND, top: top - AROUND, right: right + AROUND, bottom: bottom + AROUND }];
}
