import { type JobOutcome, type Queue } from '../database/index.js';
import { type Delivery, type Outbox } from '../delivery/index.js';
import { fhirFailure } from '../fhir/index.js';
import { STAY_JOB } from '../intake/index.js';
import { type Clock, ok } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import { type Patients } from '../patients/index.js';
import { type Cipher } from '../security/index.js';
import { createStayRooms, type StayRoomsDependencies } from './stay-rooms.js';
import { createStayHandler } from './stay-worker.js';
import { createStayDocuments } from './typeorm-stay-documents.repository.js';
import { createStayLog, type StayLogDependencies } from './typeorm-stay-log.repository.js';

/** What the queue's workers run for each key. */
export type Handler = (key: string, signal: AbortSignal) => Promise<JobOutcome>;

export interface CorridorsDependencies {
  readonly dataSource: StayLogDependencies['dataSource'];
  readonly queue: Pick<Queue, 'add' | 'nudge'>;
  readonly patients: Patients;
  readonly cipher: Cipher;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly giveUpAfterHours: number;
  /** Writes the stay's own resources that say something else by now. */
  readonly followStay: StayRoomsDependencies['followStay'];
  /** The corridor of the reports. */
  readonly lineages: Handler;
}

/** Both corridors behind the one queue: a key says which. */
export function createCorridors(dependencies: CorridorsDependencies): Handler {
  const { dataSource, queue, patients, cipher, clock, logger, metrics, lineages } = dependencies;
  const stays = createStayHandler({
    stays: createStayLog({ dataSource, cipher, clock }),
    rooms: createStayRooms({
      documents: createStayDocuments({ dataSource, queue, patients, cipher, clock }),
      useCases: [],
      toBundle,
      followStay: dependencies.followStay,
      outbox: dependencies.outbox,
      delivery: dependencies.delivery,
      transaction: (work) => dataSource.transaction(work),
      logger,
    }),
    logger,
    metrics,
    clock,
    giveUpAfterHours: dependencies.giveUpAfterHours,
  });
  return (key, signal) =>
    key.startsWith(STAY_JOB) ? stays(key.slice(STAY_JOB.length), signal) : lineages(key, signal);
}

/** The only use case of a stay is in its shadow stage, and the service writes nothing of it: its mapping comes with the next. */
const toBundle: StayRoomsDependencies['toBundle'] = (_stay, { findings }) => {
  const [first] = findings;
  if (!first) return ok({ resourceType: 'Bundle', type: 'transaction' });
  return fhirFailure('MAPPING_USE_CASE_UNKNOWN', `no mapping to FHIR for the stay use case ${first.useCase}`);
};
