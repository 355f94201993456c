import { type Band, bandsOf } from './bands.js';
import { cutAtFrames } from './cut-at-frames.js';
import { type Frame } from './frames.js';
import { middleOf, widthOf } from './gaps.js';
import { linesOf, textOfLine } from './lines.js';
import { type PlacedRun } from './placed-run.js';
import { isOpening } from './opening.js';
import { areTexts, isBesideList, isProse } from './prose.js';
import { narrowRegions } from './narrow-gutter.js';
import { type Region, regionsFrom, sidesOf } from './regions.js';
import { type Rule } from './rules.js';
import { readFrames } from './ruled-table.js';
import { guttersOf } from './table-gutters.js';
import { readTable } from './table.js';
import { type Block, type TextLine } from './text-line.js';

/** Columns in columns in columns are no honest page. */
const DEEPEST = 6;
/** A page with more runs than this is read line by line. */
const MOST_RUNS = 5_000;
/** In sizes of the font: a blank this high before the text under columns, or before what stands beside them. */
const BLANK_LINE = 1.2;
const APART = 2;
const [FOOT, LINES_OF_A_FOOT] = [2.5, 3];
const HEADING = 0.6;
/** Fewer rows need a wider gutter, or two words far apart would be a table. */
const FEW_ROWS = 3;
const SURE_GUTTER = 1.5;

/** What is known of the page a block stands on. */
export interface Page {
  /** Of its document. */
  readonly isFirst: boolean;
  /** The usual size of its text. */
  readonly size: number;
  readonly rules: readonly Rule[];
  /** Frames the rules make, the outer ones first. */
  readonly frames: readonly Frame[];
}

/**
 * The blocks of a page in reading order: top to bottom, column after column where there are columns, cell after cell
 * where frames are drawn.
 */
export function readBlocks(runs: readonly PlacedRun[], page: Page, depth = 0): Block[] {
  if (depth === DEEPEST || runs.length > MOST_RUNS) return [plainBlock(runs)];
  const parts = cutAtFrames(runs, page.frames);
  if (parts.every(({ framed }) => framed.length === 0)) return readUnframed(runs, page, depth);
  return parts.flatMap(({ runs: others, framed }) =>
    framed.length === 0
      ? readBlocks(others, page, depth)
      : readFrames(framed, (inside, frame) =>
          readBlocks(inside, { ...page, frames: page.frames.filter((one) => one !== frame) }, depth + 1),
        ),
  );
}

function readUnframed(runs: readonly PlacedRun[], page: Page, depth: number): Block[] {
  const { size } = page;
  const bands = bandsOf(runs, size);
  const blocks: Block[] = [];
  let plain: PlacedRun[] = [];
  const flush = () => {
    if (plain.length > 0) blocks.push(plainBlock(plain));
    plain = [];
  };
  for (let index = 0; index < bands.length;) {
    const regions = regionsFrom(bands, index, size);
    const columns = columnsFrom(bands, index, regions, page);
    if (columns) {
      const start = startOf(bands, columns, size);
      const last = lastOf(bands, columns, size);
      // What leads the right column was put with the lines above.
      const lead = new Set(bands.slice(start, index).flatMap((band) => band.runs));
      plain = plain.filter((run) => !lead.has(run));
      flush();
      const all = bands.slice(start, last + 1).flatMap((band) => band.runs);
      for (const side of sidesOf(all, columns.gutter)) blocks.push(...readBlocks(side, page, depth + 1));
      index = last + 1;
      continue;
    }
    const region = regions.find(({ lines }) => lines > 1);
    // The last row may end with lines on one side only.
    const rows = region && together(bands.slice(region.first, region.reach + 1), size);
    if (rows && isTable(rows, size)) {
      flush();
      blocks.push(readTable(rows, size, page.rules));
      index += rows.length;
    } else {
      plain.push(...(bands[index]?.runs ?? []));
      index += 1;
    }
  }
  flush();
  return blocks;
}

/** The columns that start at a band: of a wide gutter and a narrow one, that with more lines on both sides. */
function columnsFrom(
  bands: readonly Band[],
  index: number,
  regions: readonly Region[],
  page: Page,
): Region | undefined {
  const wide = regions.find((found, rank) => holdsColumns(bands, found, rank === 0));
  const narrow = narrowRegions(bands, index, page).find(
    ({ first, last, gutter, lines }) =>
      lines > (wide?.lines ?? 0) && areTexts(bands.slice(first, last + 1), gutter),
  );
  return (
    narrow ?? wide ?? (page.isFirst ? regions.find((found) => isOpening(bands, found, page.size)) : undefined)
  );
}

/** Of the gutters that are not the strongest, only a letterhead's counts: the others are those of a table. */
function holdsColumns(
  bands: readonly Band[],
  { first, last, reach, gutter }: Region,
  isStrongest: boolean,
): boolean {
  const held = bands.slice(first, last + 1);
  return isStrongest ? isProse(held, gutter, bands.slice(last + 1, reach + 1)) : isBesideList(held, gutter);
}

function plainBlock(runs: readonly PlacedRun[]): Block {
  return linesOf(runs).map(({ runs: ofLine, x, baseline, size }): TextLine => ({
    text: textOfLine(ofLine),
    x,
    top: baseline,
    bottom: baseline,
    size,
  }));
}

function isTable(bands: readonly Band[], size: number): boolean {
  const gutters = guttersOf(bands, size);
  const rows = bands.filter((band) => band.gaps.length > 0).length;
  return gutters.some((gutter) => rows >= FEW_ROWS || widthOf(gutter) >= SURE_GUTTER * size);
}

/** The rows of a table up to a wide blank or a heading: what stands under it on the same gutter is not of it. */
function together(bands: readonly Band[], size: number): readonly Band[] {
  const end = bands.findIndex((band, index) => {
    const blank = band.top - (bands[index - 1]?.bottom ?? band.top);
    return blank > (band.gaps.length === 0 ? HEADING : APART) * size;
  });
  return end === -1 ? bands : bands.slice(0, end);
}

/** The right column may start higher than the left: lines just above, right of the gutter, are its own. */
function startOf(bands: readonly Band[], { first, gutter }: Region, size: number): number {
  let start = first;
  for (; start > 0; start -= 1) {
    const [above, band] = [bands[start - 1], bands[start]];
    if (!above || !band || above.x < middleOf(gutter) || band.top - above.bottom > BLANK_LINE * size) break;
  }
  return start;
}

/** A column may end lower than the other; a heading that stands nearer to the full lines under it is theirs. */
function lastOf(bands: readonly Band[], { first, last, reach }: Region, size: number): number {
  if (reach === bands.length - 1) return footOf(bands, first, size);
  let [cut, widest] = [reach, gapUnder(bands, reach)];
  for (let index = reach - 1; index >= last; index -= 1) {
    const gap = gapUnder(bands, index);
    if (gap > Math.max(widest, BLANK_LINE * size * 0.5)) [cut, widest] = [index, gap];
  }
  return cut;
}

/** A few lines far under everything, at the foot of the page, are of no column. */
function footOf(bands: readonly Band[], first: number, size: number): number {
  const end = bands.length - 1;
  for (let index = end - 1; index >= Math.max(first, end - LINES_OF_A_FOOT); index -= 1)
    if (gapUnder(bands, index) > FOOT * size) return index;
  return end;
}

const gapUnder = (bands: readonly Band[], index: number): number =>
  (bands[index + 1]?.top ?? Infinity) - (bands[index]?.bottom ?? 0);
