import { Counter, Gauge, type Registry } from 'prom-client';

/** What is counted of Kafka. Labels name topics, partitions and codes: never a key. */
export function createKafkaMetrics(registers: Registry[]) {
  return {
    kafkaUp: new Gauge({
      name: 'passerelle_kafka_intake_up',
      help: '1 while this process is a member of the group that reads the topics, else 0.',
      labelNames: ['group'],
      registers,
    }),
    kafkaPartitions: new Gauge({
      name: 'passerelle_kafka_assigned_partitions',
      help: 'Partitions this process reads, by topic.',
      labelNames: ['topic'],
      registers,
    }),
    kafkaOffset: new Gauge({
      name: 'passerelle_kafka_committed_offset',
      help: 'The offset that is read next, as committed, of each partition this process reads.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
    kafkaLag: new Gauge({
      name: 'passerelle_kafka_lag_records',
      help: 'Records not committed yet, as seen with the last commit, of each partition this process reads.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
    kafkaWaiting: new Gauge({
      name: 'passerelle_kafka_waiting_partitions',
      help: 'Partitions that wait to try a record again, by topic.',
      labelNames: ['topic'],
      registers,
    }),
    kafkaDeadLetters: new Counter({
      name: 'passerelle_kafka_dead_letters_total',
      help: 'Records written to the dead-letter topic, by the topic they came from and code.',
      labelNames: ['topic', 'code'],
      registers,
    }),
    kafkaDeadLetterFailures: new Counter({
      name: 'passerelle_kafka_dead_letter_failures_total',
      help: 'Attempts to write to the dead-letter topic that failed, by code.',
      labelNames: ['code'],
      registers,
    }),
  };
}
