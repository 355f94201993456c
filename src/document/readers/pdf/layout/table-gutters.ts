import { type Band } from './bands.js';
import { type Gap, gapsBetween } from './gaps.js';

/** In sizes of the font. */
const LEAST_GUTTER = 0.5;
/** Share of the rows with several cells that a gutter may be crossed by (a cell over two columns). */
const CROSSED = 0.1;
/** Or one row, a title over several columns, where so many rows have several cells. */
const ROWS_UNDER_A_TITLE = 4;

interface Span {
  readonly x: number;
  readonly end: number;
}

/**
 * The blanks that part the columns of a table. A few cells may bridge a gutter, where other rows are blank inside them;
 * any other cell makes its column, however few it holds: a column lost would put a value under another's title.
 */
export function guttersOf(bands: readonly Band[], size: number): Gap[] {
  const several = bands.filter((band) => band.gaps.length > 0);
  const least = several.length >= ROWS_UNDER_A_TITLE ? 1 : 0;
  const crossed = Math.max(least, Math.floor(CROSSED * several.length));
  const isBridge = bridges(several.flatMap(({ gaps }) => gaps));
  const spans = several.flatMap(({ gaps, x, end }): Span[] => [
    { x, end: gaps[0]?.from ?? end },
    ...gaps.map((gap, index) => ({ x: gap.to, end: gaps[index + 1]?.from ?? end })),
  ]);
  const edges = spans
    .flatMap((span) => {
      const weight = isBridge(span) ? 1 : crossed + 1;
      return [
        { at: span.x, step: weight },
        { at: span.end, step: -weight },
      ];
    })
    .sort((one, other) => one.at - other.at || other.step - one.step);
  const covered: Span[] = [];
  let depth = 0;
  let start = 0;
  for (const { at, step } of edges) {
    if (depth <= crossed && depth + step > crossed) start = at;
    if (depth > crossed && depth + step <= crossed) covered.push({ x: start, end: at });
    depth += step;
  }
  return gapsBetween(covered, LEAST_GUTTER * size);
}

/** Is there a gap inside a span? Told by the nearest end of the gaps that begin from there on. */
function bridges(gaps: readonly Gap[]): (span: Span) => boolean {
  const sorted = [...gaps].sort((one, other) => one.from - other.from);
  const nearest: number[] = new Array<number>(sorted.length + 1).fill(Infinity);
  for (let index = sorted.length - 1; index >= 0; index -= 1)
    nearest[index] = Math.min(nearest[index + 1] ?? Infinity, sorted[index]?.to ?? Infinity);
  return ({ x, end }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.from ?? Infinity) < x) low = middle + 1;
      else high = middle;
    }
    return (nearest[low] ?? Infinity) <= end;
  };
}
