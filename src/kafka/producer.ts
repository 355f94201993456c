import { type Kafka, Partitioners, type Producer } from 'kafkajs';
import { failed, ok, type Result } from '../kernel/index.js';
import { failureOf } from './failures.js';

/** A record to write. Records with the same key keep their order. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}

export interface RecordProducer {
  /** Resolves `ok` once all in-sync replicas have it. A record may come twice where an answer was lost. Never throws. */
  send(record: OutgoingRecord): Promise<Result<void>>;
  close(): Promise<void>;
}

/** Writes records; the connection is made with the first. Topics are never created by it. */
export function createRecordProducer(kafka: Kafka): RecordProducer {
  let connected: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  return {
    async send({ topic, ...message }) {
      try {
        connected ??= connect();
        const producer = await connected.catch((error: unknown) => {
          connected = undefined;
          throw error;
        });
        await producer.send({ topic, acks: -1, messages: [message] });
        return ok(undefined);
      } catch (error) {
        return failed(failureOf(error));
      }
    },
    async close() {
      const producer = await connected?.catch(() => undefined);
      connected = undefined;
      await producer?.disconnect().catch(() => undefined);
    },
  };
}
