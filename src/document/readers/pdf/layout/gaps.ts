import { type PlacedRun } from './placed-run.js';

/** A stretch of the width of a page, in points. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

export const widthOf = ({ from, to }: Gap): number => to - from;
export const middleOf = ({ from, to }: Gap): number => (from + to) / 2;

/** Is there a part of the gutter in the blank between two runs? */
export const isWithin = (gutter: Gap, from: number, to: number): boolean =>
  Math.min(gutter.to, to) - Math.max(gutter.from, from) > 0;

export function meet(one: Gap, other: Gap): Gap {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/** Where no run stands, between the first and the last. */
export function gapsBetween(runs: readonly Pick<PlacedRun, 'x' | 'end'>[], least: number): Gap[] {
  const gaps: Gap[] = [];
  let end = Infinity;
  for (const run of [...runs].sort((one, other) => one.x - other.x)) {
    if (run.x - end >= least) gaps.push({ from: end, to: run.x });
    end = end === Infinity ? run.end : Math.max(end, run.end);
  }
  return gaps;
}
