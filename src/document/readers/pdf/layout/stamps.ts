import { type PlacedRun, placeRun, type TextRun, usualSize } from './placed-run.js';

/** Degrees: the lines of a page that was scanned and read by a machine are not quite parallel. */
const PARALLEL = 5;
const QUARTER = 90;
/** Turned text at right angles to the page's with fewer words is a mark in the margin (a form's number, COPIE). */
const WORDS_OF_A_TEXT = 20;
/** A stamp is set this many times larger than the text, over this many runs of it. */
const STAMP_SIZE = 2.5;
const STAMPED_RUNS = 2;
/** More runs of that size are no stamps. */
const MOST_STAMPS = 20;

/**
 * The text of a page, without what was stamped across it or along its margin. A first group for the lines of the
 * page; then, where the page also holds a text at right angles (a wide table), a group for it.
 */
export function withoutStamps(runs: readonly TextRun[], pageMatrix: readonly number[]): PlacedRun[][] {
  const written = runs.filter(({ str }) => str.trim() !== '');
  const angles = written.map((run) => placeRun(run, pageMatrix).angle);
  const main = mainAngle(written, angles);
  const turnedTo = (angle: number): PlacedRun[] =>
    written
      .filter((_, index) => between(angles[index] ?? 0, angle) <= PARALLEL)
      .map((run) => placeRun(run, pageMatrix, angle));
  // What stands upright is no mark, however much is turned beside it.
  const across = [main + QUARTER, main - QUARTER]
    .map((angle) => ({ angle, group: turnedTo(angle) }))
    .filter(({ angle, group }) => between(angle, 0) <= PARALLEL || isText(group))
    .map(({ group }) => group);
  return [turnedTo(main), ...across].map(withoutOverlay).filter((group) => group.length > 0);
}

function mainAngle(runs: readonly TextRun[], angles: readonly number[]): number {
  const letters = new Map<number, number>();
  runs.forEach(({ str }, index) => {
    const angle = angles[index] ?? 0;
    letters.set(angle, (letters.get(angle) ?? 0) + str.length);
  });
  let [main, most] = [0, 0];
  for (const [angle, count] of letters) {
    const upright = Math.abs(angle) < Math.abs(main);
    if (count > most || (count === most && upright)) [main, most] = [angle, count];
  }
  return main;
}

const between = (one: number, other: number): number => {
  const turn = Math.abs(one - other) % 360;
  return Math.min(turn, 360 - turn);
};

const isText = (runs: readonly PlacedRun[]): boolean =>
  runs.flatMap(({ text }) => text.trim().split(/\s+/)).length >= WORDS_OF_A_TEXT;

function withoutOverlay(runs: readonly PlacedRun[]): PlacedRun[] {
  const usual = usualSize(runs);
  const large = runs.filter(({ size }) => size >= STAMP_SIZE * usual).slice(0, MOST_STAMPS);
  const stamps = new Set(
    large.filter((stamp) => runs.filter((run) => covers(stamp, run)).length >= STAMPED_RUNS),
  );
  return runs.filter((run) => !stamps.has(run));
}

function covers(stamp: PlacedRun, run: PlacedRun): boolean {
  if (run.size >= stamp.size) return false;
  const [x, y] = [(run.x + run.end) / 2, run.baseline - run.size / 3];
  return x > stamp.x && x < stamp.end && y < stamp.baseline && y > stamp.baseline - 0.7 * stamp.size;
}
