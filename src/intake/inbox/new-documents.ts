import { type EntityManager } from 'typeorm';
import { type ReportDraft } from '../report.js';
import { type DocumentHashes } from './document-hashes.js';
import { beginLineages, lineagesOf, parentsAmong, waitedForAmong } from './lineage-rows.js';
import { deletionKeys, idsOf, namesOf, ownKeys, statedIds, tyingKeys } from './lineage-ties.js';

/** A report to be placed, its ids as keyed hashes. */
export interface ToPlace {
  readonly draft: Pick<ReportDraft, 'action' | 'isWrongPatient'>;
  readonly hashes: DocumentHashes;
}

/**
 * Of reports that are placed together, those that begin a lineage and concern no other message: first versions none of
 * whose names is known, waited for, or named by another of these reports. Their lineages are begun. Most reports are so,
 * and all of them are looked up at once. Documents and lineages are locked.
 */
export async function beginNewDocuments<T extends ToPlace>(
  sql: EntityManager,
  told: readonly T[],
): Promise<ReadonlySet<T>> {
  const times = new Map<string, number>();
  for (const one of told) for (const name of allNames(one)) times.set(name, (times.get(name) ?? 0) + 1);
  const alone = told.filter(
    (one) =>
      one.draft.action === 'original' &&
      !one.draft.isWrongPatient &&
      one.hashes.waitsFor.length === 0 &&
      allNames(one).every((name) => times.get(name) === 1),
  );
  if (alone.length === 0) return new Set();
  const known = await lineagesOf(sql, alone.flatMap(keysOf));
  const parents = await parentsAmong(
    sql,
    alone.flatMap(({ hashes }) => idsOf(hashes.naming)),
  );
  const awaited = await waitedForAmong(sql, alone.flatMap(allNames));
  const unknown = alone.filter(
    (one) =>
      !keysOf(one).some((key) => known.has(key)) &&
      !idsOf(one.hashes.naming).some((id) => parents.has(id)) &&
      !allNames(one).some((name) => awaited.has(name)),
  );
  const begun = await beginLineages(
    sql,
    unknown.map(({ hashes }) => hashes.newLineage),
  );
  return new Set(unknown.filter(({ hashes }) => begun.has(hashes.newLineage)));
}

/** Its lineage is a name too: two reports that would begin the same one are not alone. */
const allNames = ({ hashes: { naming, waitsFor, newLineage } }: ToPlace): string[] => [
  ...new Set([...namesOf(naming), ...waitsFor, `lineage:${newLineage}`]),
];

const keysOf = ({ hashes: { naming } }: ToPlace): string[] => [
  ...ownKeys(naming),
  ...tyingKeys(naming),
  ...deletionKeys(naming),
  ...statedIds(naming),
];
