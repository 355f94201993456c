import { type LogEntry, logLevel } from 'kafkajs';

/** The part of the service's logger that is used here. */
export interface KafkaLogger {
  debug(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  info(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  error(fields: Readonly<Record<string, unknown>>, sentence: string): void;
}

/** How the client's own sentences begin, and the word that stands for each in our log. */
const EVENTS: readonly (readonly [start: string, event: string])[] = [
  ['Connection error', 'connection-error'],
  ['Connection timeout', 'connection-timeout'],
  ['Failed to connect to', 'connect-failed'],
  ['SASL', 'authentication-failed'],
  ['Response ', 'request-refused'],
  ['Crash', 'consumer-crashed'],
  ['The group is rebalancing', 'rebalancing'],
  ['The coordinator is not aware', 'member-unknown'],
  ['Consumer has joined', 'joined'],
  ['Consumer group received unsubscribed', 'topics-differ'],
  ['Failed to send messages', 'send-failed'],
  ['Failed to execute listener', 'listener-failed'],
];
const OFFSET_GONE = 'Offset out of range';
/** What of an entry is told: places and counts. Never an error's text, nor anything of a record. */
const FIELDS = ['broker', 'groupId', 'topic', 'partition', 'retryCount', 'retryTime'] as const;

/** The client's log, by ids and words of a known few; its own sentences quote what brokers and errors say. */
export const logTo =
  (logger: KafkaLogger) =>
  ({ namespace, level, log }: LogEntry): void => {
    const fields: Record<string, unknown> = { scope: namespace };
    for (const name of FIELDS) {
      const value: unknown = log[name];
      if (typeof value === 'string' || typeof value === 'number') fields[name] = value;
    }
    if (log.message.startsWith(OFFSET_GONE)) {
      return logger.error(fields, 'Kafka records were gone before they were read');
    }
    fields['event'] = EVENTS.find(([start]) => log.message.startsWith(start))?.[1] ?? 'other';
    if (level === logLevel.ERROR || level === logLevel.WARN) return logger.warn(fields, 'Kafka client');
    return logger.debug(fields, 'Kafka client');
  };
