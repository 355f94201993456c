import { type Gap, isWithin } from './gaps.js';
import { type PlacedRun } from './placed-run.js';

/** Runs on one baseline, from left to right. */
export interface Line {
  readonly runs: readonly PlacedRun[];
  readonly x: number;
  readonly end: number;
  readonly baseline: number;
  readonly size: number;
}

/** Shares of the font's size. */
const SAME_BASELINE = 0.45;
const WORD_GAP = 0.15;
const COLUMN_GAP = 3;
const BLANK = 0.25;
const OVERPRINT = 0.2;
/** A run this much smaller and this much higher is an exponent. */
const EXPONENT_SIZE = 0.85;
const EXPONENT_RISE = 0.15;

/** The lines of a block that has no columns, top to bottom. */
export function linesOf(runs: readonly PlacedRun[]): Line[] {
  const rows: { baseline: number; size: number; runs: PlacedRun[] }[] = [];
  for (const run of [...runs].sort((one, other) => one.baseline - other.baseline)) {
    const row = rows.at(-1);
    if (row && run.baseline - row.baseline <= SAME_BASELINE * Math.max(row.size, run.size)) {
      row.runs.push(run);
      if (run.size > row.size) Object.assign(row, { baseline: run.baseline, size: run.size });
    } else {
      rows.push({ baseline: run.baseline, size: run.size, runs: [run] });
    }
  }
  return rows.map(({ baseline, size, runs: ofRow }) => {
    ofRow.sort((one, other) => one.x - other.x);
    const end = ofRow.reduce((furthest, run) => Math.max(furthest, run.end), -Infinity);
    return { runs: ofRow, x: ofRow[0]?.x ?? 0, end, baseline, size };
  });
}

/** Was a line begun because its first word would have passed the edge of the line above? */
export function wouldNotFit(line: Line, endAbove: number, edge: number): boolean {
  const text = textOfLine(line.runs);
  const end = text.search(/[\s-]/);
  const letter = (line.end - line.x) / Math.max(text.length, 1);
  return endAbove + BLANK * line.size + letter * (end === -1 ? text.length : end) > edge;
}

/** A blank where there is a gap, a tab where there is a column's: a wide one, or one over a known gutter. */
export function textOfLine(runs: readonly PlacedRun[], gutters: readonly Gap[] = []): string {
  let line = '';
  let previous: PlacedRun | undefined;
  for (const run of runs) {
    // Bold made by printing the same run twice.
    if (previous?.text === run.text && Math.abs(run.x - previous.x) < OVERPRINT * run.size) continue;
    if (previous) line += between(previous, run, gutters);
    line += run.text;
    previous = run;
  }
  return tidy(line);
}

function between(previous: PlacedRun, run: PlacedRun, gutters: readonly Gap[]): string {
  const gap = (run.x - previous.end) / Math.max(previous.size, run.size);
  if (gap > COLUMN_GAP) return '\t';
  if (gap > WORD_GAP && gutters.some((gutter) => isWithin(gutter, previous.end, run.x))) return '\t';
  if (gap > WORD_GAP) return ' ';
  return isExponent(previous, run) ? '^' : '';
}

/** 10⁹ set with a small raised 9 would read 109: it is written 10^9, as the CDA reader does. */
function isExponent(previous: PlacedRun, run: PlacedRun): boolean {
  return (
    run.size <= EXPONENT_SIZE * previous.size &&
    previous.baseline - run.baseline >= EXPONENT_RISE * previous.size &&
    /\d$/.test(previous.text) &&
    /^[-−+]?\d/.test(run.text)
  );
}

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};

/** Composed accents, whole letters, bullets of the symbol fonts as bullets, the micro sign of units as in typed text. */
function tidy(line: string): string {
  return line
    .normalize('NFC')
    .replace(/[ﬀ-ﬆ]/g, (ligature) => LIGATURES[ligature] ?? ligature)
    .replace(/[\uF0B7\uF0A7\uF0D8\uF076]/g, '•')
    .replace(/μ(?=[glmsUI])/g, 'µ')
    .replace(/ +(?=[ \t])|(?<=\t) +/g, '')
    .replace(/(?!\t)\p{Cc}/gu, '')
    .replace(/[\u2028\u2029]/g, ' ')
    .trim();
}
