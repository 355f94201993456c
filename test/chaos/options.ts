import { type KafkaSide } from './kafka-side.js';
import { type Counts } from './plan.js';

export interface ChaosOptions {
  readonly seed: number;
  readonly counts: Counts;
  readonly replicas: number;
  readonly mllpSenders: number;
  readonly httpSenders: number;
  /** Events come by Kafka too, and results go out by it. */
  readonly kafka?: KafkaSide;
  /** Milliseconds between two messages of a sender, at most. */
  readonly paceMs: number;
  /** Milliseconds between two disturbances, at most. */
  readonly gapMs: number;
  /** Messages acknowledged between two disturbances, at least. */
  readonly progress: number;
  /** Milliseconds without any change after which what is not over is a fault. */
  readonly settleMs: number;
}
