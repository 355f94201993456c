import { type TextRun } from './layout/placed-run.js';

/** The text of a page and the matrix of its viewport: upright, y downwards, in points. */
export interface PageText {
  readonly runs: readonly TextRun[];
  readonly matrix: readonly number[];
}
interface Place {
  readonly run: TextRun;
  readonly x: number;
  readonly end: number;
  readonly y: number;
}

/** Fewer lines are no list of names. */
const LEAST_LINES = 3;
/** Share of its lines that may stand on a line of the text: the labels of a table's rows nearly all do. */
const ON_A_LINE = 0.4;
const SAME_LINE = 1;

/**
 * The runs of each page, without what stands left or right of the text at the same place on an earlier page: the names
 * and telephone numbers beside a letter are read once.
 */
export function withoutRepeatedMargins(pages: readonly PageText[]): TextRun[][] {
  const seen = new Set<string>();
  return pages.map((page) => {
    const places = page.runs.filter(({ str }) => str.trim() !== '').map((run) => placeOf(run, page.matrix));
    const isSeen = places.map((place) => seen.has(keyOf(place)));
    for (const place of places) seen.add(keyOf(place));
    const own = places.filter((_, index) => !isSeen[index]);
    const repeated = places.filter((_, index) => isSeen[index]);
    const left = own.reduce((least, { x }) => Math.min(least, x), Infinity);
    const right = own.reduce((most, { end }) => Math.max(most, end), -Infinity);
    const margins =
      own.length === 0
        ? []
        : [repeated.filter(({ end }) => end < left), repeated.filter(({ x }) => x > right)];
    const dropped = new Set(
      margins.flatMap((margin) => (isMargin(margin, places) ? margin : [])).map(({ run }) => run),
    );
    return page.runs.filter((run) => !dropped.has(run));
  });
}

function placeOf(run: TextRun, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Place {
  const [, , , , tx = 0, ty = 0] = run.transform;
  const x = a * tx + c * ty + e;
  return { run, x, end: x + run.width * Math.hypot(a, b), y: b * tx + d * ty + f };
}

const keyOf = ({ run, x, y }: Place): string => `${Math.round(x)} ${Math.round(y)} ${run.str}`;

function isMargin(margin: readonly Place[], all: readonly Place[]): boolean {
  const inMargin = new Set(margin);
  const lines = new Set(margin.map(({ y }) => Math.round(y)));
  if (lines.size < LEAST_LINES) return false;
  const others = new Set(all.filter((place) => !inMargin.has(place)).map(({ y }) => Math.round(y)));
  const shared = [...lines].filter((y) => [y - SAME_LINE, y, y + SAME_LINE].some((near) => others.has(near)));
  return shared.length <= ON_A_LINE * lines.size;
}
