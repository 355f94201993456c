import { type DataSource, type EntityManager } from 'typeorm';
import { type JobOutcome, type Queue } from '../database/index.js';
import { type Clock } from '../kernel/index.js';
import { type Cipher, SealError } from '../security/index.js';
import { type RunningReaders } from './reader-versions.js';
import { REREAD_PRIORITY, SKIPPED } from './reread-log.js';
import { isToRead, type RereadSelection } from './reread-selection.js';
import { keptStage } from './typeorm-journey.repository.js';
import { STANDS } from './typeorm-rereads.repository.js';

/** Reports looked at in one transaction. */
const LOOKED_AT = 200;
/** Reports of one reread that stand in the queue, or walk with their new text, at the same time. */
const QUEUED = 100;
/** Steps of one job: then it gives its slot back, and comes again behind what is new. */
const STEPS = 5;
const FEED_SECONDS = 2;
/** A report queued so long ago is looked at: where its job is lost (its lineage was joined to another one), again. */
const LOST_AFTER_MINUTES = 15;

export interface RereadRunsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'add' | 'nudge' | 'waiting'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly running: RunningReaders;
}

interface RunRow {
  readonly id: string;
  readonly selection: RereadSelection;
  readonly dry_run: boolean;
  readonly state: string;
  readonly selected: number;
}

interface Candidate {
  readonly id: string;
  /** As the database writes it: a Date would lose its microseconds. */
  readonly received: string;
  readonly reader: string | null;
  readonly reader_version: string | null;
  readonly document_sealed: Buffer | null;
}

type Known = { readonly id: string; readonly reader: { id: string; version: string } | undefined };

/**
 * The job of one reread: chooses its reports in small transactions, a cursor between them, then feeds them to the
 * queue, a bounded number at a time. After a kill it goes on where it was.
 */
export function createRereadFeeder(dependencies: RereadRunsDependencies) {
  const { dataSource, queue, cipher, clock, running } = dependencies;

  return async (id: string, signal: AbortSignal): Promise<JobOutcome> => {
    for (let steps = 0; steps < STEPS && !signal.aborted; steps += 1) {
      const step = await dataSource.transaction((sql) => advance(sql, id));
      if (step === 'over') return 'done';
      if (step === 'fed') {
        queue.nudge();
        return { retryInSeconds: FEED_SECONDS };
      }
    }
    return signal.aborted ? 'retry' : { retryInSeconds: 0 };
  };

  async function advance(sql: EntityManager, id: string): Promise<'selecting' | 'fed' | 'over'> {
    const [run] = await sql.query<RunRow[]>(
      'SELECT id, selection, dry_run, state, selected FROM passerelle.reread WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (run?.state === 'selecting') return select(sql, run);
    return run?.state === 'reading' ? feed(sql, run) : 'over';
  }

  async function select(sql: EntityManager, run: RunRow): Promise<'selecting' | 'over'> {
    const candidates = await candidatesOf(sql, run);
    const known = candidates.map(identify);
    await rememberReaders(sql, known, candidates);
    const left = (run.selection.limit ?? Infinity) - run.selected;
    const chosen = known.filter(({ reader }) => reader && isToRead(reader, run.selection, running));
    const taken = chosen.slice(0, left).map(({ id }) => id);
    const unreadable = known.filter(({ reader }) => !reader).map(({ id }) => id);
    const added = run.dry_run ? taken.length : await add(sql, run.id, { taken, unreadable });
    const isLast = candidates.length < LOOKED_AT || chosen.length >= left;
    const end = candidates.at(-1);
    await sql.query(
      `UPDATE passerelle.reread SET looked_at = looked_at + $2, selected = selected + $3, elsewhere = elsewhere + $4,
         cursor_at = coalesce($5::timestamptz, cursor_at), cursor_id = coalesce($6::uuid, cursor_id), state = $7, finished_at = $8
       WHERE id = $1`,
      [
        ...[run.id, candidates.length, added, taken.length - added],
        ...[end?.received ?? null, end?.id ?? null],
        ...(isLast && run.dry_run ? ['done', clock.now()] : [isLast ? 'reading' : 'selecting', null]),
      ],
    );
    return isLast && run.dry_run ? 'over' : 'selecting';
  }

  async function candidatesOf(sql: EntityManager, { id, selection }: RunRow): Promise<Candidate[]> {
    const { source, type, from, to } = selection;
    return sql.query(
      `SELECT report.id, report.received_at::text AS received, journey.reader, journey.reader_version,
         CASE WHEN journey.reader IS NULL THEN journey.document_sealed END AS document_sealed
       FROM passerelle.report AS report
       JOIN passerelle.journey ON journey.report_id = report.id
       WHERE ${STANDS} AND (report.received_at, report.id) > (
           (SELECT cursor_at FROM passerelle.reread WHERE id = $1),
           (SELECT cursor_id FROM passerelle.reread WHERE id = $1))
         AND ($2::text IS NULL OR report.source = $2) AND ($3::text IS NULL OR report.type_code = $3)
         AND ($4::timestamptz IS NULL OR report.received_at >= $4)
         AND ($5::timestamptz IS NULL OR report.received_at < $5)
       ORDER BY report.received_at, report.id LIMIT ${LOOKED_AT}`,
      [id, source ?? null, type ?? null, from ?? null, to ?? null],
    );
  }

  /** Texts kept before readers were written beside them say it themselves; nothing where one does not open. */
  function identify({ id, reader, reader_version: version, document_sealed: sealed }: Candidate): Known {
    if (reader !== null) return { id, reader: { id: reader, version: version ?? '' } };
    try {
      return { id, reader: sealed ? keptStage(cipher, id, 'document', sealed).reader : undefined };
    } catch (error) {
      if (error instanceof SealError) return { id, reader: undefined };
      throw error;
    }
  }

  async function add(
    sql: EntityManager,
    rereadId: string,
    { taken, unreadable }: { readonly taken: readonly string[]; readonly unreadable: readonly string[] },
  ): Promise<number> {
    await sql.query(
      `INSERT INTO passerelle.reread_report (reread_id, report_id, state, settled_at, failure_code, failure_message)
       SELECT $1, id, 'skipped', $3, $4, $5 FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING`,
      [rereadId, unreadable, clock.now(), 'REPORT_UNREADABLE', SKIPPED.REPORT_UNREADABLE],
    );
    const rows = await sql.query<unknown[]>(
      `INSERT INTO passerelle.reread_report (reread_id, report_id, state)
       SELECT $1, id, 'waiting' FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING RETURNING report_id`,
      [rereadId, taken],
    );
    return rows.length;
  }

  async function feed(sql: EntityManager, { id }: RunRow): Promise<'fed' | 'over'> {
    const now = clock.now();
    const lineages = [...(await queueMore(sql, id, now)), ...(await lostOf(sql, id, now))];
    await queue.add(sql, lineages, { priority: REREAD_PRIORITY });
    const [ended] = (await sql.query(
      `UPDATE passerelle.reread SET state = 'done', finished_at = $2 WHERE id = $1 AND NOT EXISTS (
         SELECT 1 FROM passerelle.reread_report WHERE reread_id = $1 AND state IN ('waiting', 'queued'))
       RETURNING id`,
      [id, now],
    )) as [unknown[]];
    return ended.length > 0 ? 'over' : 'fed';
  }

  /** As many as are wanting: those that wait for a server with their new text count, however long that is. */
  async function queueMore(sql: EntityManager, id: string, now: Date): Promise<string[]> {
    const [rows] = (await sql.query(
      `UPDATE passerelle.reread_report AS one SET state = 'queued', queued_at = $2
       FROM passerelle.report WHERE report.id = one.report_id AND one.reread_id = $1 AND one.report_id IN (
         SELECT report_id FROM passerelle.reread_report WHERE reread_id = $1 AND state = 'waiting'
         LIMIT greatest(0, ${QUEUED} - (
           SELECT count(*) FROM passerelle.reread_report WHERE reread_id = $1 AND state = 'queued'
         ) - (
           SELECT count(*) FROM passerelle.reread_report AS other JOIN passerelle.report AS of ON of.id = other.report_id
           WHERE other.reread_id = $1 AND other.state = 'changed' AND of.state IN ('received', 'processing'))))
       RETURNING report.lineage`,
      [id, now],
    )) as [{ lineage: string }[]];
    return rows.map(({ lineage }) => lineage);
  }

  /** Queued for long, and without a job; each is looked at once in a while. */
  async function lostOf(sql: EntityManager, id: string, now: Date): Promise<string[]> {
    const [rows] = (await sql.query(
      `UPDATE passerelle.reread_report AS one SET queued_at = $2
       FROM passerelle.report WHERE report.id = one.report_id AND one.reread_id = $1 AND one.state = 'queued'
         AND one.queued_at < $3
       RETURNING report.lineage`,
      [id, now, new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000)],
    )) as [{ lineage: string }[]];
    const old = [...new Set(rows.map(({ lineage }) => lineage))];
    const waiting = await queue.waiting(sql, old);
    return old.filter((lineage) => !waiting.has(lineage));
  }
}

async function rememberReaders(
  sql: EntityManager,
  known: readonly Known[],
  candidates: readonly Candidate[],
): Promise<void> {
  const unknown = new Set(candidates.filter(({ reader }) => reader === null).map(({ id }) => id));
  const found = known.flatMap(({ id, reader }) => (reader && unknown.has(id) ? [{ id, reader }] : []));
  if (found.length === 0) return;
  await sql.query(
    `UPDATE passerelle.journey SET reader = found.reader, reader_version = found.version
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS found (id, reader, version)
     WHERE journey.report_id = found.id AND journey.reader IS NULL`,
    [
      found.map(({ id }) => id),
      found.map(({ reader }) => reader.id),
      found.map(({ reader }) => reader.version),
    ],
  );
}
