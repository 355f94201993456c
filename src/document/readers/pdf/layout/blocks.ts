import { type Band, bandsOf } from './bands.js';
import { middleOf, widthOf } from './gaps.js';
import { linesOf, textOfLine } from './lines.js';
import { type PlacedRun } from './placed-run.js';
import { isProse } from './prose.js';
import { type Region, regionFrom, sidesOf } from './regions.js';
import { guttersOf, readTable } from './table.js';
import { type Block, type TextLine } from './text-line.js';

/** Columns in columns in columns are no honest page. */
const DEEPEST = 4;
/** A page with more runs than this is read line by line. */
const MOST_RUNS = 5_000;
/** In sizes of the font: a blank this high before the text under columns, or before what stands beside them. */
const BLANK_LINE = 1.2;
const APART = 2;
const HEADING = 0.6;
/** Fewer rows need a wider gutter, or two words far apart would be a table. */
const FEW_ROWS = 3;
const SURE_GUTTER = 1.5;

/** The blocks of a page in reading order: top to bottom, and column after column where there are columns. */
export function readBlocks(runs: readonly PlacedRun[], size: number, depth = 0): Block[] {
  if (depth === DEEPEST || runs.length > MOST_RUNS) return [plainBlock(runs)];
  const bands = bandsOf(runs, size);
  const blocks: Block[] = [];
  let plain: PlacedRun[] = [];
  const flush = () => {
    if (plain.length > 0) blocks.push(plainBlock(plain));
    plain = [];
  };
  for (let index = 0; index < bands.length;) {
    const region = regionFrom(bands, index, size);
    const held = region && bands.slice(region.first, region.last + 1);
    if (held && isProse(held, region.gutter)) {
      const start = startOf(bands, region, size);
      const last = lastOf(bands, region, size);
      // What leads the right column was put with the lines above.
      const lead = new Set(bands.slice(start, index).flatMap((band) => band.runs));
      plain = plain.filter((run) => !lead.has(run));
      flush();
      const all = bands.slice(start, last + 1).flatMap((band) => band.runs);
      for (const side of sidesOf(all, region.gutter)) blocks.push(...readBlocks(side, size, depth + 1));
      index = last + 1;
      continue;
    }
    // The last row may end with lines on one side only.
    const rows = region && together(bands.slice(region.first, region.reach + 1), size);
    if (rows && isTable(rows, size)) {
      flush();
      blocks.push(readTable(rows, size));
      index += rows.length;
    } else {
      plain.push(...(bands[index]?.runs ?? []));
      index += 1;
    }
  }
  flush();
  return blocks;
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
function lastOf(bands: readonly Band[], { last, reach }: Region, size: number): number {
  if (reach === bands.length - 1) return reach;
  let [cut, widest] = [reach, gapUnder(bands, reach)];
  for (let index = reach - 1; index >= last; index -= 1) {
    const gap = gapUnder(bands, index);
    if (gap > Math.max(widest, BLANK_LINE * size * 0.5)) [cut, widest] = [index, gap];
  }
  return cut;
}

const gapUnder = (bands: readonly Band[], index: number): number =>
  (bands[index + 1]?.top ?? Infinity) - (bands[index]?.bottom ?? 0);
