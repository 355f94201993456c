/** A count of a table with its totals, as an arc of a network: what flows into a node flows out of it. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** What hiding it costs to who reads the table. */
  readonly cost: number;
  mark: Mark;
}

/** `small`: under the threshold; `with`: hidden so that a small one cannot be computed. */
export type Mark = 'shown' | 'small' | 'with';

/** What anybody who reads the table knows of a count: exactly, or between two bounds. */
export const boundsOf = ({ mark, value }: Arc, threshold: number): readonly [number, number] => {
  if (mark === 'small') return [1, threshold - 1];
  return mark === 'with' ? [threshold, Infinity] : [value, value];
};

interface Step {
  readonly arc: Arc;
  readonly way: 1 | -1;
}

/**
 * The cheapest way to move one unit from a node to another by other counts than `without`, hiding those of them that are
 * shown. A count that is shown can be hidden if it is not small (a zero stays).
 */
export function cheapestWay(
  network: Network,
  { from, to, without }: { readonly from: number; readonly to: number; readonly without: Arc },
  flow: ReadonlyMap<Arc, number>,
): Step[] | undefined {
  const costs = new Map([[from, 0]]);
  const came = new Map<number, Step>();
  const done = new Set<number>();
  for (let node: number | undefined = from; node !== undefined; node = nearest(costs, done)) {
    if (node === to) return backwards(came, from, to);
    done.add(node);
    const here = costs.get(node) ?? 0;
    for (const step of network.steps[node] ?? []) {
      if (step.arc === without || !allows(step, flow, network.threshold)) continue;
      const next = step.way === 1 ? step.arc.to : step.arc.from;
      const cost = here + (step.arc.mark === 'shown' ? step.arc.cost : 0);
      if (done.has(next) || cost >= (costs.get(next) ?? Infinity)) continue;
      costs.set(next, cost);
      came.set(next, step);
    }
  }
  return undefined;
}

export interface Network {
  readonly threshold: number;
  /** By node: the arcs that leave it forwards, and those that reach it backwards. */
  readonly steps: readonly (readonly Step[])[];
}

export function networkOf(arcs: readonly Arc[], nodes: number, threshold: number): Network {
  const steps = Array.from({ length: nodes }, (): Step[] => []);
  for (const arc of arcs) {
    steps[arc.from]?.push({ arc, way: 1 });
    steps[arc.to]?.push({ arc, way: -1 });
  }
  return { threshold, steps };
}

function allows({ arc, way }: Step, flow: ReadonlyMap<Arc, number>, threshold: number): boolean {
  if (arc.mark === 'shown' && arc.value < threshold) return false;
  const [least, most] = boundsOf(arc.mark === 'shown' ? { ...arc, mark: 'with' } : arc, threshold);
  const moved = (flow.get(arc) ?? arc.value) + way;
  return moved >= least && moved <= most;
}

function nearest(costs: ReadonlyMap<number, number>, done: ReadonlySet<number>): number | undefined {
  let best: number | undefined;
  for (const [node, cost] of costs)
    if (!done.has(node) && (best === undefined || cost < (costs.get(best) ?? Infinity))) best = node;
  return best;
}

function backwards(came: ReadonlyMap<number, Step>, from: number, to: number): Step[] {
  const steps: Step[] = [];
  for (let node = to; node !== from;) {
    const step = came.get(node);
    if (!step) break;
    steps.push(step);
    node = step.way === 1 ? step.arc.from : step.arc.to;
  }
  return steps;
}
