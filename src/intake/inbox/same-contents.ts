import { type LineageEvent } from './lineage-event.js';

/** Where a document stands among the versions of its CDA set. */
interface Position {
  readonly set: string;
  readonly number: number;
  /** Documents before it that TXA orders under the same number: the sender does not count its versions. */
  readonly repeats: number;
}

export interface SameContents {
  /** One name for all ids of one content. */
  nameOf(id: string): string;
  /** By set, the contents of it from the latest version to the first: names. */
  readonly versions: readonly (readonly string[])[];
}

/** An addendum under the order number of its report has no id of its own. */
export const isUnnamed = ({ action, document, parent }: LineageEvent): boolean =>
  action === 'addendum' && (!parent || parent === document);

/**
 * Which documents are forms of one content: those of one version of one CDA set, those that one is made from (XFRM),
 * and those of which one bears the other's id in its CDA. Only documents in different forms are: of two in the same
 * form one would be lost, and what ties them may be a constant of their sender's: none of what it ties is one.
 * What TXA says of replacements rules: two documents of which one replaces the other are two, whatever number both have.
 * It does not look at the order of arrival.
 */
export function sameContents(events: readonly LineageEvent[]): SameContents {
  const said = events.filter(({ action }) => action !== 'deletion');
  if (!said.some(({ cda }) => cda)) return { nameOf: (id) => id, versions: [] };
  const documents = new Set(said.map(({ document }) => document));
  const owners = ownersOf(said, documents);
  const owner = (id: string) => owners.get(id) ?? id;
  const named: Tie[] = [];
  for (const { document, parent, cda } of said) {
    const isParent = (id: string) => parent !== undefined && owner(id) === owner(parent);
    for (const id of cda?.ids ?? []) if (documents.has(id) && !isParent(id)) named.push([document, id]);
    for (const id of cda?.same ?? []) if (!isParent(id)) named.push([document, owner(id)]);
  }
  const positions = positionsOf(said, owner);
  const union = createUnion();
  const forms = signedForms(said);
  uniteForms(union, named, forms);
  uniteForms(
    union,
    tiesOf(positions, ({ all }) => all),
    forms,
  );
  // A document that came under several numbers is a form of what bears its last one.
  uniteForms(union, tiesOf(positions, lastOfEach), forms);
  const { find } = union;
  return { nameOf: (id) => find(owner(id)), versions: versionsOf(positions, find) };
}

type Tie = readonly [string, string];

/** Of each document the forms it is signed in: a draft stands beside nothing. */
function signedForms(events: readonly LineageEvent[]): ReadonlyMap<string, readonly string[]> {
  const signed = new Set(events.filter((event) => event.signed).map(({ document }) => document));
  const forms = new Map<string, Set<string>>();
  for (const event of events) {
    if (!signed.has(event.document) || isUnnamed(event)) continue;
    const own = forms.get(event.document) ?? new Set();
    forms.set(event.document, own);
    for (const form of event.forms) own.add(form);
  }
  return new Map([...forms].map(([document, own]) => [document, [...own]]));
}

/** Follows ties between documents of which no two have a form in common; what is tied together is one or is not. */
function uniteForms(
  { find, unite }: ReturnType<typeof createUnion>,
  ties: readonly Tie[],
  forms: ReadonlyMap<string, readonly string[]>,
): void {
  const asked = createUnion();
  for (const [one, other] of ties) asked.unite(find(one), find(other));
  const seen = new Set<string>();
  const refused = new Set<string>();
  for (const [document, own] of forms) {
    const group = asked.find(find(document));
    for (const form of own) {
      if (seen.has(`${group}/${form}`)) refused.add(group);
      seen.add(`${group}/${form}`);
    }
  }
  const followed = ties.filter(([one]) => !refused.has(asked.find(find(one))));
  for (const [one, other] of followed) unite(one, other);
}

function tiesOf(
  positions: ReadonlyMap<string, Placed>,
  taken: (placed: Placed) => readonly Position[],
): readonly Tie[] {
  return [...positions].flatMap(([document, placed]) =>
    taken(placed).map(({ set, number, repeats }): Tie => [
      document,
      `${set}/${number}/${repeats}/${placed.isAddendum}`,
    ]),
  );
}

function lastOfEach({ all }: Placed): readonly Position[] {
  const last = new Map<string, Position>();
  for (const one of all) {
    const known = last.get(one.set);
    if (!known || latestFirst(one, known) < 0) last.set(one.set, one);
  }
  return [...last.values()];
}

/** Which document bears an id that is no document's own: the first to come. */
function ownersOf(events: readonly LineageEvent[], documents: ReadonlySet<string>): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { document, cda } of events) {
    for (const id of cda?.ids ?? []) if (!documents.has(id) && !owners.has(id)) owners.set(id, document);
  }
  return owners;
}

export function createUnion() {
  const towards = new Map<string, string>();
  function find(name: string): string {
    let root = name;
    for (let next = towards.get(root); next !== undefined; next = towards.get(root)) root = next;
    for (let at = name; at !== root;) {
      const next = towards.get(at) ?? root;
      towards.set(at, root);
      at = next;
    }
    return root;
  }
  return {
    find,
    unite(a: string, b: string): void {
      const [one, other] = [find(a), find(b)];
      if (one !== other) towards.set(other, one);
    },
  };
}

interface Placed {
  /** It completes a document, or replaces one that does: its set tells nothing of the document's versions. */
  readonly isAddendum: boolean;
  readonly all: readonly Position[];
}

function positionsOf(
  events: readonly LineageEvent[],
  owner: (id: string) => string,
): ReadonlyMap<string, Placed> {
  const numbers = new Map<string, Map<string, Position>>();
  const parents = new Map<string, string>();
  const addenda = new Set<string>();
  for (const event of events) {
    const { action, document, parent, cda } = event;
    const own = numbers.get(document) ?? new Map<string, Position>();
    numbers.set(document, own);
    for (const { set, number } of cda?.versions ?? []) {
      own.set(`${set}/${number}`, { set, number, repeats: 0 });
    }
    const isAbout = action === 'replacement' || action === 'addendum';
    if (isAbout && parent && parent !== document && !parents.has(document)) {
      parents.set(document, owner(parent));
    }
    if ((action === 'addendum' && !isUnnamed(event)) || cda?.completes.length) addenda.add(document);
  }
  const placed = new Map<string, Placed>();
  for (const document of numbers.keys()) {
    const path: string[] = [];
    const seen = new Set<string>();
    for (
      let at: string | undefined = document;
      at && !placed.has(at) && !seen.has(at);
      at = parents.get(at)
    ) {
      seen.add(at);
      path.push(at);
    }
    for (const one of path.reverse()) {
      const before = placed.get(parents.get(one) ?? '');
      const all = [...(numbers.get(one)?.values() ?? [])].map((position) => after(position, before));
      placed.set(one, { isAddendum: addenda.has(one) || (before?.isAddendum ?? false), all });
    }
  }
  return placed;
}

/** After the version TXA says it replaces, even where its number is no higher. */
function after(position: Position, before: Placed | undefined): Position {
  const last = before?.all.filter(({ set }) => set === position.set).sort(latestFirst)[0];
  if (!last || position.number > last.number) return position;
  return { ...last, repeats: last.repeats + 1 };
}

const latestFirst = (a: Position, b: Position): number => b.number - a.number || b.repeats - a.repeats;

function versionsOf(positions: ReadonlyMap<string, Placed>, find: (id: string) => string): string[][] {
  const sets = new Map<string, Map<string, Position>>();
  for (const [document, { isAddendum, all }] of positions) {
    if (isAddendum) continue;
    for (const position of all) {
      const contents = sets.get(position.set) ?? new Map<string, Position>();
      sets.set(position.set, contents);
      const name = find(document);
      const known = contents.get(name);
      if (!known || latestFirst(position, known) < 0) contents.set(name, position);
    }
  }
  return [...sets.values()].flatMap((contents) => {
    const inOrder = [...contents].sort(([, a], [, b]) => latestFirst(a, b));
    // Two contents under one number: what the sender counts is not the versions of a document.
    const isCounted = inOrder.every(([, one], at) => {
      const next = inOrder[at + 1];
      return !next || latestFirst(one, next[1]) !== 0;
    });
    return isCounted ? [inOrder.map(([name]) => name)] : [];
  });
}
