import { type KafkaConfig } from './kafka-config.js';
import { isLoopback } from './loopback.js';

/** Rules between the settings of `kafka`. */
export function kafkaProblems(kafka: KafkaConfig | undefined): string[] {
  if (!kafka) return [];
  const { tls, sasl, intake, results, brokers } = kafka;
  const hasTls = tls?.enabled ?? false;
  const topics = (intake?.topics ?? []).map(({ topic }) => topic);
  return [
    ...((tls?.certificate === undefined) !== (tls?.key === undefined)
      ? ['kafka.tls: certificate and key go together']
      : []),
    ...(sasl?.mechanism === 'plain' && !hasTls && !brokers.every((broker) => isLoopback(hostOf(broker)))
      ? ['kafka.sasl.mechanism: plain sends the password itself, over TLS only (kafka.tls)']
      : []),
    ...(intake && topics.includes(intake.deadLetterTopic)
      ? ['kafka.intake.deadLetterTopic: not one of the topics that are read']
      : []),
    ...(results && [...topics, intake?.deadLetterTopic].includes(results.topic)
      ? ['kafka.results.topic: not a topic of kafka.intake']
      : []),
  ];
}

/** `[::1]:9092` and `localhost:9092` alike. */
const hostOf = (broker: string): string =>
  broker.slice(0, broker.lastIndexOf(':')).replace(/^\[([^\]]*)\]$/, '$1');
