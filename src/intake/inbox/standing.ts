import { type LineageEvent, type Part, type Standing } from './lineage-event.js';
import { chainOf, contentOf, type Graph, graphOf, headOf, type Node } from './lineage-graph.js';

/** What stands of a lineage once all these messages are known: it does not depend on the order they came in. */
export const standingOf = (events: readonly LineageEvent[]): Standing => standingIn(graphOf(events));

function standingIn(graph: Graph): Standing {
  const root = rootOf(graph);
  if (!root) return { kind: 'none' };
  const slot = slotOf(graph, root.id, 0);
  if (!Array.isArray(slot)) return { kind: slot };
  const [document, ...addenda] = slot;
  const inOrder = addenda.sort((a, b) => a.at - b.at || begunBy(a.part) - begunBy(b.part));
  const parts = [...(document ? [document] : []), ...inOrder].map(({ part }) => part);
  return { kind: 'published', parts, edition: Math.max(...parts.map(begunBy)) };
}

const begunBy = ({ versions }: Part): number => versions[0] ?? 0;

const isChild = ({ replaces, appends }: Node, graph: Graph): boolean =>
  [replaces, appends].some((id) => id !== undefined && graph.has(id));

const rootOf = (graph: Graph): Node | undefined =>
  [...graph.values()].filter((node) => !isChild(node, graph)).sort((a, b) => a.since - b.since)[0];

interface Placed {
  readonly part: Part;
  readonly at: number;
}

/** A document through its replacements, with the addenda of the version that stands. */
function slotOf(graph: Graph, id: string, notBefore: number): Placed[] | 'none' | 'suspended' | 'deleted' {
  const chain = chainOf(graph, id);
  if (chain.some(({ deleted }) => deleted)) return 'deleted';
  const head = headOf(graph, id);
  const first = head && contentOf(head)[0];
  if (!head || !first) return chain.some((one) => contentOf(one).length > 0) ? 'suspended' : 'none';
  if (head.withheld) return 'suspended';
  // A corrected addendum keeps its place; none stands before what it completes.
  const at = Math.max(notBefore, graph.get(id)?.at ?? 0);
  const versions = contentOf(head).map(({ version }) => version);
  const own: Placed = { part: { document: head.id, versions }, at };
  return [own, ...addendaOf(graph, head, first).flatMap((one) => living(slotOf(graph, one.id, at)))];
}

/** Addenda die with the version they complete (IHE XDS: a replacement takes what was appended along). */
const addendaOf = (graph: Graph, head: Node, content: LineageEvent): readonly Node[] =>
  [...graph.values()].filter(
    ({ appends, since }) =>
      appends === head.id && (content.action !== 'replacement' || since > replacedAt(head, content)),
  );

/** Under one id (an order number) a correction ends the addenda that came before it. */
const replacedAt = (head: Node, content: LineageEvent): number =>
  head.contents[0] === content ? 0 : content.version;

const living = (slot: ReturnType<typeof slotOf>): Placed[] => (Array.isArray(slot) ? slot : []);

/**
 * Editions that must not be read any more: they hold an addendum that was withdrawn since. The document itself stands.
 */
export function retractedEditions(events: readonly LineageEvent[]): readonly number[] {
  const now = standingOf(events);
  const deleted = deletedDocuments(graphOf(events));
  if (now.kind !== 'published' || deleted.size === 0) return [];
  const retracted = new Set<number>();
  for (const { version } of events) {
    const then = standingOf(events.filter((one) => one.version <= version));
    if (then.kind === 'published' && then.parts.some(({ document }) => deleted.has(document))) {
      retracted.add(then.edition);
    }
  }
  retracted.delete(now.edition);
  return [...retracted];
}

function deletedDocuments(graph: Graph): ReadonlySet<string> {
  const withdrawn = [...graph.values()].filter(({ deleted }) => deleted);
  return new Set(withdrawn.flatMap(({ id }) => chainOf(graph, id).map((one) => one.id)));
}

/** The same text of the same messages. */
export const isSameStanding = (a: Standing, b: Standing): boolean => JSON.stringify(a) === JSON.stringify(b);
