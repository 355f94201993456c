import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { THREAD_LIMITS, type ThreadLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { type ReadingJob } from './job.js';
import { ReadingThread } from './reading-thread.js';

export interface ReaderPoolOptions {
  /** Threads at most; each starts when first needed. */
  readonly size?: number;
  readonly limits?: Partial<ThreadLimits>;
  /** The thread's program, for tests of the limits. */
  readonly entry?: URL;
}

interface Waiting {
  readonly job: ReadingJob;
  readonly resolve: (result: Result<Reading>) => void;
}

/**
 * A few threads that read PDF and CDA, so that a hostile file can neither block nor kill the service: a job has a
 * time, a heap and a buffer limit, and a thread that passes one is ended and replaced. Jobs wait in order.
 */
export class ReaderPool {
  readonly #size: number;
  readonly #limits: ThreadLimits;
  readonly #entry: URL | undefined;
  readonly #idle: ReadingThread[] = [];
  readonly #busy = new Set<ReadingThread>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor({ size = 2, limits = {}, entry }: ReaderPoolOptions = {}) {
    this.#size = size;
    this.#limits = { ...THREAD_LIMITS, ...limits };
    this.#entry = entry;
  }

  read(job: ReadingJob): Promise<Result<Reading>> {
    if (this.#closed) return Promise.resolve(stopped());
    return new Promise((resolve) => {
      this.#waiting.push({ job, resolve });
      this.#next();
    });
  }

  /** Ends the threads; what waits or runs is answered by a transient failure. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve(stopped());
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((thread) => thread.end()));
  }

  #next(): void {
    const waiting = this.#waiting[0];
    if (!waiting || (this.#idle.length === 0 && this.#busy.size >= this.#size)) return;
    this.#waiting.shift();
    const thread = this.#idle.pop() ?? new ReadingThread(this.#limits, this.#entry);
    this.#busy.add(thread);
    void thread.run(waiting.job).then((result) => {
      this.#busy.delete(thread);
      if (thread.alive && !this.#closed) this.#idle.push(thread);
      waiting.resolve(result);
      this.#next();
    });
  }
}

function stopped(): Result<never> {
  return documentFailure('DOCUMENT_READER_CRASHED', 'the readers are stopped');
}
