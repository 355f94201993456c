import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { until } from '../service/until.js';
import { mendRequestQueue } from '../../../src/kafka/request-queue.js';

/** A client of the test's own, silent. */
export function clientOf(bootstrap: string, retries = 8): Kafka {
  mendRequestQueue();
  return new Kafka({
    brokers: bootstrap.split(','),
    clientId: 'passerelle-test',
    logLevel: logLevel.NOTHING,
    retry: { retries, initialRetryTime: 200, maxRetryTime: 2_000 },
  });
}

/** Does a broker answer? Asked once, for a moment. */
export async function isOpen(bootstrap: string): Promise<boolean> {
  const admin = clientOf(bootstrap, 0).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.length > 0;
  } catch {
    await sleep(250);
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

export interface NewTopic {
  readonly topic: string;
  readonly partitions?: number;
  /** `max.message.bytes` and others. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What a test does to topics and groups, and writes to them. */
export interface Topics {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly producer: Producer;
  create(...topics: readonly NewTopic[]): Promise<void>;
  /** Next offset a group will read, by partition; `-1` where it has committed none, and no partition where nobody knows yet. */
  committed(groupId: string, topic: string): Promise<Readonly<Record<number, number>>>;
  /** Every record of a topic, partition by partition, oldest first. */
  read(topic: string): Promise<readonly ReadRecord[]>;
  close(): Promise<void>;
}

export interface ReadRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export async function openTopics(bootstrap: string): Promise<Topics> {
  const kafka = clientOf(bootstrap);
  const admin = kafka.admin();
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await Promise.all([admin.connect(), producer.connect()]);
  return {
    kafka,
    admin,
    producer,
    async create(...topics) {
      await admin.createTopics({
        // Its own wait gives up where the broker does not know a new topic yet.
        waitForLeaders: false,
        topics: topics.map(({ topic, partitions = 1, settings = {} }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: 1,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        })),
      });
      const names = topics.map(({ topic }) => topic);
      await until(() => admin.fetchTopicMetadata({ topics: names }).catch(() => false as const));
    },
    async committed(groupId, topic) {
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] }).catch((error: unknown) => {
        // The coordinator of a group that is new, or of a broker that starts, is still loading.
        if ((error as { retriable?: boolean }).retriable) return [];
        throw error;
      });
      return Object.fromEntries(
        (found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)]),
      );
    },
    read: (topic) => readAll(kafka, admin, topic),
    async close() {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
  };
}

/** By a group of its own, up to where the topic ends now. */
async function readAll(kafka: Kafka, admin: Admin, topic: string): Promise<ReadRecord[]> {
  const ends = await admin.fetchTopicOffsets(topic);
  const left = new Map(
    ends.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, Number(high)]),
  );
  const records: ReadRecord[] = [];
  if (left.size === 0) return records;
  const groupId = `read-${Math.random().toString(36).slice(2)}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        const offset = Number(message.offset);
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        records.push({
          ...{ partition, offset, value: message.value },
          key: message.key && message.key.toString(),
          headers: Object.fromEntries(headers) as Record<string, string>,
        });
        if (offset + 1 >= (left.get(partition) ?? 0)) left.delete(partition);
        if (left.size === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return records.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}
