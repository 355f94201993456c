import { type Metrics } from '../../observability/index.js';
import { type KafkaIntakeMetrics } from './ports.js';

/** Into what Prometheus reads. */
export function toKafkaMetrics(metrics: Metrics, group: string): KafkaIntakeMetrics {
  return {
    answered({ source, refusal, seconds }) {
      metrics.messages.inc({ source, type: 'report-event', answer: refusal ? 'AR' : 'AA' });
      if (refusal) metrics.refusals.inc({ source, code: refusal });
      metrics.messageSeconds.observe({ source }, seconds);
    },
    deadLetter: (letter) => metrics.kafkaDeadLetters.inc(letter),
    deadLetterFailed: (failed) => metrics.kafkaDeadLetterFailures.inc(failed),
    waiting: ({ topic, partitions }) => metrics.kafkaWaiting.set({ topic }, partitions),
    assigned(partitions) {
      for (const gauge of [metrics.kafkaOffset, metrics.kafkaLag, metrics.kafkaPartitions]) gauge.reset();
      for (const [topic, some] of Object.entries(partitions)) {
        metrics.kafkaPartitions.set({ topic }, some.length);
      }
    },
    committed({ topic, partition, next, lag }) {
      metrics.kafkaOffset.set({ topic, partition }, Number(next));
      metrics.kafkaLag.set({ topic, partition }, lag);
    },
    up: (isUp) => metrics.kafkaUp.set({ group }, isUp ? 1 : 0),
  };
}
