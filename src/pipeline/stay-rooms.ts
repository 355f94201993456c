import { type Bundle } from '@medplum/fhirtypes';
import { type Sql } from '../database/index.js';
import { type Delivery, type Outbox, type Zone } from '../delivery/index.js';
import { checkBundleInTurns, isEmptyBundle } from '../fhir/index.js';
import { STAY_JOB } from '../intake/index.js';
import { ok, type Result } from '../kernel/index.js';
import { type Logger } from '../observability/index.js';
import { learnNames, standsIn } from '../pseudonymization/index.js';
import { type StayUseCase } from '../use-cases/index.js';
import { stayFindings } from './stay-findings.js';
import {
  type StandingDocument,
  type StayRooms,
  type StayRun,
  type StayUseCaseOutcome,
} from './stay-ports.js';

/** Where the documents of stays are kept, and sent on their walk again. */
export interface StayDocuments {
  gather(stay: StayRun): Promise<Result<readonly StandingDocument[]>>;
  /** In one transaction: what was kept after the reading goes, the reports are queued, the run remembers them. */
  renew(stay: StayRun, documents: readonly StandingDocument[]): Promise<number>;
}

export interface StayRoomsDependencies {
  readonly documents: StayDocuments;
  readonly useCases: readonly StayUseCase[];
  /** The care zone's Bundle of a stay; without entries where there is nothing to say. */
  readonly toBundle: (stay: StayRun, outcome: StayUseCaseOutcome) => Result<Bundle>;
  /** Writes the stay's own resources that say something else by now; how many. */
  readonly followStay: (stay: StayRun) => Promise<Result<number>>;
  readonly outbox: Pick<Outbox, 'entries' | 'put'>;
  readonly delivery: Delivery;
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly logger: Logger;
}

const ZONE: Zone = 'care';
/** The stay in the outbox, where reports have their id and their lineage. */
const nameOf = ({ key }: StayRun): string => STAY_JOB + key;
const runOf = (stay: StayRun): string => `${nameOf(stay)}:${String(stay.changes)}`;

export function createStayRooms(dependencies: StayRoomsDependencies): StayRooms {
  const { documents, useCases, toBundle, followStay, outbox, delivery, transaction, logger } = dependencies;
  return {
    gather: (stay) => documents.gather(stay),

    learn: (standing) => Promise.resolve(ok(learnNames(standing))),

    async pseudonymizeAgain(stay, standing, learned) {
      const named = standing.filter(({ pseudonymized }) => standsIn(pseudonymized, learned));
      const asked = named.filter(({ reportId }) => !stay.renewed.includes(reportId));
      if (asked.length < named.length) {
        // Read again once already: what stands there is not taken for that name in its place.
        logger.warn(
          { stay: stay.key, documents: named.length - asked.length },
          'A learned name still stands',
        );
      }
      return ok(asked.length === 0 ? 0 : await documents.renew(stay, asked));
    },

    runUseCases(standing) {
      const read = standing.map(({ reportId: id, document, pseudonymized, context }) => ({
        ...{ id, document, pseudonymized, context },
      }));
      const { findings, failures } = stayFindings(read, useCases);
      for (const { useCase, code, message } of failures)
        logger.error({ useCase, code, reason: message }, 'A use case of a stay gave no full result');
      return Promise.resolve(ok({ findings, failures }));
    },

    async prepare(stay, outcome) {
      const entries = await outbox.entries(runOf(stay));
      if (entries.some(({ state }) => state !== 'failed')) return ok(undefined);
      const made = toBundle(stay, outcome);
      if (!made.ok) return made;
      if (isEmptyBundle(made.value)) return ok(undefined);
      const checked = await checkBundleInTurns(made.value);
      if (!checked.ok) return checked;
      await transaction((sql) =>
        outbox.put(sql, {
          ...{ reportId: runOf(stay), lineage: nameOf(stay), version: stay.changes, zone: ZONE },
          bundle: checked.value,
        }),
      );
      return ok(undefined);
    },

    async deliver(stay) {
      const followed = await followStay(stay);
      if (!followed.ok) return followed;
      const sent = await delivery.deliver(runOf(stay));
      return sent.ok ? ok({ resources: followed.value + (sent.value.sent[ZONE] ?? 0) }) : sent;
    },
  };
}
