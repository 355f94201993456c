import { type JobOutcome } from '../../database/index.js';
import { type Clock, type Failure } from '../../kernel/index.js';
import { nextAttempt } from '../backoff.js';
import { DELIVERY_FAILURES } from '../failures.js';
import { type Announcement, type Channel, type ChannelFailure, type ChannelName } from './announcement.js';
import { type Announcements, type Attempted } from './announcements.js';

/** What the room counts and logs; src/observability gives it. Ids and codes only. */
export interface AnnouncerReporter {
  attempted(announcement: Announcement, attempted: Attempted): void;
  /** A bug. */
  crashed(announcement: Announcement, error: unknown): void;
}

export interface AnnouncerDependencies {
  readonly announcements: Pick<Announcements, 'withNext' | 'rest'>;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly reporter: AnnouncerReporter;
  readonly clock: Clock;
  /** In [0, 1[. */
  readonly random?: () => number;
  readonly giveUpAfterHours: number;
}

/** Another process is sending: it says itself when it is done. */
const BUSY_SECONDS = 5;
/** As often without an answer, and the others go before it: it may be this message that the other side falls over. */
const UNSURE_ATTEMPTS = 3;
/** So many refusals on end are the other side's trouble, not the messages'. */
const REFUSALS_ON_END = 10;
const REFUSAL_PAUSE_SECONDS = 30;

/**
 * Sends what waits on a channel, oldest first, one at a time, until nothing is due. What the other side refuses for good
 * is a dead letter and the next one goes; while it is away everything waits, in its order.
 */
export function createAnnouncer(dependencies: AnnouncerDependencies) {
  const { announcements, channels, reporter, clock, random = Math.random, giveUpAfterHours } = dependencies;

  return async (name: string, signal: AbortSignal): Promise<JobOutcome> => {
    const channel = Object.values(channels).find((one) => one.name === name);
    // No longer configured: what waits is taken up at the first start with it.
    if (!channel) return 'done';
    let refusals = 0;
    while (!signal.aborted) {
      const pause = { seconds: 0 };
      const step = await announcements.withNext(channel.name, async (next) => {
        // The job went to another process while we waited for the database.
        if (signal.aborted) return { kind: 'left' };
        const attempted = await attempt(channel, next, pause);
        reporter.attempted(next, attempted);
        return attempted;
      });
      if (step === 'busy') return { retryInSeconds: BUSY_SECONDS };
      if (step === 'none') {
        const rest = await announcements.rest(channel.name);
        if (rest === 'nothing') return 'done';
        if (rest.dueInSeconds > 0) return { retryInSeconds: Math.ceil(rest.dueInSeconds) };
        continue;
      }
      if (pause.seconds > 0) return { retryInSeconds: pause.seconds };
      refusals = step.kind === 'sent' ? 0 : refusals + 1;
      if (refusals >= REFUSALS_ON_END) return { retryInSeconds: REFUSAL_PAUSE_SECONDS };
    }
    return 'retry';
  };

  /** `pause` is how long the whole channel waits. */
  async function attempt(
    channel: Channel,
    next: Announcement,
    pause: { seconds: number },
  ): Promise<Attempted> {
    const failure = await failureOf(channel, next, reporter);
    if (!failure) return { kind: 'sent' };
    const told = withoutScope(failure);
    if (failure.class === 'permanent') return { kind: 'failed', failure: told };
    const now = clock.now();
    const after = nextAttempt(
      { attempt: next.attempts + 1, firstFailedAt: next.firstFailedAt ?? now, now, giveUpAfterHours },
      random,
    );
    if (after.kind === 'give-up') return { kind: 'failed', failure: givenUp(told) };
    const seconds = Math.max(1, Math.ceil(after.delayMs / 1_000));
    if (failure.scope !== 'message') pause.seconds = seconds;
    const stays =
      failure.scope === 'channel' || (failure.scope === 'unsure' && next.attempts < UNSURE_ATTEMPTS);
    const dueAt = stays ? now : new Date(now.getTime() + Math.max(seconds, LATER_SECONDS) * 1_000);
    return { kind: 'postponed', failure: told, dueAt };
  }
}

/** What lets the others go before it comes back after them. */
const LATER_SECONDS = 5;

/** A bug in a channel must not stop it: the announcement is a dead letter, and a person looks at it. */
async function failureOf(
  channel: Channel,
  next: Announcement,
  reporter: AnnouncerReporter,
): Promise<ChannelFailure | undefined> {
  const { content } = next;
  if (!content) return UNREADABLE;
  try {
    const sent = await channel.send({ ...next, content });
    return sent.ok ? undefined : sent.failure;
  } catch (error) {
    reporter.crashed(next, error);
    return CRASHED;
  }
}

const UNREADABLE: ChannelFailure = {
  code: 'ANNOUNCEMENT_UNREADABLE',
  class: DELIVERY_FAILURES.ANNOUNCEMENT_UNREADABLE,
  message: 'what is kept of it does not open: its key is not configured, or its bytes were altered',
  scope: 'message',
};

const CRASHED: ChannelFailure = {
  code: 'ANNOUNCEMENT_UNFIT',
  class: DELIVERY_FAILURES.ANNOUNCEMENT_UNFIT,
  message: 'no message could be made of it: a bug',
  scope: 'message',
};

const withoutScope = ({ code, class: failureClass, message }: ChannelFailure): Failure => ({
  code,
  class: failureClass,
  message,
});

const givenUp = ({ code, message }: Failure): Failure => ({
  code: 'ANNOUNCEMENT_GIVEN_UP',
  class: DELIVERY_FAILURES.ANNOUNCEMENT_GIVEN_UP,
  message: `given up; last: ${code}, ${message}`,
});
