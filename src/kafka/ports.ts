import { type Failure } from '../kernel/index.js';

/** A record as it came. */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  /** Its place in the partition, a decimal of up to 19 digits. */
  readonly offset: string;
  /** Records of one key keep their order. */
  readonly key: Buffer | null;
  /** Null: a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string>>;
}

/** Records of one partition, in their order. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly IncomingRecord[];
  /** The service stops, or the partition is given to another member: no further record shall be begun. */
  isOver(): boolean;
  /** This record and all before it are finished: they never come again, once this is committed. Never rejects. */
  done(offset: string): Promise<void>;
}

export interface BatchOutcome {
  /** The records not done come again after this; without it, at once. */
  readonly retryAfterMs?: number;
}

/** Never rejects. Called for one batch of a partition at a time, for several partitions at once. */
export type HandleBatch = (batch: RecordBatch) => Promise<BatchOutcome>;

/** What a consumer tells. */
export interface ConsumerObserver {
  /** The partitions this member has from now on, by topic; what it had before may be another's. */
  assigned(partitions: Readonly<Record<string, readonly number[]>>): void;
  /** `next`: the offset that is read next; `lag`: records of the partition not done yet, as far as is known. */
  committed(place: { topic: string; partition: number; next: string; lag: number }): void;
  /** It reads, or it does not for this reason and tries again after `retryAfterMs`. */
  up(): void;
  down(failure: Failure, retryAfterMs: number): void;
}

/** A member of a group that reads topics. */
export interface RecordConsumer {
  /** Begins, in the background: brokers that cannot be reached are tried again and again. */
  start(): void;
  /** Takes no further batch, waits for those in process, leaves the group. */
  stop(): Promise<void>;
}
