import { type Clock, failed, type Failure, ok, type Result } from '../kernel/index.js';
import { nextAttempt } from './backoff.js';
import { DELIVERY_FAILURES } from './failures.js';
import { type Destination, writeBundle } from './fhir/write-bundle.js';
import { type Ledger } from './ledger/ledger.js';
import { type Outbox, type PendingDelivery, type Zone } from './outbox/outbox.js';
import { type DeliveryMetrics } from './ports.js';

export interface DeliveryDeps {
  readonly outbox: Outbox;
  /** A zone without a target is not configured: putting something in its outbox is a bug. */
  readonly targets: Readonly<Partial<Record<Zone, Destination>>>;
  readonly ledger: Ledger;
  readonly metrics: DeliveryMetrics;
  readonly clock: Clock;
  /** In [0, 1[. */
  readonly random?: () => number;
  /** 72 where absent. */
  readonly giveUpAfterHours?: number;
}

export interface DeliverySummary {
  /** Per zone delivered by this call, how many resources; those sent before are not in it. */
  readonly sent: Readonly<Partial<Record<Zone, number>>>;
  /** Zones where a newer version of the document was there first. */
  readonly overtaken: readonly Zone[];
}

export interface Delivery {
  /**
   * Sends what waits for a report, care then research; each zone on its own. A failure is `transient`, with
   * the seconds to wait in `retryAfterSeconds` (call again then), or `permanent` (dead letter).
   */
  deliver(reportId: string): Promise<Result<DeliverySummary>>;
}

type Outcome = Result<{ zone: Zone; resources: number } | { zone: Zone; overtaken: true }>;

export function createDelivery(deps: DeliveryDeps): Delivery {
  return {
    async deliver(reportId) {
      const outcomes: Outcome[] = [];
      for (const entry of await deps.outbox.entries(reportId)) {
        if (entry.state === 'pending') outcomes.push(await deliverOne(entry, deps));
        if (entry.state === 'failed') outcomes.push(failed(entry.failure));
      }
      return summaryOf(outcomes);
    },
  };
}

async function deliverOne(entry: PendingDelivery, deps: DeliveryDeps): Promise<Outcome> {
  const { outbox, targets, ledger, metrics, clock } = deps;
  const { id, zone, attempts, bundle } = entry;
  const destination = targets[zone];
  if (!destination) throw new Error(`The outbox holds something for the zone ${zone}, which has no target.`);
  if (entry.overtaken) {
    await outbox.markOvertaken(id);
    return ok({ zone, overtaken: true });
  }
  const start = clock.now().getTime();
  const written = await writeBundle(bundle, destination, { ledger, again: attempts > 0 });
  if (!written.ok) return postpone(entry, written.failure, deps);
  await outbox.markSent(id, written.value);
  metrics.delivered(zone, (clock.now().getTime() - start) / 1_000);
  return ok({ zone, resources: written.value.resources.length });
}

async function postpone(entry: PendingDelivery, failure: Failure, deps: DeliveryDeps): Promise<Outcome> {
  const { outbox, metrics, clock, random = Math.random, giveUpAfterHours } = deps;
  const now = clock.now();
  await outbox.markFailed(entry.id, failure, now);
  if (failure.class === 'permanent') {
    metrics.failed(entry.zone, failure.code, true);
    return failed(failure);
  }
  const { retryAfterSeconds } = failure;
  const next = nextAttempt(
    {
      attempt: entry.attempts + 1,
      firstFailedAt: entry.firstFailedAt ?? now,
      now,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(giveUpAfterHours !== undefined && { giveUpAfterHours }),
    },
    random,
  );
  metrics.failed(entry.zone, failure.code, next.kind === 'give-up');
  if (next.kind === 'retry') {
    // Ambiguous too: every write mode finds again what an unanswered attempt made, so it is safe to repeat.
    return failed({
      ...failure,
      class: 'transient',
      retryAfterSeconds: Math.max(1, Math.ceil(next.delayMs / 1_000)),
    });
  }
  const code = 'DELIVERY_GIVEN_UP';
  const givenUp = {
    code,
    class: DELIVERY_FAILURES[code],
    message: `given up; last: ${failure.code}, ${failure.message}`,
  };
  await outbox.markFailed(entry.id, givenUp, now);
  return failed(givenUp);
}

// What can still succeed comes first: the caller tries again, and meets what is final at the end.
function summaryOf(outcomes: readonly Outcome[]): Result<DeliverySummary> {
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  const failure = failures.find((one) => one.class !== 'permanent') ?? failures[0];
  if (failure) return failed(failure);
  const done = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const sent = done.flatMap((one) => ('resources' in one ? [[one.zone, one.resources] as const] : []));
  const overtaken = done.flatMap((one) => ('overtaken' in one ? [one.zone] : []));
  return ok({ sent: Object.fromEntries(sent), overtaken });
}
