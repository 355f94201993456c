import { type ReportAction } from '../report.js';
import { type CdaLinks } from './lineage-event.js';

/** What a message names, as keyed hashes. */
export interface Naming {
  readonly action: ReportAction;
  readonly document: string;
  readonly parent?: string | undefined;
  readonly cda?: CdaLinks | undefined;
  readonly hasContent: boolean;
  readonly signed: boolean;
}

/**
 * Under what a lineage is found again: the ids of its documents as they are, and apart those that a document bears in its
 * CDA, and those that are only named, whose documents have not come: by a deletion, or by a CDA.
 */
const borne = (id: string): string => `cda:${id}`;
const wanted = (id: string): string => `wanted:${id}`;
const named = (id: string): string => `named:${id}`;

/** It brings a document, or announces one: its id is known from here on. */
export const namesDocument = ({ action, hasContent }: Pick<Naming, 'action' | 'hasContent'>): boolean =>
  hasContent || action === 'replacement' || action === 'addendum';

/** The set of an addendum tells nothing of the document it completes. */
const setsOf = ({ action, cda }: Naming): string[] =>
  action === 'addendum' || cda?.completes.length ? [] : (cda?.versions ?? []).map(({ set }) => set);

const namedElsewhere = ({ cda }: Naming): readonly string[] => [
  ...(cda?.same ?? []),
  ...(cda?.replaces ?? []),
  ...(cda?.completes ?? []),
];

/** What a replacement may go by where its parent has not come. */
export const otherWays = (naming: Naming): readonly string[] =>
  naming.action === 'replacement' ? [...setsOf(naming), ...namedElsewhere(naming)] : [];

/** A change of status is about a document that is here. */
const whereNamed = (id: string, { action }: Naming): string[] =>
  action === 'status' ? [id, borne(id)] : [id, borne(id), wanted(id), named(id)];

/** Where a document waited for is found. */
export const neededKeys = (waitsFor: readonly string[], naming: Naming): string[] =>
  waitsFor.flatMap((id) => whereNamed(id, naming));

export const ownKeys = (naming: Naming): string[] => whereNamed(naming.document, naming);

/** What the message itself says it is about: TXA-12 or the order number, and TXA-13. */
export const statedIds = ({ action, document, parent }: Naming): string[] =>
  parent !== undefined && isAbout(action) ? [document, parent] : [document];

/** Where deletions that came before them are found. */
export const deletionKeys = (naming: Naming): string[] =>
  naming.action === 'status' ? [] : statedIds(naming).map(wanted);

const isAbout = (action: ReportAction): boolean =>
  action === 'replacement' || action === 'addendum' || action === 'deletion';

/** A change of status, and the announcement of an unsigned version (T09), say nothing of how documents belong together. */
export const tiesNothing = ({ action, hasContent, signed }: Naming): boolean =>
  !hasContent && (action === 'status' || (action === 'replacement' && !signed));

/** Every lineage found under one of these is the message's. */
export function tyingKeys(naming: Naming): string[] {
  const { action, parent, cda } = naming;
  return [
    ...(parent !== undefined && isAbout(action) ? whereNamed(parent, naming) : []),
    // An id that another document bears in its CDA does not make the two one: TXA-12 tells documents apart.
    ...(cda?.ids ?? []).flatMap((id) => [id, wanted(id), named(id)]),
    ...namedElsewhere(naming).flatMap((id) => whereNamed(id, naming)),
    ...setsOf(naming),
  ];
}

/** Under what its lineage is found from here on. `spared`: ids of a deletion that are documents of another lineage. */
export function keysToRemember(naming: Naming, spared: readonly string[] = []): string[] {
  const { action, document, cda } = naming;
  if (action === 'deletion') {
    const ids = statedIds(naming).filter((id) => !spared.includes(id));
    return ids.map(wanted);
  }
  if (!namesDocument(naming)) return [];
  const others = [...(cda?.ids ?? []).map(borne), ...namedElsewhere(naming).map(named)];
  return [document, ...others, ...setsOf(naming)];
}

/** Ids and sets something may be waiting for, now that it has come: as documents that are here, or only named. */
export function nowKnown(naming: Naming): {
  readonly here: readonly string[];
  readonly named: readonly string[];
} {
  if (naming.action === 'deletion' || !namesDocument(naming)) return { here: [], named: [] };
  const here = [naming.document, ...(naming.cda?.ids ?? []), ...setsOf(naming)];
  return { here, named: namedElsewhere(naming) };
}

/** The ids of its document. */
export const idsOf = ({ document, cda }: Naming): string[] => [document, ...(cda?.ids ?? [])];

/** All it names: what is locked while it finds its place. */
export const namesOf = (naming: Naming): string[] => [
  naming.document,
  ...(naming.parent === undefined ? [] : [naming.parent]),
  ...(naming.cda?.ids ?? []),
  ...(naming.cda?.versions ?? []).map(({ set }) => set),
  ...namedElsewhere(naming),
];
