import { type KafkaConfig, type PasserelleConfig } from '../../config/index.js';
import { createKafka, createRecordConsumer, createRecordProducer } from '../../kafka/index.js';
import { type Clock } from '../../kernel/index.js';
import { type Logger, type Metrics } from '../../observability/index.js';
import { type Inbox } from '../events.js';
import { createKafkaIntake, type KafkaIntake } from './kafka-intake.js';
import { toKafkaMetrics } from './metrics.js';

export interface KafkaIntakeParts {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The intake the configuration asks for, or none. */
export function kafkaIntakeOf(config: PasserelleConfig, parts: KafkaIntakeParts): KafkaIntake | undefined {
  const { kafka } = config;
  return kafka?.intake && build(kafka, kafka.intake, config, parts);
}

function build(
  kafka: KafkaConfig,
  intake: NonNullable<KafkaConfig['intake']>,
  { site, sources, worker }: PasserelleConfig,
  { inbox, clock, logger, metrics }: KafkaIntakeParts,
): KafkaIntake {
  const client = createKafka(kafka, logger);
  const sourceOf = new Map(intake.topics.map(({ topic, source }) => [topic, source]));
  return createKafkaIntake({
    ...{ inbox, clock, logger, sources },
    metrics: toKafkaMetrics(metrics, intake.groupId),
    acceptsFictitious: site.acceptsFictitious,
    sourceOf: (topic) => sourceOf.get(topic) ?? 'kafka',
    deadLetterTopic: intake.deadLetterTopic,
    maxBytes: intake.maxRecordBytes,
    concurrency: intake.concurrency,
    stopTimeoutMs: worker.stopGraceSeconds * 1_000,
    producer: createRecordProducer(client),
    consumer: (handle, observer) =>
      createRecordConsumer(client, { ...intake, topics: [...sourceOf.keys()] }, handle, observer),
  });
}
