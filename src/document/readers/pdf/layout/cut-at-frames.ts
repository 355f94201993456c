import { bottomOfFrame, type Frame, leftOf, rightOf, topOfFrame } from './frames.js';
import { type PlacedRun } from './placed-run.js';

/** The text in a frame. */
export interface Framed {
  readonly frame: Frame;
  readonly runs: readonly PlacedRun[];
}
/** A stretch of a page from top to bottom: text without frames, or frames side by side. */
export interface Part {
  readonly runs: readonly PlacedRun[];
  readonly framed: readonly Framed[];
}

/** The middle of small letters, in sizes over the baseline. */
const MIDDLE = 0.3;
export const heightOf = (run: PlacedRun): number => run.baseline - MIDDLE * run.size;
export const middleOfRun = (run: PlacedRun): number => (run.x + run.end) / 2;

/**
 * Cuts a page above and under its frames. A frame with text beside it is left to the column it stands in: it is cut
 * out once that column is read alone.
 */
export function cutAtFrames(runs: readonly PlacedRun[], frames: readonly Frame[]): Part[] {
  const framed = new Map<Frame, PlacedRun[]>();
  const free: PlacedRun[] = [];
  for (const run of runs) {
    const frame = frames.find((one) => holds(one, run));
    if (!frame) free.push(run);
    else if (framed.has(frame)) framed.get(frame)?.push(run);
    else framed.set(frame, [run]);
  }
  const groups = besideEachOther([...framed.entries()].map(([frame, inside]) => ({ frame, runs: inside })));
  const heights = free.map((run) => heightOf(run)).sort((one, other) => one - other);
  const [alone, beside] = split(groups, ({ top, bottom }) => !hasBetween(heights, top, bottom));
  const others = [...free, ...beside.flatMap((group) => group.framed.flatMap((one) => one.runs))];
  return partsOf(others, alone);
}

const holds = (frame: Frame, run: PlacedRun): boolean => {
  const [x, y] = [middleOfRun(run), heightOf(run)];
  return x > leftOf(frame) && x < rightOf(frame) && y > topOfFrame(frame) && y < bottomOfFrame(frame);
};

interface Group {
  readonly framed: Framed[];
  readonly top: number;
  readonly bottom: number;
}

function besideEachOther(framed: readonly Framed[]): Group[] {
  const groups: { framed: Framed[]; top: number; bottom: number }[] = [];
  for (const one of [...framed].sort((a, b) => topOfFrame(a.frame) - topOfFrame(b.frame))) {
    const [top, bottom] = [topOfFrame(one.frame), bottomOfFrame(one.frame)];
    const group = groups.at(-1);
    if (group && top < group.bottom) {
      group.framed.push(one);
      group.bottom = Math.max(group.bottom, bottom);
    } else groups.push({ framed: [one], top, bottom });
  }
  return groups;
}

function hasBetween(sorted: readonly number[], top: number, bottom: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= top) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? Infinity) < bottom;
}

function split<T>(items: readonly T[], holdsFor: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (holdsFor(item) ? yes : no).push(item);
  return [yes, no];
}

/** @param groups top to bottom, none over another. */
function partsOf(runs: readonly PlacedRun[], groups: readonly Group[]): Part[] {
  const sorted = [...runs].sort((one, other) => heightOf(one) - heightOf(other));
  const parts: Part[] = [];
  let at = 0;
  for (const { framed, top } of groups) {
    const start = at;
    while (at < sorted.length && heightOf(sorted[at] as PlacedRun) <= top) at += 1;
    if (at > start) parts.push({ runs: sorted.slice(start, at), framed: [] });
    parts.push({ runs: [], framed });
  }
  if (at < sorted.length) parts.push({ runs: sorted.slice(at), framed: [] });
  return parts;
}
