import { type EntityManager } from 'typeorm';
import { lockDocuments, type WaitingNames, waitingForAny } from './lineage-rows.js';
import { idsOf, type Naming, namesOf, neededKeys, nowKnown, ownKeys, tyingKeys } from './lineage-ties.js';

/** What a report waits for that belongs to another patient: a merge of the two, or a person. No document has this name. */
export const ANOTHER_PATIENT = 'patient';

/** What a message names, and what it may wait for. */
export interface Locked {
  readonly naming: Naming;
  readonly waitsFor: readonly string[];
}

/**
 * Locks, to the end of the transaction, every document and every lineage that messages may touch: theirs, and those of
 * messages that wait for them. Documents first, then lineages, each in one order: transactions never wait for each other
 * in a circle. False where lineages were joined meanwhile: the transaction must begin again.
 */
export async function lockLineages(sql: EntityManager, messages: readonly Locked[]): Promise<boolean> {
  if (messages.length === 0) return true;
  const before = await reached(sql, messages);
  await lockDocuments(sql, before.names);
  const now = await reached(sql, messages);
  const locked = new Set(before.names);
  if (now.names.some((name) => !locked.has(name))) return false;
  const lineages = await lineagesUnder(sql, now.messages);
  if (lineages.length === 0) return true;
  await lockDocuments(
    sql,
    lineages.map((lineage) => `lineage:${lineage}`),
  );
  const known = new Set(lineages);
  return (await lineagesUnder(sql, now.messages)).every((lineage) => known.has(lineage));
}

interface Reached {
  readonly names: readonly string[];
  readonly messages: readonly Locked[];
}

/** What they name, what those that wait for it name, and so on. */
async function reached(sql: EntityManager, messages: readonly Locked[]): Promise<Reached> {
  const all = [...messages];
  const names = new Set(all.flatMap(allNamesOf));
  // Only what they make known lets others go on: those that wait for the same as they do are not touched.
  const followed = new Set(messages.flatMap(madeKnown));
  for (let added = [...followed]; added.length > 0;) {
    const waiting = (await waitingForAny(sql, added)).map(asLocked);
    all.push(...waiting);
    for (const name of waiting.flatMap(allNamesOf)) names.add(name);
    added = [...new Set(waiting.flatMap(madeKnown))].filter((name) => !followed.has(name));
    for (const name of added) followed.add(name);
  }
  return { names: [...names], messages: all };
}

function madeKnown({ naming }: Locked): string[] {
  const { here, named } = nowKnown(naming);
  return [...here, ...named];
}

const allNamesOf = (locked: Locked): string[] => [...namesOf(locked.naming), ...documentsIn(locked)];

/** Every report of another patient waits for the same: looked up by it, all of them would be locked. */
const documentsIn = ({ waitsFor }: Locked): string[] => waitsFor.filter((name) => name !== ANOTHER_PATIENT);

const asLocked = ({ waits_for: waitsFor, ...naming }: WaitingNames): Locked => ({ naming, waitsFor });

async function lineagesUnder(sql: EntityManager, messages: readonly Locked[]): Promise<readonly string[]> {
  const keys = messages.flatMap((locked) => [
    ...neededKeys(documentsIn(locked), locked.naming),
    ...ownKeys(locked.naming),
    ...tyingKeys(locked.naming),
  ]);
  const rows: { lineage: string }[] = await sql.query(
    `SELECT lineage FROM passerelle.lineage_document WHERE document_hash = ANY($1)
     UNION
     SELECT lineage FROM passerelle.report
     WHERE parent_hash = ANY($2) AND waits_for = '{}' AND action IN ('replacement', 'addendum')`,
    [[...new Set(keys)], [...new Set(messages.flatMap(({ naming }) => idsOf(naming)))]],
  );
  return rows.map(({ lineage }) => lineage);
}
