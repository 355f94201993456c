import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HandleBatch,
  type ConsumerObserver,
  type RecordConsumer,
  type RecordProducer,
} from '../../kafka/index.js';
import { createBatchHandler } from './handle-batch.js';
import { createLimiter } from './limiter.js';
import { processRecord, type ProcessRecordDependencies } from './process-record.js';

export interface KafkaIntakeDependencies extends ProcessRecordDependencies {
  /** How long `stop` waits for the records in process. */
  readonly stopTimeoutMs: number;
  /** Records on their way into the inbox at once. */
  readonly concurrency: number;
  readonly producer: RecordProducer;
  /** A member of the group that reads the topics. */
  readonly consumer: (handle: HandleBatch, observer: ConsumerObserver) => RecordConsumer;
}

/** The Kafka entrance of the house. Nothing is read before `start`. */
export interface KafkaIntake {
  start(): void;
  /** Takes no further record, waits for those in process, commits them and leaves the group. What is left after the time allowed comes again. */
  stop(): Promise<void>;
}

export function createKafkaIntake(dependencies: KafkaIntakeDependencies): KafkaIntake {
  const { logger, metrics, producer, concurrency } = dependencies;
  const batches = createBatchHandler({
    limiter: createLimiter(concurrency),
    process: (record) => processRecord(record, dependencies),
    onWaiting({ topic, partition, failure, attempt, retryAfterMs }) {
      logger.warn({ topic, partition, code: failure.code, attempt, retryAfterMs }, 'A Kafka partition waits');
    },
    onCount: (waiting) => metrics.waiting(waiting),
  });
  const consumer = dependencies.consumer(batches.handle, {
    assigned(partitions) {
      batches.forget();
      metrics.assigned(partitions);
      logger.info({ partitions }, 'Kafka partitions assigned');
    },
    committed: (place) => metrics.committed(place),
    up: () => metrics.up(true),
    down(failure, retryAfterMs) {
      metrics.up(false);
      const { code, message } = failure;
      logger.error({ code, reason: message, retryAfterMs }, 'Kafka topics are not read for the moment');
    },
  });
  return {
    start: () => consumer.start(),
    async stop() {
      const waiting = new AbortController();
      const late = sleep(dependencies.stopTimeoutMs, 'late', { signal: waiting.signal }).catch(
        () => 'stopped',
      );
      const ended = await Promise.race([consumer.stop(), late]);
      waiting.abort();
      if (ended === 'late') logger.warn({}, 'Kafka records in process are left: they come again');
      metrics.up(false);
      await producer.close();
    },
  };
}
