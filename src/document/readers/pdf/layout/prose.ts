import { type Band } from './bands.js';
import { type Gap } from './gaps.js';
import { type Line, linesOf, textOfLine } from './lines.js';
import { median } from './placed-run.js';
import { sidesOf } from './regions.js';

/** Shares of the lines. */
const ALIGNED = 0.6;
const CUT = 0.3;
const ONE_BAND_A_LINE = 0.5;
const ROWS_TOGETHER = 0.6;
/** In sizes of the font. */
const SAME_BASELINE = 0.2;
const TIGHT_STEP = 1.8;
/** A line that goes on fills this share of its column, and holds this many words. */
const FULL = 0.6;
const LEAST_WORDS = 3;
const LEAST_CUTS = 3;

/**
 * Are both sides of a gutter read one after the other, or line by line? A table's cells stand on common baselines,
 * and reading across cuts no sentence; columns of prose, or a letterhead beside a letter, fail one or the other.
 */
export function isProse(bands: readonly Band[], gutter: Gap): boolean {
  const runs = bands.flatMap((band) => band.runs);
  const [left, right] = sidesOf(runs, gutter).map(linesOf) as [Line[], Line[]];
  const [fewer, more] = left.length <= right.length ? [left, right] : [right, left];
  if (fewer.length < 2) return false;
  const onMore = baselinesOf(more);
  const aligned = fewer.filter((line) => onMore(line) !== undefined).length;
  const cuts = cutsOf(left, right) + cutsOf(right, left);
  const both = bands.filter((band) => band.x < gutter.from + 1 && band.end > gutter.to - 1).length;
  if (aligned < ALIGNED * fewer.length) return both < ONE_BAND_A_LINE * more.length || cuts >= LEAST_CUTS;
  return cuts >= LEAST_CUTS && cuts >= CUT * fewer.length && !areRows(left, right);
}

/** Lines that go on from the line above while a line of the other side stands on their baseline. */
function cutsOf(lines: readonly Line[], others: readonly Line[]): number {
  const beside = baselinesOf(others);
  const [from, to] = [Math.min(...lines.map(({ x }) => x)), Math.max(...lines.map(({ end }) => end))];
  return lines.filter((line, index) => {
    const above = lines[index - 1];
    return above && goesOn(above, line, to - from) && beside(line) !== undefined;
  }).length;
}

function goesOn(above: Line, line: Line, width: number): boolean {
  if (line.baseline - above.baseline > TIGHT_STEP * Math.max(above.size, line.size)) return false;
  if (above.end - above.x < FULL * width) return false;
  const text = textOfLine(above.runs);
  return text.split(/\s+/).length >= LEAST_WORDS && /\p{L}/u.test(text) && !/[.:;!?]$/.test(text);
}

/** Rows of a table with wrapped cells start together on both sides, after a wider step. */
function areRows(left: readonly Line[], right: readonly Line[]): boolean {
  const starts = [left, right].map(startsOf) as [Line[], Line[]];
  const [fewer, more] = starts[0].length <= starts[1].length ? starts : [starts[1], starts[0]];
  if (fewer.length < 2) return false;
  const onMore = baselinesOf(more);
  return fewer.filter((line) => onMore(line) !== undefined).length >= ROWS_TOGETHER * more.length;
}

function startsOf(lines: readonly Line[]): Line[] {
  const steps = lines.slice(1).map((line, index) => line.baseline - (lines[index]?.baseline ?? 0));
  const usual = Math.min(median(steps), ...steps.map((step) => Math.max(step, 0.9 * (lines[0]?.size ?? 0))));
  return lines.filter((line, index) => {
    const above = lines[index - 1];
    return above && line.baseline - above.baseline > 1.2 * usual;
  });
}

/** Finds the line of a side on the same baseline. */
function baselinesOf(lines: readonly Line[]): (line: Line) => Line | undefined {
  const sorted = [...lines].sort((one, other) => one.baseline - other.baseline);
  return ({ baseline, size }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.baseline ?? Infinity) < baseline - SAME_BASELINE * size) low = middle + 1;
      else high = middle;
    }
    const found = sorted[low];
    return found && found.baseline <= baseline + SAME_BASELINE * size ? found : undefined;
  };
}
