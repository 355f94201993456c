import { type JobOutcome } from '../database/index.js';
import { type Clock, type Failure, type Result } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import { type ReadingRooms } from './ports.js';
import { type ReadAgain, readReportAgain } from './process-report.js';
import { olderReaders, type RunningReaders } from './reader-versions.js';
import { type DueReread, type Left, type RereadKey, type RereadLog } from './reread-log.js';
import { crashOf } from './worker.js';

/** A text that fails as often by a crash of its reader, or of the whole process, is left as it is. */
const MOST_ATTEMPTS = 5;
/** Seconds before the second try; twice as many before each next one: a quarter of an hour in all. */
const FIRST_PAUSE_SECONDS = 60;

export interface RereadWorkerDependencies {
  readonly rereads: RereadLog;
  readonly rooms: ReadingRooms;
  readonly running: RunningReaders;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'rereads' | 'stepSeconds'>;
  readonly clock: Clock;
}

/** `nothing` is due; `go-on`: look at the lineage again, something may walk; else how the job ends. */
export type RereadOutcome = 'nothing' | 'go-on' | JobOutcome;

/** Reads again what is due of a lineage, one report a call, by the worker that holds the lineage. */
export function createRereadHandler(dependencies: RereadWorkerDependencies) {
  const { rereads, running, logger, metrics, clock } = dependencies;

  return async (lineage: string, signal: AbortSignal): Promise<RereadOutcome> => {
    const due = await rereads.next(lineage);
    if (due === undefined) return 'nothing';
    if (due === 'walking' || due === 'settled') return 'go-on';
    if ('skip' in due) return leave(due, { state: 'skipped', code: due.skip });
    if (due.attempt > MOST_ATTEMPTS) return leave(due, { state: 'failed', failure: INTERRUPTED });
    if (olderReaders(due.former.reader, running).length === 0)
      return leave(due, { state: 'skipped', code: 'READER_NOT_NEWER' });
    if (due.report.payloads.length === 0) return leave(due, { state: 'skipped', code: 'PAYLOAD_ABSENT' });
    const started = clock.now().getTime();
    const read = await readAgain(due, dependencies);
    // The job is no longer ours: whoever has it reads again.
    if (signal.aborted) return 'retry';
    if (!read.ok) return settleFailed(due, read.failure);
    metrics.stepSeconds.observe({ step: 'document' }, (clock.now().getTime() - started) / 1_000);
    if ('same' in read.value)
      return leave(due, { state: 'same', document: { ...due.former, reader: read.value.same } });
    if (!(await rereads.replace(due, read.value.changed))) return 'go-on';
    metrics.rereads.inc({ outcome: 'changed' });
    logger.info({ reportId: due.reportId, rereadId: due.rereadId }, 'Report read again: another text');
    return 'go-on';
  };

  async function settleFailed(due: DueReread, failure: Failure): Promise<RereadOutcome> {
    if (failure.class !== 'permanent' && due.attempt < MOST_ATTEMPTS) {
      logger.warn({ reportId: due.reportId, code: failure.code }, 'Report not read again yet');
      const pause = FIRST_PAUSE_SECONDS * 2 ** (due.attempt - 1);
      return { retryInSeconds: Math.max(pause, failure.retryAfterSeconds ?? 0) };
    }
    return leave(due, { state: 'failed', failure });
  }

  async function leave(due: RereadKey, how: Left): Promise<RereadOutcome> {
    await rereads.leave(due, how);
    metrics.rereads.inc({ outcome: how.state });
    const fields = { reportId: due.reportId, rereadId: due.rereadId };
    if (how.state === 'failed') {
      const { code, message: reason } = how.failure;
      logger.error({ ...fields, code, reason }, 'Report not read again: its former text stays');
    } else if (how.state === 'skipped') {
      logger.warn({ ...fields, code: how.code }, 'Report not read again: its former text stays');
    }
    return 'go-on';
  }
}

const INTERRUPTED: Failure = {
  code: 'REREAD_INTERRUPTED',
  class: 'permanent',
  message: `the worker was lost ${MOST_ATTEMPTS} times while it read this report again`,
};

async function readAgain(
  { report, former }: DueReread,
  { rooms, logger }: RereadWorkerDependencies,
): Promise<Result<ReadAgain>> {
  try {
    return await readReportAgain(report, former, rooms);
  } catch (error) {
    logger.error({ reportId: report.id, error }, 'A room threw');
    return { ok: false, failure: crashOf(error) };
  }
}
