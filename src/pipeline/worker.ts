import { isPassingError, type JobOutcome } from '../database/index.js';
import { type Clock, type Failure, type Result } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import { type Delivered, type Rooms } from './ports.js';
import { processReport } from './process-report.js';
import { type ReportLog, type UnreadableReport, type WalkingReport } from './report-log.js';

const HOUR_MS = 3_600_000;

export interface WorkerDependencies {
  readonly reports: ReportLog;
  readonly rooms: Rooms;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** After so many hours of transient failures a report goes to the dead letters. */
  readonly giveUpAfterHours: number;
  /** After so many hours a report no longer waits for the document it is about. */
  readonly awaitHours: number;
  /** Reads again what an operator asked of the lineage, once nothing of it waits: `go-on` where something may walk now. */
  readonly readAgain?: (lineage: string, signal: AbortSignal) => Promise<'nothing' | 'go-on' | JobOutcome>;
}

/**
 * Walks what a lineage has waiting, oldest version first, until nothing is left or something must be tried
 * later. A dead letter ends its own walk only: the next version goes on.
 */
export function createLineageHandler(dependencies: WorkerDependencies) {
  const { reports, logger, metrics, clock, awaitHours } = dependencies;

  return async (lineage: string, signal: AbortSignal): Promise<JobOutcome> => {
    await giveUpWaiting(lineage);
    while (!signal.aborted) {
      const report = await reports.next(lineage);
      if (!report) {
        const read = (await dependencies.readAgain?.(lineage, signal)) ?? 'nothing';
        if (read === 'go-on') continue;
        return read === 'nothing' ? 'done' : read;
      }
      if ('unreadable' in report) {
        const next = await settleFailed(report, report.unreadable);
        if (next !== 'done') return next;
        continue;
      }
      await reports.begin(report);
      const outcome = await walk(report, dependencies, signal);
      if (outcome.ok) await settleDelivered(report, outcome.value);
      // The job is no longer ours (stop, or no sign of life for too long): whoever has it says how it went.
      else if (signal.aborted) return 'retry';
      else {
        const next = await settleFailed(report, outcome.failure);
        if (next !== 'done') return next;
      }
    }
    return 'retry';
  };

  async function giveUpWaiting(lineage: string): Promise<void> {
    const before = new Date(clock.now().getTime() - awaitHours * HOUR_MS);
    for (const { id, source, state, code } of await reports.giveUpWaiting(lineage, before)) {
      metrics.reports.inc({ source, state });
      metrics.failures.inc({ code, class: 'permanent' });
      logger.error({ reportId: id, code }, 'A report waited too long for the document it is about');
    }
  }

  async function settleDelivered(report: WalkingReport, { resources }: Delivered): Promise<void> {
    await reports.delivered(report, resources);
    const { source, again } = report;
    if (again) metrics.walksAgain.inc({ reason: again });
    else {
      metrics.reports.inc({ source, state: 'delivered' });
      const seconds = (clock.now().getTime() - report.receivedAt.getTime()) / 1_000;
      metrics.reportSeconds.observe({ source }, seconds);
    }
    logger.info({ reportId: report.id, action: report.action, resources }, 'Report delivered');
  }

  async function settleFailed(
    report: WalkingReport | UnreadableReport,
    failure: Failure,
  ): Promise<JobOutcome> {
    metrics.failures.inc({ code: failure.code, class: failure.class });
    const fields = { reportId: report.id, code: failure.code, class: failure.class, reason: failure.message };
    // An ambiguous outcome is tried again too: every write is idempotent, so a second one changes nothing.
    if (failure.class !== 'permanent') {
      const { failingSince } = await reports.deferred(report, failure);
      const failingFor = clock.now().getTime() - failingSince.getTime();
      if (failingFor < dependencies.giveUpAfterHours * HOUR_MS) {
        logger.warn(fields, 'Report deferred');
        return failure.retryAfterSeconds === undefined
          ? 'retry'
          : { retryInSeconds: failure.retryAfterSeconds };
      }
    }
    await reports.failed(report, failure);
    metrics.reports.inc({ source: report.source, state: 'failed' });
    logger.error(fields, 'Report set among the dead letters');
    return 'done';
  }
}

/** A bug in a room must not lose the report: it is a failure like another, and a person looks at it. */
async function walk(
  report: WalkingReport,
  { reports, rooms, logger, metrics }: WorkerDependencies,
  signal: AbortSignal,
): Promise<Result<Delivered>> {
  try {
    const counted = report.again ? rooms : countingFindings(rooms, metrics);
    return await processReport(report, whileOurs(counted, signal), reports.journeyOf(report));
  } catch (error) {
    logger.error({ reportId: report.id, error }, 'A room threw');
    return { ok: false, failure: crashOf(error) };
  }
}

/** The results of a report's first walk: the same ones made again are not more results. */
const countingFindings = (rooms: Rooms, metrics: Pick<Metrics, 'findings'>): Rooms => ({
  ...rooms,
  async runUseCases(...given) {
    const made = await rooms.runUseCases(...given);
    for (const { useCase, assertion } of made.ok ? made.value.findings : [])
      metrics.findings.inc({ use_case: useCase, assertion });
    return made;
  },
});

/** Nothing goes out once another worker may have the lineage: it could be at a later version by now. */
const whileOurs = (rooms: Rooms, signal: AbortSignal): Rooms => ({
  ...rooms,
  deliver: async (report) =>
    signal.aborted
      ? { ok: false, failure: { code: 'JOB_TAKEN_OVER', class: 'transient', message: 'the job was lost' } }
      : rooms.deliver(report),
});

/** The database gone in the middle is no bug: the report waits for it. */
export function crashOf(error: unknown): Failure {
  return isPassingError(error)
    ? { code: 'DATABASE_UNAVAILABLE', class: 'transient', message: 'the database was lost during the walk' }
    : { code: 'ROOM_CRASHED', class: 'permanent', message: 'a room threw: see the log for its place' };
}
