import { type Sql } from '../../database/index.js';
import { type StoredVersion } from './content.js';

/** A resource as it stands, without its content. */
export interface Standing {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly digest: string | null;
  readonly updated: Date;
}

export interface HistoryRow extends StoredVersion {
  readonly deleted: boolean;
  readonly method: string;
}

export interface Key {
  readonly type: string;
  readonly id: string;
}

const COLUMNS = 'type, id, version, updated, deleted, method, content';

export const keyOf = ({ type, id }: Key): string => `${type}/${id}`;

/** The standing of each key that exists. `lock` holds the rows, in one order for everybody, until the commit. */
export async function standings(
  sql: Sql,
  keys: readonly Key[],
  lock: boolean,
): Promise<Map<string, Standing>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<Standing[]>(
    `SELECT stored.type, stored.id, version, deleted, digest, updated
     FROM unnest($1::text[], $2::text[]) AS asked (type, id)
     JOIN passerelle.fhir_resource AS stored ON stored.type = asked.type AND stored.id = asked.id
     ${lock ? 'ORDER BY stored.type, stored.id FOR UPDATE OF stored' : ''}`,
    [keys.map(({ type }) => type), keys.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

export async function currentOf(sql: Sql, { type, id }: Key): Promise<HistoryRow | undefined> {
  const rows = await sql.query<HistoryRow[]>(
    `SELECT ${COLUMNS} FROM passerelle.fhir_resource WHERE type = $1 AND id = $2`,
    [type, id],
  );
  return rows[0];
}

export async function currentOfAll(sql: Sql, keys: readonly Key[]): Promise<HistoryRow[]> {
  if (keys.length === 0) return [];
  return sql.query<HistoryRow[]>(
    `SELECT ${COLUMNS} FROM passerelle.fhir_resource
     WHERE (type, id) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND NOT deleted`,
    [keys.map(({ type }) => type), keys.map(({ id }) => id)],
  );
}

export async function versionAt(sql: Sql, key: Key, version: number): Promise<HistoryRow | undefined> {
  const rows = await sql.query<HistoryRow[]>(`${EVERY_VERSION} AND version = $3`, [
    key.type,
    key.id,
    version,
  ]);
  return rows[0];
}

export interface HistoryPage {
  readonly count: number;
  /** Only versions before this one. */
  readonly before?: number;
  readonly since?: string;
}

/** Newest first. */
export async function versionsOf(sql: Sql, key: Key, page: HistoryPage): Promise<HistoryRow[]> {
  return sql.query<HistoryRow[]>(
    `${EVERY_VERSION} AND version < $3 AND updated >= $4 ORDER BY version DESC LIMIT $5`,
    [key.type, key.id, page.before ?? 2147483647, page.since ?? '-infinity', page.count],
  );
}

const EVERY_VERSION = `
  SELECT * FROM (
    SELECT ${COLUMNS} FROM passerelle.fhir_resource
    UNION ALL SELECT ${COLUMNS} FROM passerelle.fhir_history
  ) AS every WHERE type = $1 AND id = $2`;
