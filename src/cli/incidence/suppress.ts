import { type Arc, cheapestWay, type Mark, type Network, networkOf } from './network.js';

/** A table of counts by unit and month, and what may be shown of it. */
export interface Marked {
  readonly cells: readonly (readonly Mark[])[];
  /** By unit. */
  readonly units: readonly Mark[];
  /** By month. */
  readonly months: readonly Mark[];
  readonly all: Mark;
}

/**
 * Hides the counts between 1 and `threshold - 1`, then as few others as it can, so that no hidden count can be
 * computed from what is shown: whatever sums and differences are made of it, each small one may be any of at least half
 * of the values it could have (of less only where the table has nothing left to hide). A zero is shown.
 */
export function suppress(counts: readonly (readonly number[])[], threshold: number): Marked {
  const { arcs, cells, units, months, all } = arcsOf(counts, threshold);
  const network = networkOf(arcs, counts.length + (counts[0]?.length ?? 0) + 2, threshold);
  for (const arc of arcs) if (arc.mark === 'small') protect(arc, network);
  const markOf = ({ mark }: Arc): Mark => mark;
  return {
    cells: cells.map((row) => row.map(markOf)),
    units: units.map(markOf),
    months: months.map(markOf),
    all: markOf(all),
  };
}

/** Makes room for a small count upwards and downwards, by whole moves round the table that leave every sum as it is. */
function protect(arc: Arc, network: Network): void {
  const { threshold } = network;
  const wanted = Math.ceil((threshold - 1) / 2) - 1;
  const [up, down] = [threshold - 1 - arc.value, arc.value - 1];
  const ways = [
    { room: up, from: arc.to, to: arc.from },
    { room: down, from: arc.from, to: arc.to },
  ].sort((a, b) => b.room - a.room);
  let made = 0;
  for (const { room, from, to } of ways) {
    const flow = new Map<Arc, number>();
    for (let moved = 0; moved < room && made < wanted; moved += 1, made += 1) {
      const way = cheapestWay(network, { from, to, without: arc }, flow);
      if (!way) break;
      for (const step of way) {
        if (step.arc.mark === 'shown') step.arc.mark = 'with';
        flow.set(step.arc, (flow.get(step.arc) ?? step.arc.value) + step.way);
      }
    }
  }
}

/** Counts flow from units to months; a total of units flows in, one of months out, and all of it back. */
function arcsOf(counts: readonly (readonly number[])[], threshold: number) {
  const [rows, columns] = [counts.length, counts[0]?.length ?? 0];
  const [source, sink] = [rows + columns, rows + columns + 1];
  const arc = (from: number, to: number, value: number, worth: number): Arc => ({
    ...{ from, to, value, cost: value * worth },
    mark: value > 0 && value < threshold ? 'small' : 'shown',
  });
  const cells = counts.map((row, r) => row.map((value, c) => arc(r, rows + c, value, 1)));
  const units = counts.map((row, r) => arc(source, r, sum(row), TOTAL));
  const months = Array.from({ length: columns }, (_, c) =>
    arc(rows + c, sink, sum(counts.map((row) => row[c] ?? 0)), TOTAL),
  );
  const all = arc(sink, source, sum(counts.map(sum)), GRAND_TOTAL);
  return { arcs: [...cells.flat(), ...units, ...months, all], cells, units, months, all };
}

/** Totals are what the table is read for: hidden last. */
const TOTAL = 3;
const GRAND_TOTAL = 9;

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
