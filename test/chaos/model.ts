import { type ContentSaid, idInFhir, type Person, type Said } from './traffic/said.js';

/**
 * What must be true at the end, from what the senders know alone: the messages that were acknowledged. Nothing
 * of `src/` is asked.
 */
export interface Expected {
  readonly documents: readonly ExpectedDocument[];
  readonly people: readonly ExpectedPerson[];
  readonly stays: readonly ExpectedStay[];
  readonly merges: readonly ExpectedMerge[];
}

export interface ExpectedDocument {
  /** The id of its first version. */
  readonly root: string;
  /** Ids its versions and addenda have on the FHIR server. */
  readonly ids: readonly string[];
  readonly people: readonly string[];
  /** The text that stands, and the words its results are read from; none where nothing stands. */
  readonly stands?: { readonly text: string; readonly results: readonly string[] };
  /** Words that nothing may hold any more: of texts deleted, or never published. */
  readonly unseen: readonly string[];
  /** Nobody waited for its acknowledgement: it is there, whole, or it is not. */
  readonly maybe: boolean;
}

export interface ExpectedPerson {
  readonly ipp: string;
  /** The name of the last validated identity. */
  readonly lastName: string;
}

export interface ExpectedStay {
  readonly stay: string;
  /** None of its documents may have gone out: no Encounter then. */
  readonly hasDocument: boolean;
  readonly status: 'in-progress' | 'finished' | undefined;
}

export interface ExpectedMerge {
  readonly survivor: string;
  readonly absorbed: string;
  /** Ids of documents of the absorbed identity sent after the merge was acknowledged. */
  readonly later: readonly string[];
}

export interface Known {
  /** What was acknowledged, by each sender in its own order. */
  readonly acknowledged: readonly Said[];
  /** What was sent once, and never acknowledged. */
  readonly abandoned: readonly Said[];
}

export function expectedOf({ acknowledged, abandoned }: Known): Expected {
  return {
    documents: [
      ...familiesOf(acknowledged).map((family) => documentOf(family, false)),
      ...familiesOf(abandoned).map((family) => documentOf(family, true)),
    ],
    people: peopleOf(acknowledged),
    stays: staysOf(acknowledged),
    merges: mergesOf(acknowledged),
  };
}

type About = Extract<Said, { id: string }>;
const isAbout = (said: Said): said is About => 'id' in said;
const isContent = (said: Said): said is ContentSaid => said.kind === 'content';

/** What is about one document and its versions: ids tied by their parents. */
function familiesOf(all: readonly Said[]): About[][] {
  const parents = new Map<string, string>();
  for (const said of all)
    if (isAbout(said) && 'parentId' in said && said.parentId) parents.set(said.id, said.parentId);
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  const families = new Map<string, About[]>();
  for (const said of all.filter(isAbout)) {
    const root = rootOf(said.id);
    families.set(root, [...(families.get(root) ?? []), said]);
  }
  return [...families.values()];
}

function documentOf(family: readonly About[], maybe: boolean): ExpectedDocument {
  const contents = family.filter(isContent);
  const root = (contents.find(({ action }) => action === 'original') ?? family[0])!.id;
  const texts = standing(family, root);
  const seen = texts ?? [];
  return {
    root,
    ids: [...new Set(contents.map(idInFhir))],
    people: [...new Set(family.map(({ person }) => person.ipp))],
    ...(texts && {
      stands: {
        text: texts.map(({ text }) => text.lines.join('\n')).join('\n'),
        results: texts.flatMap(({ text }) => text.results).sort(),
      },
    }),
    unseen: contents
      .filter((one) => !seen.includes(one) && isUnseen(one, family))
      .map(({ text }) => text.mark),
    maybe,
  };
}

const isSigned = (family: readonly About[], { id, signed }: ContentSaid): boolean =>
  signed || family.some((said) => said.kind === 'signature' && said.id === id);
const isDeleted = (family: readonly About[], id: string): boolean =>
  family.some((said) => said.kind === 'deletion' && said.id === id);
/** Versions of one document: the original and what replaced it, not its addenda. */
const versionsOf = (family: readonly About[]): ContentSaid[] =>
  family.filter(isContent).filter(({ action }) => action !== 'addendum');

const isGone = (family: readonly About[]): boolean =>
  versionsOf(family).some(({ id }) => isDeleted(family, id));

/** A text that was superseded may still be read; one that was deleted, or never signed, may not. */
const isUnseen = (one: ContentSaid, family: readonly About[]): boolean =>
  isGone(family) || isDeleted(family, one.id) || !isSigned(family, one);

/** The last signed version, then its addenda in the order of their time. */
function standing(family: readonly About[], root: string): ContentSaid[] | undefined {
  if (isGone(family)) return undefined;
  const versions = versionsOf(family).filter((one) => isSigned(family, one));
  let head = latest(versions.filter(({ id }) => id === root));
  for (let next = head; next; next = latest(versions.filter(({ parentId }) => parentId === head?.id)))
    head = next;
  if (!head || family.some((said) => said.kind === 'unavailable' && said.id === head.id)) return undefined;
  const addenda = family
    .filter(isContent)
    .filter((one) => one.action === 'addendum' && one.parentId === head.id)
    .filter((one) => isSigned(family, one) && !isDeleted(family, one.id))
    .sort((a, b) => (a.time < b.time ? -1 : 1));
  return [head, ...addenda];
}

const latest = (contents: readonly ContentSaid[]): ContentSaid | undefined =>
  [...contents].sort((a, b) => (a.edition ?? 0) - (b.edition ?? 0)).at(-1);

function peopleOf(all: readonly Said[]): ExpectedPerson[] {
  const told = all.flatMap((said) => (said.kind === 'identity' ? [said] : []));
  const people = [...new Set(told.map(({ person }) => person.ipp))];
  return people.map((ipp) => {
    const [last] = told.filter(({ person }) => person.ipp === ipp).sort((a, b) => b.edition - a.edition);
    return { ipp, lastName: last!.person.lastName };
  });
}

function staysOf(all: readonly Said[]): ExpectedStay[] {
  const stays = new Set(all.flatMap((said) => ('stay' in said && said.stay ? [said.stay] : [])));
  return [...stays].map((stay) => {
    const has = (event: string) =>
      all.some((said) => said.kind === 'movement' && said.stay === stay && said.event === event);
    return {
      stay,
      hasDocument: all.some((said) => isContent(said) && said.stay === stay),
      status: has('A03') ? 'finished' : has('A01') ? 'in-progress' : undefined,
    };
  });
}

function mergesOf(all: readonly Said[]): ExpectedMerge[] {
  return all.flatMap((said, at) => {
    if (said.kind !== 'merge') return [];
    const isOf = (one: Said, person: Person) => isContent(one) && one.person.ipp === person.ipp;
    const later = all.slice(at + 1).filter((one) => isOf(one, said.absorbed)) as ContentSaid[];
    return [{ survivor: said.person.ipp, absorbed: said.absorbed.ipp, later: later.map(idInFhir) }];
  });
}
