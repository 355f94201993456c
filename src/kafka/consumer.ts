import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, type EachBatchPayload, type Kafka, type KafkaMessage } from 'kafkajs';
import { backoffMs } from './backoff.js';
import { type Commits, createCommits } from './commits.js';
import { failureOf } from './failures.js';
import {
  type ConsumerObserver,
  type HandleBatch,
  type IncomingRecord,
  type RecordConsumer,
} from './ports.js';

export interface ConsumerOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Where the group has read nothing of a partition yet. */
  readonly fromBeginning: boolean;
  readonly maxFetchBytes: number;
  readonly maxPartitionBytes: number;
  readonly sessionSeconds: number;
}

/** Partitions whose batches are in process at once. */
const PARTITIONS_AT_ONCE = 32;
/** A broker with nothing new answers after this: a paused partition is taken up again no later. */
const LONGEST_WAIT_MS = 500;
const REBALANCE_MS = 60_000;
const FLUSH_EVERY_MS = 2_000;
/** Who lived longer fails for the first time again. */
const LONG_LIFE_MS = 120_000;

/**
 * Reads topics as a member of a group. What is committed is what the handler said is done; whatever goes wrong with the
 * brokers, it begins again with what is not.
 */
export function createRecordConsumer(
  kafka: Kafka,
  options: ConsumerOptions,
  handle: HandleBatch,
  observer: ConsumerObserver,
): RecordConsumer {
  const stopping = new AbortController();
  const stopped = new Promise<undefined>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  let living: Promise<void> | undefined;
  let failures = 0;

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      const error = await liveOnce();
      if (stopping.signal.aborted) return;
      failures = performance.now() - began > LONG_LIFE_MS ? 1 : failures + 1;
      const retryAfterMs = backoffMs(failures);
      observer.down(failureOf(error), retryAfterMs);
      await sleep(retryAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** From joining the group until it fails or is stopped; gives what ended it. */
  async function liveOnce(): Promise<unknown> {
    const consumer = kafka.consumer({
      groupId: options.groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: options.sessionSeconds * 1_000,
      heartbeatInterval: (options.sessionSeconds * 1_000) / 6,
      rebalanceTimeout: REBALANCE_MS,
      maxBytes: options.maxFetchBytes,
      maxBytesPerPartition: options.maxPartitionBytes,
      maxWaitTimeInMs: LONGEST_WAIT_MS,
      // Beginning again is ours, whatever the error: the client gives up on some for good.
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    const member = createMember(consumer);
    const crashed = new Promise<unknown>((resolve) =>
      consumer.on(consumer.events.CRASH, ({ payload: { error } }) => resolve(error)),
    );
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: options.fromBeginning });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch: member.take,
      });
      return await Promise.race([crashed, stopped]);
    } catch (error) {
      return error;
    } finally {
      // Waits for the batches in process.
      await consumer.disconnect().catch(() => undefined);
      member.close();
    }
  }

  function createMember(consumer: Consumer) {
    // The consumer's own method does nothing once it stops; that of a batch still commits.
    let sendBy: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
    const commits = createCommits(async (places) => sendBy?.({ topics: byTopic(places) }), observer);
    const resuming = new Set<NodeJS.Timeout>();
    const flushing = setInterval(() => void commits.flush(), FLUSH_EVERY_MS);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      commits.keepOnly((topic, partition) => memberAssignment[topic]?.includes(partition) ?? false);
      observer.assigned(memberAssignment);
      observer.up();
    });
    return {
      async take(payload: EachBatchPayload): Promise<void> {
        sendBy = (offsets) => payload.commitOffsetsIfNecessary(offsets);
        const { retryAfterMs, lost } = await process(payload, commits);
        if (lost !== undefined) throw lost;
        if (retryAfterMs === undefined) return;
        const resume = payload.pause();
        const timer = setTimeout(() => {
          resuming.delete(timer);
          resume();
        }, retryAfterMs);
        resuming.add(timer);
      },
      close() {
        clearInterval(flushing);
        for (const timer of resuming) clearTimeout(timer);
      },
    };
  }

  /** Hands one batch to the handler, and signs of life to the group meanwhile. */
  async function process(payload: EachBatchPayload, commits: Commits) {
    const { batch } = payload;
    const { topic, partition } = batch;
    commits.seen(topic, partition, batch.highWatermark);
    let lost: unknown;
    const beating = setInterval(
      () => void payload.heartbeat().catch((error: unknown) => (lost ??= error)),
      (options.sessionSeconds * 1_000) / 12,
    );
    try {
      const outcome = await handle({
        topic,
        partition,
        records: batch.messages.map((message) => recordOf(topic, partition, message)),
        isOver: () =>
          stopping.signal.aborted || lost !== undefined || !payload.isRunning() || payload.isStale(),
        async done(offset) {
          payload.resolveOffset(offset);
          const place = nextOf(payload);
          if (place) await commits.commit(place);
        },
      });
      return { ...outcome, lost };
    } finally {
      clearInterval(beating);
    }
  }

  return {
    start() {
      living ??= live();
    },
    async stop() {
      stopping.abort();
      await living;
    },
  };
}

/** What the client reads next of this partition: after the last record, past the marks of a transaction. */
function nextOf({ batch: { topic, partition }, uncommittedOffsets }: EachBatchPayload) {
  const found = uncommittedOffsets()
    .topics.find((one) => one.topic === topic)
    ?.partitions.find((one) => Number(one.partition) === partition);
  return found && { topic, partition, next: found.offset };
}

function byTopic(places: readonly { topic: string; partition: number; offset: string }[]) {
  const topics = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, ...partition } of places) {
    topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}

function recordOf(topic: string, partition: number, message: KafkaMessage): IncomingRecord {
  const headers: Record<string, Buffer | string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const one = Array.isArray(value) ? value.at(-1) : value;
    if (one !== undefined) headers[name] = one;
  }
  return { topic, partition, offset: message.offset, key: message.key, value: message.value, headers };
}
