import { randomUUID } from 'node:crypto';
import { type Job, type JobResult, PgBoss } from 'pg-boss';
import { type Sql } from '../data-source.js';
import { isPassingError } from '../passing-error.js';
import { PreparingClient } from '../prepared.js';
import { openSlots, type Slots } from './slots.js';

export const QUEUE_SCHEMA = 'queue';
const REPORTS = 'reports';
/** Jobs that wait for systems of others have workers of their own: none of them ever holds a report. */
const ASIDE = 'announcements';
const ASIDE_KEY = 'announce:';
const QUEUES = [REPORTS, ASIDE];
const queueOf = (key: string): string => (key.startsWith(ASIDE_KEY) ? ASIDE : REPORTS);

/** Where nothing else is configured (pg-boss's least is 10). */
const HEARTBEAT_SECONDS = 15;
const SUPERVISE_SECONDS = 5;
/** A job's retries end by our own rule (dead letters, after 72 h): never by a count. */
const ENDLESS = 1_000_000;
/** A job lost by its worker is told by its heartbeat. This ends one that never ends; pg-boss's 15 minutes would give
 *  a lineage with many versions, or a slow server, to a second worker beside the first. */
const LONGEST_JOB_SECONDS = 4 * 3_600;

/**
 * What a job says: a lineage has something new. Which version comes next is read from our own tables. A key that
 * starts with `stay:` names a stay (docs/adr/0007-stay-queue.md), with `announce:` a channel (0019-announcements.md).
 */
export interface LineageJob {
  readonly lineage: string;
  /** As in AddOptions: a job that comes back keeps it. */
  readonly priority?: number;
}

export interface AddOptions {
  /** Seconds to wait before the first try; none where absent. */
  readonly afterSeconds?: number;
  /** Jobs of a higher one are taken first; 0 where absent. */
  readonly priority?: number;
}

/** `retry` comes back with backoff (1 s, ×2, at most 60 s, jitter), or after the seconds it names. */
export type JobOutcome = 'done' | 'retry' | { readonly retryInSeconds: number };

export interface Queue {
  /** Adds jobs inside the caller's transaction. */
  add(sql: Sql, lineages: readonly string[], options?: AddOptions): Promise<void>;
  /** Those of the lineages that have a job waiting or in hand, as the caller's transaction sees it. */
  waiting(sql: Sql, lineages: readonly string[]): Promise<ReadonlySet<string>>;
  /** Wakes this process's workers now: else they look twice a second. */
  nudge(): void;
  /** Runs `handler` for each job, never two at once for one lineage in the whole installation. */
  work(
    options: WorkOptions,
    handler: (lineage: string, signal: AbortSignal) => Promise<JobOutcome>,
  ): Promise<void>;
  /** Jobs waiting (also for a retry) and running. */
  depth(): Promise<{ waiting: number; running: number }>;
  /** Waits for running jobs, at most `graceSeconds`; what is left is taken over by heartbeat. */
  stop(graceSeconds: number): Promise<void>;
}

export interface WorkOptions {
  /** Jobs in hand at the same time in this process. */
  readonly concurrency: number;
  /** Beside them, jobs whose key begins with `announce:`; none where absent. */
  readonly aside?: number;
  /** No other process works on this database: jobs found active were left by a process that was killed. */
  readonly alone: boolean;
}

export interface QueueOptions {
  readonly url: string;
  /** Seconds without a sign of life after which another worker takes over a job added here. At least 10. */
  readonly heartbeatSeconds?: number;
  /** As in DatabaseOptions. */
  readonly preparedStatements?: boolean;
  readonly onError: (error: Error) => void;
}

/** Makes or upgrades the queue's own tables. Part of the migrate command. */
export async function migrateQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: QUEUE_SCHEMA, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  const settings = {
    retryLimit: ENDLESS,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: LONGEST_JOB_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: 365 * 86_400,
    deleteAfterSeconds: 3_600,
  };
  for (const name of QUEUES) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, settings);
    else await boss.createQueue(name, { policy: 'singleton', ...settings });
  }
  await boss.stop({ graceful: false });
}

/** True when the queue's tables are there at the version this build expects. */
export async function isQueueReady(sql: Sql, url: string): Promise<boolean> {
  const rows: { found: string | null }[] = await sql.query(
    `SELECT to_regclass('${QUEUE_SCHEMA}.version')::text AS found`,
  );
  if (!rows[0]?.found) return false;
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  try {
    await boss.start();
    const queues = await Promise.all(QUEUES.map((name) => boss.getQueue(name)));
    return queues.every(Boolean);
  } catch (error) {
    // A database that went away says nothing of its tables.
    if (isPassingError(error)) throw error;
    return false;
  } finally {
    await boss.stop({ graceful: false }).catch(() => undefined);
  }
}

export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { url, heartbeatSeconds = HEARTBEAT_SECONDS, preparedStatements = true, onError } = options;
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    migrate: false,
    schedule: false,
    max: 6,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    application_name: 'passerelle-queue',
    // Handed on to its pool as it is.
    ...(preparedStatements && { Client: PreparingClient }),
  });
  boss.on('error', onError);
  await boss.start();
  const working: Slots[] = [];
  return {
    async add(sql, lineages, { afterSeconds, priority } = {}) {
      if (lineages.length === 0) return;
      const jobs = lineages.map((lineage) => ({
        id: randomUUID(),
        data: { lineage, ...(priority !== undefined && { priority }) },
        singletonKey: lineage,
        heartbeatSeconds,
        ...(priority !== undefined && { priority }),
        ...(afterSeconds !== undefined && { startAfter: afterSeconds }),
      }));
      for (const name of QUEUES) {
        const own = jobs.filter(({ singletonKey }) => queueOf(singletonKey) === name);
        if (own.length > 0) await boss.insert(name, own, { db: inTransaction(sql) });
      }
    },
    async waiting(sql, lineages) {
      if (lineages.length === 0) return new Set();
      const rows: { lineage: string }[] = await sql.query(
        `SELECT DISTINCT singleton_key AS lineage FROM ${QUEUE_SCHEMA}.job
         WHERE name = ANY($1) AND state IN ('created', 'retry', 'active') AND singleton_key = ANY($2)`,
        [[...new Set(lineages.map(queueOf))], lineages],
      );
      return new Set(rows.map(({ lineage }) => lineage));
    },
    nudge() {
      for (const slots of working) slots.wakeOne();
    },
    async work({ concurrency, aside = 0, alone }, handler) {
      if (alone) for (const name of QUEUES) await releaseLeftJobs(boss, name);
      const run = (job: Job<LineageJob>) => settle(boss, job, { handler, heartbeatSeconds, onError });
      working.push(await openSlots(boss, REPORTS, { count: concurrency, run }));
      if (aside > 0) working.push(await openSlots(boss, ASIDE, { count: aside, run }));
    },
    async depth() {
      const queues = await Promise.all(QUEUES.map((name) => boss.getQueue(name)));
      const sum = (count: 'queuedCount' | 'activeCount') =>
        queues.reduce((total, queue) => total + (queue?.[count] ?? 0), 0);
      return { waiting: sum('queuedCount'), running: sum('activeCount') };
    },
    async stop(graceSeconds) {
      await boss.stop({ graceful: true, timeout: graceSeconds * 1_000 });
    },
  };
}

interface Settling {
  readonly handler: (lineage: string, signal: AbortSignal) => Promise<JobOutcome>;
  readonly heartbeatSeconds: number;
  readonly onError: (error: Error) => void;
}

async function settle(
  boss: PgBoss,
  job: Job<LineageJob>,
  { handler, heartbeatSeconds, onError }: Settling,
): Promise<JobResult> {
  const { lineage, priority } = job.data;
  try {
    const outcome = await handler(lineage, job.signal);
    if (typeof outcome === 'object') {
      const startAfter = outcome.retryInSeconds;
      const again = { singletonKey: lineage, heartbeatSeconds, startAfter };
      await boss.send(queueOf(lineage), job.data, { ...again, ...(priority !== undefined && { priority }) });
      return { id: job.id, status: 'completed' };
    }
    return { id: job.id, status: outcome === 'done' ? 'completed' : 'failed' };
  } catch (error) {
    onError(error as Error);
    return { id: job.id, status: 'failed' };
  }
}

/** A second connection inside the transaction would break atomicity: pg-boss runs its SQL on ours. */
function inTransaction(sql: Sql): {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
} {
  return {
    async executeSql(text, values) {
      const rows: unknown = await sql.query(text, values);
      return { rows: Array.isArray(rows) ? rows : [] };
    },
  };
}

/** Jobs that a killed process held come back at once instead of after their heartbeat. */
async function releaseLeftJobs(boss: PgBoss, queue: string): Promise<void> {
  const jobs = await boss.findJobs<LineageJob>(queue, { limit: 100_000 });
  const left = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (left.length > 0) await boss.fail(queue, left);
}
