import { contentOf, type Node } from './content-of.js';
import { type LineageEvent } from './lineage-event.js';
import { createUnion, isUnnamed, sameContents, type SameContents } from './same-contents.js';
import { type Edge, type Ordered, withoutCircles } from './without-circles.js';

/** A document through its versions: contents of which each replaces another one of them. */
export interface Family {
  readonly nodes: readonly Node[];
  /** The first version. */
  readonly first: Node;
  /** The last one: where two replace the same one, the later to arrive. */
  readonly head: Node;
  /** It completes a document that is there. */
  readonly isAddendum: boolean;
  /** It does, or is the draft of a version that replaces one. */
  readonly isChild: boolean;
}

export interface Graph {
  readonly families: readonly Family[];
  nodeOf(id: string): Node | undefined;
  familyOf(node: Node): Family;
  /** What completes it. */
  addendaOf(node: Node): readonly Node[];
}

/** The documents of a lineage and what was said of each, whatever the order the messages came in. */
export function graphOf(events: readonly LineageEvent[]): Graph {
  const ordered = [...events].sort((a, b) => a.version - b.version);
  const same = sameContents(ordered);
  const nodes = new Map<string, Node>();
  const said: Edge[] = [];
  for (const event of ordered) if (event.action !== 'deletion') add(event, { nodes, said, same });
  for (const names of same.versions) {
    names.slice(1).forEach((to, at) => {
      said.push({ from: names[at] as string, to, kind: 'replaces', belief: 2, said: 0 });
    });
  }
  const known = said.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const { edges, latestFirst } = withoutCircles(nodes.keys(), known);
  const addenda = new Map<Node, Set<Node>>();
  for (const { from, to, kind } of edges) {
    if (kind === 'replaces') continue;
    const [one, other] = [nodes.get(from) as Node, nodes.get(to) as Node];
    addenda.set(other, (addenda.get(other) ?? new Set()).add(one));
  }
  const families = familiesOf(nodes, { edges, latestFirst });
  const byNode = new Map(families.flatMap((family) => family.nodes.map((node) => [node, family] as const)));
  for (const { document, parent, action } of ordered) {
    if (action !== 'deletion') continue;
    const target = nodes.get(same.nameOf(document));
    const before = parent === undefined ? undefined : nodes.get(same.nameOf(parent));
    if (target) target.deleted = true;
    // TXA-13 is the version before TXA-12: both are withdrawn. An addendum goes without what it completes.
    if (before && !(target && byNode.get(target)?.isAddendum)) before.deleted = true;
  }
  return {
    families,
    nodeOf: (id) => nodes.get(same.nameOf(id)),
    familyOf: (node) => byNode.get(node) as Family,
    addendaOf: (node) => [...(addenda.get(node) ?? [])],
  };
}

interface Growing {
  readonly nodes: Map<string, Node>;
  readonly said: Edge[];
  readonly same: SameContents;
}

function add(event: LineageEvent, { nodes, said, same }: Growing): void {
  const { action, document, availability, version, at, cda } = event;
  const parent = event.parent === document ? undefined : event.parent;
  const hasContent = event.forms.length > 0;
  const key = isUnnamed(event) ? `${document}#${version}` : same.nameOf(document);
  const known = nodes.get(key);
  if (!known && !hasContent && action === 'status') return;
  const node = known ?? newNode(isUnnamed(event) ? key : document, event);
  if (!known) nodes.set(key, node);
  const heardAs = isUnnamed(event) ? key : document;
  if (!node.heard.has(heardAs)) node.at = node.heard.size > 0 ? Math.min(node.at, at) : at;
  node.heard.add(heardAs);
  if (hasContent) node.contents.push(event);
  const say = (id: string, kind: Edge['kind'], belief: Edge['belief']) => {
    const to = same.nameOf(id);
    // A version that has not come stands before this one all the same: what withdraws it withdraws both.
    if (kind === 'replaces' && !nodes.has(to)) nodes.set(to, newNode(id, event));
    said.push({ from: key, to, kind, belief, said: version });
  };
  if (action === 'addendum') say(parent ?? document, 'completes', 0);
  // An announcement of an unsigned version (T09) announces nothing yet.
  if (action === 'replacement' && parent && (hasContent || event.signed)) say(parent, 'replaces', 0);
  for (const id of cda?.replaces ?? []) say(id, 'replaces', 1);
  for (const id of cda?.completes ?? []) say(id, 'completes', 1);
  if (action === 'status' && event.signed) node.signing.add(document);
  if (availability) node.withheld.set(document, availability === 'withheld');
  else if (action !== 'status') node.withheld.set(document, false);
}

const newNode = (id: string, { version, at }: LineageEvent): Node => ({
  ...{ id, contents: [], signing: new Set(), withheld: new Map(), heard: new Set() },
  ...{ deleted: false, since: version, at },
});

function familiesOf(nodes: ReadonlyMap<string, Node>, { edges, latestFirst }: Ordered): readonly Family[] {
  const newer = new Map<string, string[]>();
  const completing = new Set<string>();
  const children = new Set<string>();
  for (const { from, to, kind } of edges) {
    children.add(from);
    if (kind === 'completes') {
      completing.add(from);
      continue;
    }
    const list = newer.get(to);
    if (list) list.push(from);
    else newer.set(to, [from]);
  }
  // A draft of a replacement replaces nothing until it, or what replaces it, is signed; an announcement (T09) does.
  const effective = new Set<string>();
  const { find, unite } = createUnion();
  const next = new Map<string, string>();
  const since = (name: string) => (nodes.get(name) as Node).since;
  const replacing = new Set<string>();
  for (const name of latestFirst) {
    const node = nodes.get(name) as Node;
    const successors = (newer.get(name) ?? []).filter((one) => effective.has(one));
    for (const one of successors) {
      unite(name, one);
      replacing.add(one);
    }
    const last = successors.sort((a, b) => since(b) - since(a))[0];
    if (last !== undefined) next.set(name, last);
    if (last !== undefined || node.contents.length === 0 || contentOf(node).length > 0) effective.add(name);
  }
  const members = new Map<string, string[]>();
  for (const name of nodes.keys()) {
    const list = members.get(find(name));
    if (list) list.push(name);
    else members.set(find(name), [name]);
  }
  return [...members.values()].map((names): Family => {
    const first = names
      .filter((name) => !replacing.has(name))
      .sort((a, b) => since(a) - since(b))[0] as string;
    let head = first;
    for (let one = next.get(head); one !== undefined; one = next.get(head)) head = one;
    const isAddendum = names.some((name) => completing.has(name));
    const isDraft = names.some((name) => children.has(name) && !replacing.has(name));
    return {
      nodes: names.map((name) => nodes.get(name) as Node),
      ...{ first: nodes.get(first) as Node, head: nodes.get(head) as Node },
      ...{ isAddendum, isChild: isAddendum || isDraft },
    };
  });
}
