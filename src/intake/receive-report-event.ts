import { type SourceConfig } from '../config/index.js';
import { type Clock, ok, type Result, sensitive } from '../kernel/index.js';
import { type Answer, type Inbox, type InboundMessage } from './events.js';
import { intakeFailure } from './failures.js';
import { localTypesOf, withLocalType } from './local-types.js';
import { readReportEvent, type ReadReportEvent } from './read-report-event.js';

/** What the sender of an event is told: the same again for the same event. */
export interface AcceptedEvent {
  readonly eventId: string;
  readonly accepted: true;
  readonly reportIds?: readonly string[];
}

export interface ReceiveDependencies {
  readonly inbox: Pick<Inbox, 'answerFor'>;
  /** `inbox.keep` where the sender is told its report's id, else `inbox.accept`. */
  readonly keep: Inbox['keep'];
  readonly clock: Clock;
  /** False in production: a test or demonstration identity is refused. */
  readonly acceptsFictitious: boolean;
  readonly sources: readonly SourceConfig[];
}

/** Reads a report event, whoever brought it, and says whether this house takes it. Writes nothing. */
export function readSentEvent(
  json: unknown,
  { acceptsFictitious }: Pick<ReceiveDependencies, 'acceptsFictitious'>,
): Result<ReadReportEvent> {
  const read = readReportEvent(json);
  if (!read.ok) return read;
  const { event } = read.value;
  if (!acceptsFictitious && event.kind === 'report' && event.report.fictitious) {
    return intakeFailure('EVENT_FICTITIOUS', 'patient.fictitious: only real patients are received here');
  }
  return read;
}

export interface KeptEvent {
  readonly accepted: AcceptedEvent;
  /** It was kept before: nothing was done again. */
  readonly replayed: boolean;
}

/** Where an event came from, and the bytes it is known again by. */
export interface Sent {
  readonly source: string;
  readonly bytes: Buffer;
}

/**
 * Keeps a report event, whoever brought it: one that was kept before, with the same body, is answered as then. When it
 * resolves `ok`, the commit has happened.
 */
export async function keepSentEvent(
  { eventId, producer, event }: ReadReportEvent,
  { source, bytes }: Sent,
  { inbox, keep, clock, sources }: Omit<ReceiveDependencies, 'acceptsFictitious'>,
): Promise<Result<KeptEvent>> {
  const message: InboundMessage = {
    ...{ source, sender: producer, controlId: eventId, type: 'report-event' },
    raw: sensitive(bytes),
    receivedAt: clock.now(),
  };
  const before = await inbox.answerFor(message);
  if (before) {
    return ok({ accepted: JSON.parse(before.bytes.toString('utf8')) as AcceptedEvent, replayed: true });
  }
  const told = withLocalType(event, localTypesOf(source, sources));
  const accepted: AcceptedEvent = { eventId, accepted: true };
  const answer: Answer = { code: 'AA', bytes: Buffer.from(JSON.stringify(accepted)) };
  const kept = await keep(message, [told], answer);
  if (!kept.ok) return kept;
  const { reportIds } = kept.value;
  return ok({ accepted: { ...accepted, ...(reportIds.length > 0 && { reportIds }) }, replayed: false });
}
