import { type JobOutcome } from '../database/index.js';
import { STAY_QUIET_SECONDS } from '../intake/index.js';
import { type Clock, type Failure, type Result } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import { processStay } from './process-stay.js';
import { type StayLog } from './stay-log.js';
import { type StayOutcome, type StayRooms, type StayRun } from './stay-ports.js';
import { crashOf } from './worker.js';

const HOUR_MS = 3_600_000;
const SOON: JobOutcome = { retryInSeconds: STAY_QUIET_SECONDS };

export interface StayWorkerDependencies {
  readonly stays: StayLog;
  readonly rooms: StayRooms;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'failures' | 'stayRuns'>;
  readonly clock: Clock;
  /** After so many hours of transient failures a stay goes to the dead letters. */
  readonly giveUpAfterHours: number;
}

/** Walks one stay once its reports are settled and nothing has changed for a moment; again if something came meanwhile. */
export function createStayHandler(dependencies: StayWorkerDependencies) {
  const { stays, logger, metrics, clock } = dependencies;

  return async (key: string, signal: AbortSignal): Promise<JobOutcome> => {
    const stay = await stays.begin(key);
    if (stay === 'nothing-new') return 'done';
    if (stay === 'changing') return SOON;
    // With the queue's backoff: its reports may wait for hours for a server.
    if (stay === 'reports-walking') return 'retry';
    const outcome = await walk(stay, dependencies, signal);
    if (signal.aborted) return 'retry';
    if (!outcome.ok) return settleFailed(stay, outcome.failure);
    if ('again' in outcome.value) {
      metrics.stayRuns.inc({ outcome: 'documents-again' });
      logger.info({ stay: key, documents: outcome.value.again }, 'Documents of a stay pseudonymized again');
      return SOON;
    }
    const { resources, documents } = outcome.value;
    const end = await stays.done(stay, { documents, resources, renewed: stay.renewed.length });
    metrics.stayRuns.inc({ outcome: 'done' });
    logger.info({ stay: key, documents, resources }, 'Stay walked');
    return end === 'changed' ? SOON : 'done';
  };

  async function settleFailed(stay: StayRun, failure: Failure): Promise<JobOutcome> {
    const { code, message, retryAfterSeconds } = failure;
    metrics.failures.inc({ code, class: failure.class });
    const fields = { stay: stay.key, code, class: failure.class, reason: message };
    if (failure.class !== 'permanent') {
      const { failingSince } = await stays.deferred(stay, failure);
      if (clock.now().getTime() - failingSince.getTime() < dependencies.giveUpAfterHours * HOUR_MS) {
        metrics.stayRuns.inc({ outcome: 'deferred' });
        logger.warn(fields, 'Stay deferred');
        return retryAfterSeconds === undefined ? 'retry' : { retryInSeconds: retryAfterSeconds };
      }
    }
    const end = await stays.failed(stay, failure);
    metrics.stayRuns.inc({ outcome: 'failed' });
    logger.error(fields, 'Stay set among the dead letters');
    return end === 'changed' ? SOON : 'done';
  }
}

/** A bug in a room is a failure like another, and a person looks at it. */
async function walk(
  stay: StayRun,
  { stays, rooms, logger }: StayWorkerDependencies,
  signal: AbortSignal,
): Promise<Result<StayOutcome>> {
  try {
    return await processStay(stay, whileOurs(rooms, signal), stays.journeyOf(stay));
  } catch (error) {
    logger.error({ stay: stay.key, error }, 'A room threw');
    return { ok: false, failure: crashOf(error) };
  }
}

/** Nothing goes out once another worker may have the stay. */
const whileOurs = (rooms: StayRooms, signal: AbortSignal): StayRooms => ({
  ...rooms,
  deliver: async (stay) =>
    signal.aborted
      ? { ok: false, failure: { code: 'JOB_TAKEN_OVER', class: 'transient', message: 'the job was lost' } }
      : rooms.deliver(stay),
});
