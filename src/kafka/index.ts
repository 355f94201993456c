export { backoffMs } from './backoff.js';
export { createKafka } from './client.js';
export { type ConsumerOptions, createRecordConsumer } from './consumer.js';
export { failureOf, kafkaFailure } from './failures.js';
export { type KafkaLogger } from './log.js';
export { createMemoryTopics, type MemoryTopics } from './memory-topics.js';
export {
  type BatchOutcome,
  type ConsumerObserver,
  type HandleBatch,
  type IncomingRecord,
  type RecordBatch,
  type RecordConsumer,
} from './ports.js';
export { createRecordProducer, type OutgoingRecord, type RecordProducer } from './producer.js';
export { type Kafka } from 'kafkajs';
