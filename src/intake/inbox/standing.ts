import { contentOf, isWithheld, type Node } from './content-of.js';
import { type LineageEvent, type Part, type Standing } from './lineage-event.js';
import { type Family, type Graph, graphOf } from './lineage-graph.js';

/** What stands of a lineage once all these messages are known: it does not depend on the order they came in. */
export const standingOf = (events: readonly LineageEvent[]): Standing => standingIn(graphOf(events));

/** What counts first where a lineage holds several documents that nothing ties to each other. */
const LESS_THAN_A_TEXT = ['suspended', 'deleted', 'none'] as const;

function standingIn(graph: Graph): Standing {
  const roots = graph.families.filter(({ isChild }) => !isChild);
  const states = roots.map((family) => stateOf(family));
  const texts = roots.filter((_, at) => states[at] === 'published');
  const [document, ...others] = texts.flatMap((family) => textOf(graph, family));
  if (!document) return { kind: LESS_THAN_A_TEXT.find((state) => states.includes(state)) ?? 'none' };
  const inOrder = others.sort((a, b) => a.at - b.at || begunBy(a.part) - begunBy(b.part));
  const parts = [document, ...inOrder].map(({ part }) => part);
  return { kind: 'published', parts, edition: Math.max(...parts.map(begunBy)) };
}

const begunBy = ({ versions }: Part): number => Math.min(...versions);

function stateOf({ nodes, head }: Family): Standing['kind'] {
  if (nodes.some(({ deleted }) => deleted)) return 'deleted';
  if (contentOf(head).length === 0) {
    return nodes.some((one) => contentOf(one).length > 0) ? 'suspended' : 'none';
  }
  return isWithheld(head) ? 'suspended' : 'published';
}

interface Placed {
  readonly part: Part;
  readonly at: number;
}

/** A document that stands, with the addenda of its last version, and theirs. */
function textOf(graph: Graph, family: Family): readonly Placed[] {
  const placed: Placed[] = [];
  const seen = new Set([family]);
  const waiting = [{ family, notBefore: 0 }];
  for (const { family: one, notBefore } of waiting) {
    if (stateOf(one) !== 'published') continue;
    // A corrected addendum keeps its place; none stands before what it completes.
    const at = Math.max(notBefore, one.first.at);
    const versions = bestFirst(contentOf(one.head)).map(({ version }) => version);
    placed.push({ part: { document: one.head.id, versions }, at });
    for (const addendum of addendaOf(graph, one.head)) {
      const next = graph.familyOf(addendum);
      if (!seen.has(next)) waiting.push({ family: next, notBefore: at });
      seen.add(next);
    }
  }
  return placed;
}

/** Forms as good sources of a text, the best first. */
const FORMS: readonly string[] = ['cda-3', 'text', 'cda-1', 'text/rtf', 'text/html', 'application/pdf'];

const rankOf = ({ forms }: LineageEvent): number =>
  Math.min(...forms.map((form) => (FORMS.includes(form) ? FORMS.indexOf(form) : FORMS.length)));

/** The message whose form is read gives the document its id, whichever came first. */
const bestFirst = (forms: readonly LineageEvent[]): readonly LineageEvent[] =>
  [...forms].sort((a, b) => rankOf(a) - rankOf(b) || (a.document < b.document ? -1 : 1));

/** Addenda die with the version they complete (IHE XDS: a replacement takes what was appended along). */
function addendaOf(graph: Graph, head: Node): readonly Node[] {
  const [content] = contentOf(head);
  const isFirst = content === undefined || content.action !== 'replacement' || head.contents[0] === content;
  // Under one id (an order number) a correction ends the addenda that came before it.
  return graph.addendaOf(head).filter(({ since }) => isFirst || since > content.version);
}

/**
 * Editions that must not be read any more: they hold an addendum that was withdrawn since. The document itself stands.
 */
export function retractedEditions(events: readonly LineageEvent[]): readonly number[] {
  const graph = graphOf(events);
  const now = standingIn(graph);
  const deleted = deletedDocuments(graph);
  if (now.kind !== 'published' || deleted.size === 0) return [];
  const retracted = new Set<number>();
  // Before the first message of what was withdrawn no text held it, and none does after its withdrawal.
  const about = events.filter(({ action, document }) => action === 'deletion' || deleted.has(document));
  const [from, to] = [Math.min(...versionsOf(about)), Math.max(...versionsOf(about))];
  for (const { version } of events.filter((one) => one.version >= from && one.version < to)) {
    const then = standingOf(events.filter((one) => one.version <= version));
    if (then.kind === 'published' && then.parts.some(({ document }) => deleted.has(document))) {
      retracted.add(then.edition);
    }
  }
  retracted.delete(now.edition);
  return [...retracted];
}

const versionsOf = (events: readonly LineageEvent[]): number[] => events.map(({ version }) => version);

function deletedDocuments({ families }: Graph): ReadonlySet<string> {
  const withdrawn = families.filter(({ nodes }) => nodes.some(({ deleted }) => deleted));
  const nodes = withdrawn.flatMap((family) => family.nodes);
  return new Set(nodes.flatMap(({ id, heard }) => [id, ...heard]));
}

/** The same text of the same messages. */
export const isSameStanding = (a: Standing, b: Standing): boolean => JSON.stringify(a) === JSON.stringify(b);
