import { isPassingError } from '../../database/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Inbox, type InboundMessage, type KeptMessage } from '../events.js';
import { intakeFailure } from '../failures.js';
import { beginAgain } from './begin-again.js';
import { type InboxDependencies } from './dependencies.js';
import { createGrouping } from './grouping.js';
import { createPlacer } from './placer.js';
import { MergeRefused } from './typeorm-identity-events.repository.js';
import { type Arriving, createMessages } from './typeorm-messages.repository.js';
import { createPlaceEvents, type Placed } from './typeorm-place-events.repository.js';
import { createPlacing } from './typeorm-placing.repository.js';

const UNIQUE_VIOLATION = '23505';
/** Two groups at once: one is written while the other one is made. */
const GROUPS = {
  ...{ most: 64, atOnce: 2, mostBytes: 8_000_000 },
  sizeOf,
  isOfAll: isPassingError,
};

/** The inbox, with the loop that places what `accept` kept. */
export interface PlacingInbox extends Inbox {
  /** Begins to place; also what a process that was killed left. */
  start(): void;
  /** Lets what is in hand end: what is left waits for the next process. */
  stop(): Promise<void>;
}

/** The inbox in PostgreSQL. */
export function createInbox(dependencies: InboxDependencies): PlacingInbox {
  const { dataSource, queue, cipher, clock } = dependencies;
  const { onIncident, onFault = () => undefined, onTrouble = () => undefined } = dependencies;
  const messages = createMessages({ dataSource, cipher });
  const placeEvents = createPlaceEvents(dependencies);
  const onPlaced = ({ incidents, isQueued }: Pick<Placed, 'incidents' | 'isQueued'>) => {
    if (isQueued) queue.nudge();
    for (const incident of incidents) onIncident?.(incident);
  };
  const placer = createPlacer(
    createPlacing({ dataSource, cipher, clock, placeEvents, onPlaced, onTrouble, onFault }),
    onTrouble,
  );
  const answerFor = createGrouping(messages.answersFor, {
    ...{ most: 256, atOnce: 2, mostBytes: Number.POSITIVE_INFINITY, sizeOf: () => 0 },
    isOfAll: isPassingError,
  });
  const writeGrouped = createGrouping(
    (group: readonly Arriving[]) => beginAgain(() => messages.writeAll(group)),
    GROUPS,
  );

  /** In one statement with others that come at the same time. */
  const write = (arriving: Arriving): Promise<Result<KeptMessage>> =>
    attempt(async () => {
      const id = await writeGrouped(arriving);
      return id === undefined ? messages.keptBefore(arriving.message) : { messageId: id, reportIds: [] };
    }, arriving.message);

  const keep: Inbox['keep'] = (message, events, answer) =>
    attempt(async () => {
      await placer.drain();
      const placed = await beginAgain(() =>
        dataSource.transaction(async (sql) => {
          const messageId = await messages.write(sql, { message, answer });
          return { messageId, ...(await placeEvents(sql, [{ messageId, message, events }])) };
        }),
      );
      onPlaced(placed);
      const { messageId, reportIds } = placed;
      return { messageId, reportIds: reportIds.get(messageId) ?? [] };
    }, message);

  return {
    answerFor,
    keep,
    start: () => placer.start(),
    stop: () => placer.stop(),
    refuse: (message, failure, answer) => write({ message, answer, failure }),
    async accept(message, events, answer) {
      // What these find, or what their sender is told, depends on what stands now.
      if (events.some(({ kind }) => kind === 'merge' || kind === 'referred'))
        return keep(message, events, answer);
      if (events.length === 0) return write({ message, answer });
      const kept = await write({ message, answer, events });
      if (kept.ok) placer.wake();
      return kept;
    },
  };

  async function attempt(
    work: () => Promise<KeptMessage>,
    message: InboundMessage,
  ): Promise<Result<KeptMessage>> {
    try {
      return ok(await work());
    } catch (error) {
      if (error instanceof MergeRefused) return { ok: false, failure: error.failure };
      const { code, constraint } = error as { code?: string; constraint?: string };
      // The same message came twice at the same moment, on two sockets: the other one kept it.
      if (code === UNIQUE_VIOLATION && constraint === 'message_answered')
        return ok(await messages.keptBefore(message));
      return intakeFailure(
        'INBOX_UNAVAILABLE',
        `the inbox could not keep the message (${code ?? 'no code'})`,
      );
    }
  }
}

/** Files that pointers led to are in its events alone. */
function sizeOf({ message, events = [] }: Arriving): number {
  const files = events.flatMap((event) => (event.kind === 'report' ? event.report.payloads : []));
  return files.reduce((sum, { content }) => sum + content.reveal().length, message.raw.reveal().length);
}
