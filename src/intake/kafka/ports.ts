/** Fields are places, codes and counts; the sentence is constant. Never patient data. */
export interface KafkaIntakeLogger {
  info(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  error(fields: Readonly<Record<string, unknown>>, sentence: string): void;
}

/** Where a record stands: no patient data, unlike its key. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** What the Kafka intake counts. */
export interface KafkaIntakeMetrics {
  /** One record finished: kept (`AA`), or dead-lettered for the reason `refusal` (`AR`). */
  answered(event: { source: string; refusal?: string; seconds: number }): void;
  deadLetter(event: { topic: string; code: string }): void;
  /** The dead-letter topic did not take one: it is tried again. */
  deadLetterFailed(event: { code: string }): void;
  /** Partitions that wait to try a record again, of each topic that is read. */
  waiting(event: { topic: string; partitions: number }): void;
  assigned(partitions: Readonly<Record<string, readonly number[]>>): void;
  committed(place: { topic: string; partition: number; next: string; lag: number }): void;
  up(isUp: boolean): void;
}
