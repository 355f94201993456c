/** A stretch of tokens the model reads at once, and the part of it whose predictions are kept. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly keepFrom: number;
  readonly keepTo: number;
}

/** How far back a window may end so that it ends with its line, as a share of the overlap. */
const SLACK = 0.5;

/**
 * Cuts a document of `count` tokens into windows of at most `size`. Two neighbours share about `overlap` tokens, and a
 * token is kept from the one in which it stands farther from the edge. Windows end with a line where one ends near.
 */
export function cutWindows(
  count: number,
  { tokens: size, overlap }: { readonly tokens: number; readonly overlap: number },
  endsLine: (token: number) => boolean,
): Window[] {
  const windows: Window[] = [];
  let from = 0;
  let keepFrom = 0;
  while (count - from > size) {
    const to = lineEndBefore(from + size, Math.floor(overlap * SLACK), endsLine);
    const next = lineEndBefore(to - overlap, Math.floor(overlap * SLACK), endsLine);
    const middle = Math.ceil((next + to) / 2);
    windows.push({ from, to, keepFrom, keepTo: middle });
    [from, keepFrom] = [next, middle];
  }
  return [...windows, { from, to: count, keepFrom, keepTo: count }];
}

/** The place after the last line end among the `slack` tokens before `at`; `at` itself where there is none. */
function lineEndBefore(at: number, slack: number, endsLine: (token: number) => boolean): number {
  for (let back = 0; back < slack; back += 1) if (endsLine(at - back - 1)) return at - back;
  return at;
}
