import { type Band } from './bands.js';
import { type Gap, gapsBetween } from './gaps.js';
import { type Line, linesOf, textOfLine, wouldNotFit } from './lines.js';
import { median } from './placed-run.js';
import { sidesOf } from './regions.js';

/** Shares of the lines. */
const SIGNS = 0.3;
const ASIDE = 0.6;
const ROWS_TOGETHER = 0.6;
const LABELS = 0.6;
/** In sizes of the font. */
const SAME_BASELINE = 0.2;
const OTHER_SIZE = 0.88;
const SAME_MIDDLE = 0.3;
const TIGHT_STEP = 1.8;
/** A blank this wide parts two cells. */
const CELL_GAP = 1.5;
/** A line that goes on is this long, holds this many words, and the next word would not have fitted. */
const LEAST_LENGTH = 12;
const LEAST_WORDS = 3;
const LEAST_SIGNS = 2;
const LEAST_WRAPPED = 4;
const LEAST_ASIDE = 5;
const LINES_OF_A_CELL = 4;

/**
 * Are both sides of a gutter read one after the other, or line by line? A table's cells stand on common baselines,
 * and reading across cuts no sentence; columns of prose, or a letterhead beside a letter, fail one or the other.
 * @param under the bands under them that keep to one side of the gutter.
 */
export function isProse(bands: readonly Band[], gutter: Gap, under: readonly Band[]): boolean {
  const runs = bands.flatMap((band) => band.runs);
  const [left, right] = sidesOf(runs, gutter).map(linesOf) as [Line[], Line[]];
  const fewer = left.length <= right.length ? left : right;
  if (areLabels(left, right)) return false;
  if (wrappedLines(under) >= LEAST_WRAPPED) return true;
  if (fewer.length < 2) return false;
  const least = Math.max(LEAST_SIGNS, SIGNS * fewer.length);
  const uneven = unevenLines(bands, gutter);
  if (uneven >= least || isAside(left, right) || isAside(right, left)) return true;
  const cuts = cutsOf(left, right) + cutsOf(right, left);
  return cuts + uneven >= least && !areRows(left, right);
}

/** Labels with their values beside them. */
function areLabels(left: readonly Line[], right: readonly Line[]): boolean {
  const beside = baselinesOf(right);
  const labels = left.filter((line) => beside(line) !== undefined && /:$/.test(textOfLine(line.runs)));
  return labels.length >= LABELS * left.length;
}

/** Are both sides of a narrow gutter texts? Cells so near each other would hold words, not lines that go on. */
export function areTexts(bands: readonly Band[], gutter: Gap): boolean {
  const sides = sidesOf(
    bands.flatMap((band) => band.runs),
    gutter,
  ).map(linesOf) as [Line[], Line[]];
  const wrapped = sides.map((lines) => wrappedIn(lines).length);
  return Math.min(...wrapped) >= LEAST_SIGNS && Math.max(...wrapped) >= LEAST_WRAPPED && !areRows(...sides);
}

/** Is one side of a gutter a list in another size, as the names of a team beside a letter are? */
export function isBesideList(bands: readonly Band[], gutter: Gap): boolean {
  const [left, right] = sidesOf(
    bands.flatMap((band) => band.runs),
    gutter,
  ).map(linesOf) as [Line[], Line[]];
  return isAside(left, right) || isAside(right, left);
}

/** Lines of a text that keeps to its side under the region: the gutter is the edge of a column. */
const wrappedLines = (under: readonly Band[]): number =>
  wrappedIn(linesOf(under.flatMap((band) => band.runs))).length;

function wrappedIn(lines: readonly Line[]): readonly Line[] {
  const edge = lines.reduce((furthest, { end }) => Math.max(furthest, end), -Infinity);
  return lines.filter((line, index) => {
    const above = lines[index - 1];
    return above && goesOn(above, line, edge);
  });
}

/** Lines beside others that share neither their baselines nor, as a cell set in the middle of a row, their middle. */
function unevenLines(bands: readonly Band[], gutter: Gap): number {
  return bands.reduce((sum, { runs }) => {
    const [left, right] = sidesOf(runs, gutter).map(linesOf) as [Line[], Line[]];
    const [fewer, more] = left.length <= right.length ? [left, right] : [right, left];
    const onMore = baselinesOf(more);
    if (fewer.every((line) => onMore(line) !== undefined)) return sum;
    const isCell = fewer.length < more.length && fewer.length <= LINES_OF_A_CELL;
    const apart = Math.abs(middleLine(fewer) - middleLine(more));
    return isCell && apart <= SAME_MIDDLE * (fewer[0]?.size ?? 0) ? sum : sum + fewer.length;
  }, 0);
}

/** A list in another size whose lines mostly have none beside them: a letterhead, not a table's column. */
function isAside(lines: readonly Line[], others: readonly Line[]): boolean {
  if (lines.length < LEAST_ASIDE) return false;
  const [size, other] = [lines, others].map((side) => median(side.map((line) => line.size))) as [
    number,
    number,
  ];
  if (size > OTHER_SIZE * other) return false;
  const beside = baselinesOf(others);
  return lines.filter((line) => beside(line) !== undefined).length < ASIDE * lines.length;
}

const middleLine = (lines: readonly Line[]): number =>
  ((lines[0]?.baseline ?? 0) + (lines.at(-1)?.baseline ?? 0)) / 2;

/** Lines that go on from the line above while a line of the other side stands on their baseline. */
function cutsOf(lines: readonly Line[], others: readonly Line[]): number {
  const beside = baselinesOf(others);
  const edge = lines.reduce((furthest, { end }) => Math.max(furthest, end), -Infinity);
  return lines.filter((line, index) => {
    const above = lines[index - 1];
    return above && goesOn(above, line, edge) && beside(line) !== undefined;
  }).length;
}

function goesOn(above: Line, line: Line, edge: number): boolean {
  const size = Math.max(above.size, line.size);
  if (line.baseline - above.baseline > TIGHT_STEP * size) return false;
  if (above.end - above.x < LEAST_LENGTH * size || gapsBetween(above.runs, CELL_GAP * size).length > 0)
    return false;
  const text = textOfLine(above.runs);
  if (text.split(/\s+/).length < LEAST_WORDS || !/\p{L}/u.test(text)) return false;
  // The cells of a table each begin with a capital, the lines of a paragraph rarely.
  return !/^\P{L}{0,2}\p{Lu}/u.test(textOfLine(line.runs)) && wouldNotFit(line, above.end, edge);
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
