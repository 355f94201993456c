import { type Resource } from '@medplum/fhirtypes';
import { type Work } from './context.js';
import { contentOf, seal, withVersion } from './content.js';
import { type IndexValues, indexValues, NO_DATE } from './index-values.js';
import { refuse } from './refusal.js';
import { type Key, keyOf, type Standing, standings } from './store.js';
import { type WriteMode } from './write-mode.js';

export interface Change extends Key {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Absent for a deletion. References are resolved. */
  readonly resource?: Resource;
  /** If-Match: the version the sender has seen. */
  readonly ifMatch?: number;
}

export interface Written extends Key {
  readonly effect: 'created' | 'updated' | 'unchanged' | 'deleted' | 'absent';
  readonly version: number;
  readonly updated: Date;
  readonly resource?: Resource;
}

/** Somebody else wrote one of our resources meanwhile, or we need a transaction: it all starts again. */
export class WriteConflict extends Error {
  constructor() {
    super('This write starts again, in a transaction of its own.');
    this.name = 'WriteConflict';
  }
}

interface Row extends Written {
  readonly method: string;
  readonly content: Buffer | null;
  readonly digest: string | null;
  readonly index: IndexValues;
}

/**
 * Writes all changes with a few set-based statements. A resource sent as it already stands is not written.
 * Throws a `WriteConflict` where the write must start again, in a heavier mode.
 */
export async function writeAll(work: Work, changes: readonly Change[], mode: WriteMode): Promise<Written[]> {
  const standing = await standings(work.sql, changes, mode === 'locking');
  const updated = work.context.clock.now();
  const plan = changes.map((change) =>
    planOf(work, { change, standing: standing.get(keyOf(change)), updated }),
  );
  const rows = plan.filter((written): written is Row => 'content' in written);
  const replacing = rows.filter((row) => standing.has(keyOf(row)));
  if (mode === 'light' && replacing.length > 0) throw new WriteConflict();
  if (mode === 'optimistic' && replacing.length > 0) await verify(work, changes, { standing, replacing });
  if (replacing.length > 0) await replaceRows(work, replacing);
  await insertRows(
    work,
    rows.filter((row) => !standing.has(keyOf(row))),
  );
  return plan;
}

interface Planned {
  readonly change: Change;
  readonly standing?: Standing | undefined;
  readonly updated: Date;
}

function planOf({ context }: Work, { change, standing, updated }: Planned): Row | Written {
  const { type, id, method, resource } = change;
  const alive = standing !== undefined && !standing.deleted;
  if (change.ifMatch !== undefined && (!alive || standing.version !== change.ifMatch)) {
    throw refuse(412, 'conflict', 'If-Match does not name the current version.');
  }
  const version = (standing?.version ?? 0) + 1;
  const place = { type, id, version, updated };
  if (!resource) {
    if (!alive) return { ...place, effect: 'absent', version: standing?.version ?? 0 };
    const index = { tokens: [], dates: NO_DATE };
    return { ...place, effect: 'deleted', method, content: null, digest: null, index };
  }
  const json = contentOf(resource, id);
  const digest = context.hash('fhir content', json).slice(0, 32);
  if (alive && standing.digest === digest) {
    const stood = { ...place, version: standing.version, updated: standing.updated };
    return { ...stood, effect: 'unchanged', resource: withVersion({ ...resource, id }, stood) };
  }
  return {
    ...place,
    effect: alive ? 'updated' : 'created',
    method,
    digest,
    content: seal(json, place, context),
    index: indexValues(resource, context),
    resource: withVersion({ ...resource, id }, place),
  };
}

interface Read {
  readonly standing: ReadonlyMap<string, Standing>;
  readonly replacing: readonly Row[];
}

/** Locks what we replace, then sees that nothing we read has changed before we held it. */
async function verify(
  { sql }: Work,
  changes: readonly Change[],
  { standing, replacing }: Read,
): Promise<void> {
  await standings(sql, replacing, true);
  const now = await standings(sql, changes, false);
  const same = [...standing].every(([key, { version }]) => now.get(key)?.version === version);
  if (!same || now.size !== standing.size) throw new WriteConflict();
}

/** Moves what stood to the history, then puts the new versions in its place. The rows are locked. */
async function replaceRows({ sql }: Work, rows: readonly Row[]): Promise<void> {
  await sql.query(
    `INSERT INTO passerelle.fhir_history (type, id, version, method, deleted, updated, content)
     SELECT type, id, version, method, deleted, updated, content FROM passerelle.fhir_resource
     WHERE (type, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [rows.map(({ type }) => type), rows.map(({ id }) => id)],
  );
  await sql.query(
    `UPDATE passerelle.fhir_resource AS stored SET version = sent.version, method = sent.method,
       deleted = sent.length IS NULL, updated = sent.updated, content = ${CONTENT}, digest = sent.digest,
       tokens = sent.tokens::text[], date_from = sent.date_from, date_to = sent.date_to
     FROM ${SENT} WHERE stored.type = sent.type AND stored.id = sent.id`,
    columnsOf(rows),
  );
}

/**
 * In the order of their keys, as every other transaction does: two of them never wait for each other. A key
 * that another transaction inserted meanwhile is a unique violation.
 */
async function insertRows({ sql }: Work, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `INSERT INTO passerelle.fhir_resource
       (type, id, version, method, deleted, updated, content, digest, tokens, date_from, date_to)
     SELECT type, id, version, method, false, updated, ${CONTENT}, digest, tokens::text[], date_from, date_to
     FROM ${SENT} ORDER BY type COLLATE "C", id COLLATE "C"`,
    columnsOf(rows),
  );
}

/** Contents travel end to end in one binary parameter: an array of them would travel as hexadecimal text. */
const CONTENT = 'substring($11::bytea FROM sent.start FOR sent.length)';

const SENT = `unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
    $8::timestamptz[], $9::timestamptz[], $10::int[], $12::int[])
  AS sent (type, id, version, method, updated, digest, tokens, date_from, date_to, start, length)`;

function columnsOf(rows: readonly Row[]): unknown[] {
  const contents = rows.map(({ content }) => content ?? Buffer.alloc(0));
  let end = 1;
  const starts = contents.map(({ length }) => (end += length) - length);
  return [
    rows.map(({ type }) => type),
    rows.map(({ id }) => id),
    rows.map(({ version }) => version),
    rows.map(({ method }) => method),
    rows.map(({ updated }) => updated.toISOString()),
    rows.map(({ digest }) => digest),
    rows.map(({ index }) => arrayLiteral(index.tokens)),
    rows.map(({ index }) => index.dates.from),
    rows.map(({ index }) => index.dates.to),
    starts,
    Buffer.concat(contents),
    rows.map(({ content }) => content?.length ?? null),
  ];
}

/** An array of arrays of different lengths is none in SQL: each goes as its literal. */
const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
