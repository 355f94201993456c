import { type Band } from './bands.js';
import { type Gap, meet, middleOf, widthOf } from './gaps.js';
import { linesOf } from './lines.js';
import { type PlacedRun } from './placed-run.js';

/** Bands that one gutter runs through, from the first to the last that have text on both sides of it. */
export interface Region {
  readonly first: number;
  readonly last: number;
  /** How far the gutter stays free under the last band: text on one side only. */
  readonly reach: number;
  readonly gutter: Gap;
  /** Side by side. */
  readonly lines: number;
}

const LEAST_GUTTER = 0.65;
/** Fewer lines side by side than this are no region, but where a text on one side goes on under them. */
const LEAST_LINES = 2;
const LONG_TAIL = 5;
/** More gutters than this from one band are a table's. */
const MOST_REGIONS = 8;
/** Bands looked at from one band down. */
const FURTHEST = 500;

/** The regions that start at a band, the strongest first. */
export function regionsFrom(bands: readonly Band[], first: number, size: number): Region[] {
  return (bands[first]?.gaps ?? [])
    .map((gap) => follow(bands, first, gap, { least: LEAST_GUTTER * size, gapsOf: ({ gaps }) => gaps }))
    .filter(({ lines, last, reach }) => lines >= LEAST_LINES || reach - last >= LONG_TAIL)
    .sort((one, other) => other.lines - one.lines || widthOf(other.gutter) - widthOf(one.gutter))
    .slice(0, MOST_REGIONS);
}

interface Course {
  /** The narrowest the gutter may become, in points. */
  readonly least: number;
  readonly gapsOf: (band: Band) => readonly Gap[];
  /** Does the page part a band from the one above it, over the gutter? */
  readonly isBarred?: (above: Band, band: Band, gutter: Gap) => boolean;
}

/** How far down a gutter goes from a band. */
export function follow(
  bands: readonly Band[],
  first: number,
  gap: Gap,
  { least, gapsOf, isBarred }: Course,
): Region {
  let gutter = gap;
  let narrowed = gap;
  let [last, reach, lines] = [first, first, sideBySide(bands[first], gap)];
  for (let index = first + 1; index < Math.min(bands.length, first + FURTHEST); index += 1) {
    const band = bands[index];
    const above = bands[index - 1];
    if (!band || !above || isBarred?.(above, band, narrowed)) break;
    const inner = widest(gapsOf(band), narrowed);
    const free = [
      inner,
      meet(narrowed, { from: -Infinity, to: band.x }),
      meet(narrowed, { from: band.end, to: Infinity }),
    ]
      .filter((part) => part !== undefined)
      .reduce((most, part) => (widthOf(part) > widthOf(most) ? part : most), { from: 0, to: 0 });
    if (widthOf(free) < least) break;
    narrowed = free;
    reach = index;
    if (free !== inner) continue;
    gutter = free;
    last = index;
    lines += sideBySide(band, free);
  }
  return { first, last, reach, gutter, lines };
}

function widest(gaps: readonly Gap[], within: Gap): Gap | undefined {
  let most: Gap | undefined;
  for (const gap of gaps) {
    const part = meet(gap, within);
    if (widthOf(part) > (most ? widthOf(most) : 0)) most = part;
  }
  return most;
}

function sideBySide(band: Band | undefined, gutter: Gap): number {
  if (!band) return 0;
  if (band.runs.length < 4) return 1;
  const [left, right] = sidesOf(band.runs, gutter);
  return Math.min(linesOf(left).length, linesOf(right).length);
}

/** The runs left and right of a gutter. */
export function sidesOf(runs: readonly PlacedRun[], gutter: Gap): [left: PlacedRun[], right: PlacedRun[]] {
  const middle = middleOf(gutter);
  const sides: [PlacedRun[], PlacedRun[]] = [[], []];
  for (const run of runs) sides[(run.x + run.end) / 2 < middle ? 0 : 1].push(run);
  return sides;
}
