import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { PROCESS_LIMITS, type ProcessLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { type ReadingJob } from './job.js';
import { ReadingProcess } from './reading-process.js';

export interface ReaderPoolOptions {
  /** Processes at most; each starts when first needed. */
  readonly size?: number;
  readonly limits?: Partial<ProcessLimits>;
  /** The process's program, for tests of the limits. */
  readonly program?: URL;
}

interface Waiting {
  readonly job: ReadingJob;
  readonly resolve: (result: Result<Reading>) => void;
}

/**
 * A few processes that read PDF and CDA, so that a hostile file can neither block nor kill the service: a job has a
 * time, a heap and a memory limit, and a process that passes one is ended and replaced. Jobs wait in order.
 */
export class ReaderPool {
  readonly #size: number;
  readonly #limits: ProcessLimits;
  readonly #program: URL | undefined;
  readonly #idle: ReadingProcess[] = [];
  readonly #busy = new Set<ReadingProcess>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor({ size = 2, limits = {}, program }: ReaderPoolOptions = {}) {
    this.#size = size;
    this.#limits = { ...PROCESS_LIMITS, ...limits };
    this.#program = program;
  }

  read(job: ReadingJob): Promise<Result<Reading>> {
    if (this.#closed) return Promise.resolve(stopped());
    return new Promise((resolve) => {
      this.#waiting.push({ job, resolve });
      this.#next();
    });
  }

  /** Ends the processes; what waits or runs is answered by a transient failure. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve(stopped());
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((reader) => reader.end()));
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#busy.size >= this.#size) return;
    const { job, resolve } = this.#waiting.shift() as Waiting;
    const reader = this.#takeIdle() ?? new ReadingProcess(this.#limits, this.#program);
    this.#busy.add(reader);
    void reader.run(job).then((result) => {
      this.#busy.delete(reader);
      if (reader.alive && !this.#closed) this.#idle.push(reader);
      resolve(result);
      this.#next();
    });
  }

  /** One that did not die while it waited. */
  #takeIdle(): ReadingProcess | undefined {
    const alive = this.#idle.filter((reader) => reader.alive);
    this.#idle.splice(0, this.#idle.length, ...alive);
    return this.#idle.pop();
  }
}

function stopped(): Result<never> {
  return documentFailure('DOCUMENT_READER_CRASHED', 'the readers are stopped');
}
