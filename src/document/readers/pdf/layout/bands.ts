import { type Gap, gapsBetween } from './gaps.js';
import { bottomOf, type PlacedRun, topOf } from './placed-run.js';

/** Runs that a blank over the whole width parts from those above and below: a line, or lines side by side. */
export interface Band {
  readonly runs: readonly PlacedRun[];
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly end: number;
  /** Where nothing stands between the first run and the last, over the whole height of the band. */
  readonly gaps: readonly Gap[];
}

/** The narrowest blank that may part two columns, in sizes of the font. */
const LEAST_GUTTER = 0.65;
/** More blanks than this in a line are no columns. */
const MOST_GAPS = 30;

export function bandsOf(runs: readonly PlacedRun[], size: number): Band[] {
  const bands: { runs: PlacedRun[]; top: number; bottom: number }[] = [];
  for (const run of [...runs].sort((one, other) => topOf(one) - topOf(other))) {
    const band = bands.at(-1);
    if (band && topOf(run) < band.bottom) {
      band.runs.push(run);
      band.bottom = Math.max(band.bottom, bottomOf(run));
    } else {
      bands.push({ runs: [run], top: topOf(run), bottom: bottomOf(run) });
    }
  }
  return bands.map((band) => ({
    ...band,
    x: band.runs.reduce((least, run) => Math.min(least, run.x), Infinity),
    end: band.runs.reduce((most, run) => Math.max(most, run.end), -Infinity),
    gaps: gapsBetween(band.runs, LEAST_GUTTER * size).slice(0, MOST_GAPS),
  }));
}
