import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result } from '../kernel/index.js';
import { failureOf } from './failures.js';
import {
  type ConsumerObserver,
  type HandleBatch,
  type IncomingRecord,
  type RecordBatch,
  type RecordConsumer,
} from './ports.js';
import { type OutgoingRecord, type RecordProducer } from './producer.js';

/** Topics without a broker: what a consumer and a producer do, nothing durable. For tests and trials. */
export interface MemoryTopics {
  readonly producer: RecordProducer;
  /** A member of `groupId`; one member has all partitions until it stops. */
  consumer(
    groupId: string,
    topics: readonly string[],
    handle: HandleBatch,
    told: ConsumerObserver,
  ): RecordConsumer;
  /** Of a topic, partition by partition. */
  read(topic: string): readonly IncomingRecord[];
  /** The offset read next. */
  committed(groupId: string, topic: string, partition: number): string | undefined;
  /** From now on the topic takes nothing, or takes records again. */
  refuse(topic: string, error: Readonly<{ type: string }> | undefined): void;
}

const PARTITIONS = 4;
const MOST_IN_A_BATCH = 500;
const IDLE_MS = 5;

export function createMemoryTopics(): MemoryTopics {
  const topics = new Map<string, IncomingRecord[][]>();
  const commits = new Map<string, string>();
  const refused = new Map<string, Readonly<{ type: string }>>();

  function partitionsOf(topic: string): IncomingRecord[][] {
    const known = topics.get(topic) ?? Array.from({ length: PARTITIONS }, () => []);
    topics.set(topic, known);
    return known;
  }

  function write({ topic, key = null, value, headers = {} }: OutgoingRecord): void {
    const partitions = partitionsOf(topic);
    const bytes = key === null ? null : Buffer.from(key);
    const partition = [...(bytes ?? [])].reduce((sum, byte) => sum + byte, 0) % PARTITIONS;
    const records = partitions[partition] as IncomingRecord[];
    records.push({
      ...{ topic, partition, headers, key: bytes },
      offset: String(records.length),
      value: value === null ? null : Buffer.from(value),
    });
  }

  return {
    producer: {
      async send(record): Promise<Result<void>> {
        const error = refused.get(record.topic);
        if (error) return { ok: false, failure: failureOf(error) };
        write(record);
        return ok(undefined);
      },
      close: async () => undefined,
    },
    consumer(groupId, read, handle, told) {
      return createMember({ groupId, read, handle, told, partitionsOf, commits });
    },
    read: (topic) => partitionsOf(topic).flat(),
    committed: (groupId, topic, partition) => commits.get(`${groupId}/${topic}/${partition}`),
    refuse(topic, error) {
      if (error) refused.set(topic, error);
      else refused.delete(topic);
    },
  };
}

interface Membership {
  readonly groupId: string;
  readonly read: readonly string[];
  readonly handle: HandleBatch;
  readonly told: ConsumerObserver;
  readonly partitionsOf: (topic: string) => IncomingRecord[][];
  readonly commits: Map<string, string>;
}

function createMember({ groupId, read, handle, told, partitionsOf, commits }: Membership): RecordConsumer {
  const stopping = new AbortController();
  let living: Promise<unknown> | undefined;

  async function follow(topic: string, partition: number): Promise<void> {
    const key = `${groupId}/${topic}/${partition}`;
    let next = Number(commits.get(key) ?? 0);
    while (!stopping.signal.aborted) {
      const all = partitionsOf(topic)[partition] ?? [];
      const records = all.slice(next, next + MOST_IN_A_BATCH);
      if (records.length === 0) {
        await sleep(IDLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
        continue;
      }
      const batch: RecordBatch = {
        ...{ topic, partition, records },
        isOver: () => stopping.signal.aborted,
        async done(offset) {
          next = Number(offset) + 1;
          commits.set(key, String(next));
          told.committed({ topic, partition, next: String(next), lag: all.length - next });
        },
      };
      const { retryAfterMs = 0 } = await handle(batch);
      await sleep(retryAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      if (living) return;
      const every = Array.from({ length: PARTITIONS }, (_, partition) => partition);
      told.assigned(Object.fromEntries(read.map((topic) => [topic, every])));
      told.up();
      living = Promise.all(read.flatMap((topic) => every.map((partition) => follow(topic, partition))));
    },
    async stop() {
      stopping.abort();
      await living;
    },
  };
}
