/** One document stands after another one. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'replaces' | 'completes';
  /** 0: TXA says it; 1: a CDA names the other (RPLC, APND); 2: it follows from version numbers. The lower is believed. */
  readonly belief: 0 | 1 | 2;
  /** The message that says it. */
  readonly said: number;
}

export interface Ordered {
  readonly edges: readonly Edge[];
  /** Every name after those that stand after it. */
  readonly latestFirst: readonly string[];
}

/**
 * Where documents are each said to stand after the other, what is less believed gives way; among what TXA says, the
 * first to be said stands.
 */
export function withoutCircles(names: Iterable<string>, said: readonly Edge[]): Ordered {
  const all = [...names];
  let edges = said.filter(({ from, to }) => from !== to);
  for (;;) {
    const latestFirst = inOrder(all, edges);
    if (latestFirst.length === all.length) return { edges, latestFirst };
    const inCircle = new Set(circleOf(all, edges, new Set(latestFirst)));
    const circular = edges.filter(({ from, to }) => inCircle.has(from) && inCircle.has(to));
    const belief = Math.max(...circular.map((edge) => edge.belief));
    const last = Math.max(...circular.map((edge) => edge.said));
    edges = edges.filter((edge) => {
      if (!inCircle.has(edge.from) || !inCircle.has(edge.to) || edge.belief !== belief) return true;
      return belief === 0 && edge.said !== last;
    });
  }
}

/** Names that nothing not yet listed stands after, one after the other: those of circles are left out. */
function inOrder(names: readonly string[], edges: readonly Edge[]): readonly string[] {
  const waiting = new Map(names.map((name) => [name, 0]));
  const older = new Map<string, string[]>();
  for (const { from, to } of edges) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const list = older.get(from);
    if (list) list.push(to);
    else older.set(from, [to]);
  }
  const listed = names.filter((name) => waiting.get(name) === 0);
  for (const name of listed) {
    for (const to of older.get(name) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) listed.push(to);
    }
  }
  return listed;
}

/** What is left once names that stand after nothing left are taken away too. */
function circleOf(
  names: readonly string[],
  edges: readonly Edge[],
  listed: ReadonlySet<string>,
): readonly string[] {
  const left = names.filter((name) => !listed.has(name));
  const turned = edges
    .filter(({ from, to }) => !listed.has(from) && !listed.has(to))
    .map((edge): Edge => ({ ...edge, from: edge.to, to: edge.from }));
  const ends = new Set(inOrder(left, turned));
  return left.filter((name) => !ends.has(name));
}
