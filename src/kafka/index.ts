export { createKafka } from './client.js';
export { failureOf, kafkaFailure } from './failures.js';
export { type KafkaLogger } from './log.js';
export { createRecordProducer, type OutgoingRecord, type RecordProducer } from './producer.js';
export { type Kafka } from 'kafkajs';
