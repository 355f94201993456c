import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { PROCESS_LIMITS, type ProcessLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { type ReadingJob } from './job.js';
import { type Ending, ReadingProcess } from './reading-process.js';

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

/** A document is given to a second process when the first died with it in hand, and to no third. */
const DEATHS = 2;
/** How often it is given to a process at most, those that died before they took it among them. */
const ATTEMPTS = 5;

/**
 * A few processes that read files, so that a hostile one can neither block nor kill the service: a job has a time, a
 * heap and a memory limit, and a process that passes one is ended and replaced. One that was killed by something else
 * is replaced too, and its job done again. Jobs wait in order.
 */
export class ReaderPool {
  readonly #size: number;
  readonly #limits: ProcessLimits;
  readonly #program: URL | undefined;
  readonly #idle: ReadingProcess[] = [];
  readonly #busy = new Set<ReadingProcess>();
  readonly #waiting: Waiting[] = [];
  #running = 0;
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
    if (this.#waiting.length === 0 || this.#running >= this.#size) return;
    const { job, resolve } = this.#waiting.shift() as Waiting;
    this.#running += 1;
    void this.#readWell(job).then((result) => {
      this.#running -= 1;
      resolve(result);
      this.#next();
    });
  }

  async #readWell(job: ReadingJob): Promise<Result<Reading>> {
    let deaths = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const reader = deaths === 0 ? this.#oneThatIsWell() : await this.#freshOne();
      const ending = this.#closed ? await this.#notNeeded(reader) : await this.#runOn(reader, job);
      if (ending.kind === 'answered') return ending.result;
      if (this.#closed) return stopped();
      if (ending.kind === 'died') deaths += 1;
      if (deaths === DEATHS) {
        return documentFailure('DOCUMENT_KILLS_READER', 'two reading processes died on this document');
      }
    }
    return documentFailure('DOCUMENT_READER_CRASHED', 'reading processes end before they read');
  }

  async #runOn(reader: ReadingProcess, job: ReadingJob): Promise<Ending> {
    this.#busy.add(reader);
    const ending = await reader.run(job);
    this.#busy.delete(reader);
    if (reader.alive && !this.#closed) this.#idle.push(reader);
    return ending;
  }

  async #notNeeded(reader: ReadingProcess): Promise<Ending> {
    await reader.end();
    return { kind: 'lost' };
  }

  /** One that did not die while it waited, else a new one. */
  #oneThatIsWell(): ReadingProcess {
    const alive = this.#idle.filter((reader) => reader.alive);
    this.#idle.splice(0, this.#idle.length, ...alive);
    return this.#idle.pop() ?? this.#start();
  }

  /** In place of one that waits: there are never more than the size. */
  async #freshOne(): Promise<ReadingProcess> {
    await this.#idle.pop()?.end();
    return this.#start();
  }

  #start(): ReadingProcess {
    return new ReadingProcess(this.#limits, this.#program);
  }
}

function stopped(): Result<never> {
  return documentFailure('DOCUMENT_READER_CRASHED', 'the readers are stopped');
}
