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
}

const LEAST_GUTTER = 0.65;
/** Fewer lines side by side than this are no region. */
const LEAST_LINES = 2;
/** Bands looked at from one band down. */
const FURTHEST = 500;

/** The strongest region that starts at a band. */
export function regionFrom(bands: readonly Band[], first: number, size: number): Region | undefined {
  let best: (Region & { readonly lines: number }) | undefined;
  for (const gap of bands[first]?.gaps ?? []) {
    const region = follow(bands, first, gap, LEAST_GUTTER * size);
    if (region.lines < LEAST_LINES) continue;
    const better =
      !best ||
      region.lines > best.lines ||
      (region.lines === best.lines && widthOf(region.gutter) > widthOf(best.gutter));
    if (better) best = region;
  }
  return best;
}

function follow(bands: readonly Band[], first: number, gap: Gap, least: number) {
  let gutter = gap;
  let narrowed = gap;
  let [last, reach, lines] = [first, first, sideBySide(bands[first], gap)];
  for (let index = first + 1; index < Math.min(bands.length, first + FURTHEST); index += 1) {
    const band = bands[index];
    if (!band) break;
    const inner = widest(band.gaps, narrowed);
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
