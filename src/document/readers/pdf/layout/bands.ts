import { type Gap, gapsBetween, widthOf } from './gaps.js';
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
  /** The same, with blanks as narrow as those between words: many lines must share one before it says anything. */
  readonly slits: readonly Gap[];
}

/** The narrowest blank that may part two columns, in sizes of the font. */
const LEAST_GUTTER = 0.65;
const LEAST_SLIT = 0.2;
/** More blanks than this in a line are no columns. */
const MOST_GAPS = 30;
/** Blanks of one width, no wider than this, between at least so many single words: a justified line. */
const [EVEN, WIDEST_BLANK, WORDS_OF_A_LINE] = [1.5, 1.2, 5];

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
  return bands.map((band) => {
    const slits = gapsBetween(band.runs, LEAST_SLIT * size);
    const gaps = slits.filter((slit) => widthOf(slit) >= LEAST_GUTTER * size);
    return {
      ...band,
      x: band.runs.reduce((least, run) => Math.min(least, run.x), Infinity),
      end: band.runs.reduce((most, run) => Math.max(most, run.end), -Infinity),
      gaps: isJustified(band.runs, slits, size) ? [] : gaps.slice(0, MOST_GAPS),
      slits,
    };
  });
}

/** The words of a justified line stand apart like the cells of a row, but all by the same blank. */
function isJustified(runs: readonly PlacedRun[], slits: readonly Gap[], size: number): boolean {
  const words = runs.filter(({ text }) => !/\S\s+\S/.test(text)).length;
  if (slits.length < WORDS_OF_A_LINE - 1 || words < WORDS_OF_A_LINE) return false;
  const widths = slits.map(widthOf);
  const [least, most] = [Math.min(...widths), Math.max(...widths)];
  return most <= WIDEST_BLANK * size && most <= EVEN * least;
}
