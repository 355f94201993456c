import { type EntityManager } from 'typeorm';
import { type ReportAction, type ReportState } from '../report.js';
import { type CdaLinks, type LineageEvent } from './lineage-event.js';
import { type Naming } from './lineage-ties.js';

interface Row {
  readonly version: number;
  readonly action: ReportAction;
  readonly document_hash: string;
  readonly parent_hash: string | null;
  readonly signed: boolean;
  readonly availability: LineageEvent['availability'] | null;
  readonly forms: readonly string[];
  readonly cda: CdaLinks | null;
  readonly at: string;
  readonly state: ReportState;
}

export interface KnownEvent extends LineageEvent {
  readonly state: ReportState;
}

type Sql = Pick<EntityManager, 'query'>;

/** The messages of a lineage that count: those that wait for something do not yet. */
export async function eventsOf(sql: Sql, lineage: string): Promise<readonly KnownEvent[]> {
  const rows: Row[] = await sql.query(
    `SELECT version, action, document_hash, parent_hash, signed, availability, forms, cda, state,
            extract(epoch FROM coalesce(document_at, received_at)) * 1000 AS at
     FROM passerelle.report WHERE lineage = $1 AND waits_for = '{}' ORDER BY version`,
    [lineage],
  );
  return rows.map(toEvent);
}

function toEvent({
  document_hash: document,
  parent_hash: parent,
  availability,
  cda,
  at,
  ...row
}: Row): KnownEvent {
  return {
    ...row,
    document,
    ...(parent && { parent }),
    ...(availability && { availability }),
    ...(cda && { cda }),
    at: Number(at),
  };
}

/** Takes the next place in a lineage, and the lineage itself until the end of the transaction. */
export async function nextVersion(sql: Sql, lineage: string): Promise<number> {
  const [row] = (await sql.query(
    `INSERT INTO passerelle.lineage (key, versions) VALUES ($1, 1)
     ON CONFLICT (key) DO UPDATE SET versions = passerelle.lineage.versions + 1 RETURNING versions`,
    [lineage],
  )) as [{ versions: number }];
  return row.versions;
}

/** Two messages about one document may arrive at the same moment on two sockets: they take turns here. */
export async function lockDocuments(sql: Sql, hashes: readonly string[]): Promise<void> {
  await sql.query(`SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest($1::text[]) AS id`, [
    [...new Set(hashes)].sort(),
  ]);
}

/** What a waiting message names. */
export interface WaitingNames extends Naming {
  readonly waits_for: readonly string[];
}

/** Messages that wait for one of these. */
export async function waitingForAny(sql: Sql, names: readonly string[]): Promise<readonly WaitingNames[]> {
  const rows: (Row & Pick<WaitingNames, 'waits_for'>)[] = await sql.query(
    `SELECT action, document_hash, parent_hash, signed, forms, cda, waits_for
     FROM passerelle.report WHERE waits_for && $1::text[]`,
    [names],
  );
  return rows.map(
    ({ action, document_hash: document, parent_hash: parent, signed, forms, cda, waits_for }) => ({
      ...{ action, document, signed, hasContent: forms.length > 0, waits_for },
      ...{ parent: parent ?? undefined, cda: cda ?? undefined },
    }),
  );
}

/** Lineages by the keys they are found under. */
export async function lineagesOf(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows: { document_hash: string; lineage: string }[] = await sql.query(
    `SELECT document_hash, lineage FROM passerelle.lineage_document WHERE document_hash = ANY($1)`,
    [keys],
  );
  return new Map(rows.map(({ document_hash: key, lineage }) => [key, lineage]));
}

/** Where versions that replace or complete a document went on without it. */
export async function lineagesOfNext(sql: Sql, documents: readonly string[]): Promise<readonly string[]> {
  const rows: { lineage: string }[] = await sql.query(
    `SELECT DISTINCT lineage FROM passerelle.report
     WHERE parent_hash = ANY($1) AND waits_for = '{}' AND action IN ('replacement', 'addendum') ORDER BY lineage`,
    [documents],
  );
  return rows.map(({ lineage }) => lineage);
}

/** Those that versions which replace or complete them name as their parents. */
export async function parentsAmong(sql: Sql, documents: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { parent_hash: string }[] = await sql.query(
    'SELECT DISTINCT parent_hash FROM passerelle.report WHERE parent_hash = ANY($1)',
    [documents],
  );
  return new Set(rows.map(({ parent_hash: parent }) => parent));
}

/** Those that some message waits for. */
export async function waitedForAmong(sql: Sql, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { waits_for: readonly string[] }[] = await sql.query(
    'SELECT waits_for FROM passerelle.report WHERE waits_for && $1::text[]',
    [names],
  );
  return new Set(rows.flatMap(({ waits_for: names }) => names));
}

export const rememberKeys = (sql: Sql, keys: readonly string[], lineage: string): Promise<void> =>
  rememberAllKeys(sql, [{ keys, lineage }]);

export async function rememberAllKeys(
  sql: Sql,
  told: readonly { readonly keys: readonly string[]; readonly lineage: string }[],
): Promise<void> {
  const pairs = told.flatMap(({ keys, lineage }) => keys.map((key) => [key, lineage] as const));
  if (pairs.length === 0) return;
  await sql.query(
    `INSERT INTO passerelle.lineage_document (document_hash, lineage)
     SELECT key, lineage FROM unnest($1::text[], $2::text[]) AS told (key, lineage) ORDER BY key
     ON CONFLICT (document_hash) DO NOTHING`,
    [pairs.map(([key]) => key), pairs.map(([, lineage]) => lineage)],
  );
}

/** Begins lineages that no message has had a place in; gives those it began. */
export async function beginLineages(sql: Sql, lineages: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { key: string }[] = await sql.query(
    `INSERT INTO passerelle.lineage (key, versions) SELECT key, 1 FROM unnest($1::text[]) AS key ORDER BY key
     ON CONFLICT (key) DO NOTHING RETURNING key`,
    [lineages],
  );
  return new Set(rows.map(({ key }) => key));
}
