import { type Result } from '../kernel/index.js';
import { type ModelManifest } from './manifest.js';

/** A trained model, wherever it runs: a job in, an answer out, never on the thread that asks. */
export interface Model<Job, Answer> {
  readonly manifest: ModelManifest;
  /** Starts a thread and opens the model in it: what is wrong with the package is told now, not at the first job. */
  open(): Promise<Result<void>>;
  /** `signal` takes a job that still waits out of the queue, and lets whoever asked go on. */
  ask(job: Job, signal?: AbortSignal): Promise<Result<Answer>>;
  /** Ends the threads; what waits or runs is answered by a transient failure. */
  close(): Promise<void>;
}
