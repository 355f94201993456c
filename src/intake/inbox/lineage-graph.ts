import { type LineageEvent } from './lineage-event.js';

/** A document id of a lineage, with all that was said of it. */
export interface Node {
  readonly id: string;
  readonly contents: LineageEvent[];
  /** What it replaces, once it is signed. */
  replaces?: string;
  appends?: string;
  signedByStatus: boolean;
  withheld: boolean;
  deleted: boolean;
  /** The first message that made it. */
  readonly since: number;
  readonly at: number;
}

export type Graph = ReadonlyMap<string, Node>;

/** The documents of a lineage and what was said of each, from its messages in the order of arrival. */
export function graphOf(events: readonly LineageEvent[]): Graph {
  const nodes = new Map<string, Node>();
  const ordered = [...events].sort((a, b) => a.version - b.version);
  for (const event of ordered.filter(({ action }) => action !== 'deletion')) add(nodes, event);
  for (const event of ordered.filter(({ action }) => action === 'deletion')) {
    // A deletion may have an id of its own: then it withdraws the document it names as parent.
    const target = nodes.get(event.document) ?? (event.parent ? nodes.get(event.parent) : undefined);
    if (target) target.deleted = true;
  }
  return nodes;
}

function add(nodes: Map<string, Node>, event: LineageEvent): void {
  const { action, parent, availability, version, at } = event;
  const other = parent === event.document ? undefined : parent;
  // An addendum under the order number of its report has no id of its own.
  const isUnnamed = action === 'addendum' && !other;
  const id = isUnnamed ? `${event.document}#${version}` : event.document;
  const known = nodes.get(id);
  const hasContent = event.forms.length > 0;
  if (!known && !hasContent && action === 'status') return;
  const node: Node = known ?? {
    ...{ id, contents: [], since: version, at },
    ...{ signedByStatus: false, withheld: false, deleted: false },
  };
  if (!known) nodes.set(id, node);
  if (hasContent) node.contents.push(event);
  if (action === 'addendum' && !comesFrom(nodes, other ?? event.document, id)) {
    node.appends = other ?? event.document;
  }
  // An announcement of an unsigned version (T09) announces nothing yet.
  const replaces = action === 'replacement' && (hasContent || event.signed);
  if (replaces && other && !comesFrom(nodes, other, id)) node.replaces = other;
  if (action === 'status' && event.signed) node.signedByStatus = true;
  if (availability) node.withheld = availability === 'withheld';
  else if (action !== 'status') node.withheld = false;
}

/** Two documents that each replace the other: the first to say so is believed. */
function comesFrom(nodes: Graph, id: string, ancestor: string): boolean {
  for (let node = nodes.get(id); node; node = nodes.get(node.replaces ?? node.appends ?? '')) {
    if (node.id === ancestor) return true;
  }
  return false;
}

/** The content that stands under one id: its first message, then other forms of the same. Empty: none is signed. */
export function contentOf({ contents, signedByStatus }: Node): readonly LineageEvent[] {
  const signed = contents.filter((one) => one.signed && one.action !== 'status');
  const withStatus = contents.filter((one) => one.signed && one.action === 'status');
  const drafts = signedByStatus ? contents.filter((one) => !one.signed) : [];
  const candidates = [signed, withStatus, drafts].find((some) => some.length > 0) ?? [];
  let current: LineageEvent[] = [];
  for (const one of candidates) {
    const isSameForm = current.some(({ forms }) => forms.some((form) => one.forms.includes(form)));
    current = isSameForm || one.action === 'replacement' ? [one] : [...current, one];
  }
  return current;
}

/** A draft of a replacement replaces nothing until it is signed; an announcement (T09) does at once. */
const isEffective = (node: Node): boolean => node.contents.length === 0 || contentOf(node).length > 0;

function successorsOf(graph: Graph, id: string): readonly Node[] {
  return [...graph.values()].filter((one) => one.replaces === id && isEffective(one));
}

/** An id and everything that replaced it, in the order it did. */
export function chainOf(graph: Graph, id: string): readonly Node[] {
  const chain: Node[] = [];
  const waiting = [id];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const node = graph.get(next);
    if (!node || seen.has(next)) continue;
    seen.add(next);
    chain.push(node);
    waiting.push(...successorsOf(graph, next).map((one) => one.id));
  }
  return chain;
}

/** The last version: where two replace the same one, the later to arrive. */
export function headOf(graph: Graph, id: string): Node | undefined {
  let head = graph.get(id);
  const seen = new Set<string>();
  while (head && !seen.has(head.id)) {
    seen.add(head.id);
    const next = [...successorsOf(graph, head.id)].sort((a, b) => b.since - a.since)[0];
    if (!next || seen.has(next.id)) return head;
    head = next;
  }
  return head;
}
