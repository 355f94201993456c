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
  /** The process's program: what it does is said by `serveJobs`. That of the readers where absent. */
  readonly program?: URL;
  /** It is a source whose imports have decorators. */
  readonly decorators?: boolean;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly resolve: (result: Result<Answer>) => void;
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
export class ReaderPool<Job extends object = ReadingJob, Answer = Reading> {
  readonly #size: number;
  readonly #limits: ProcessLimits;
  readonly #program: URL | undefined;
  readonly #decorators: boolean;
  readonly #idle: ReadingProcess<Job, Answer>[] = [];
  readonly #busy = new Set<ReadingProcess<Job, Answer>>();
  readonly #waiting: Waiting<Job, Answer>[] = [];
  #running = 0;
  #closed = false;

  constructor({ size = 2, limits = {}, program, decorators = false }: ReaderPoolOptions = {}) {
    this.#decorators = decorators;
    this.#size = size;
    this.#limits = { ...PROCESS_LIMITS, ...limits };
    this.#program = program;
  }

  read(job: Job): Promise<Result<Answer>> {
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
    const { job, resolve } = this.#waiting.shift() as Waiting<Job, Answer>;
    this.#running += 1;
    void this.#readWell(job).then((result) => {
      this.#running -= 1;
      resolve(result);
      this.#next();
    });
  }

  async #readWell(job: Job): Promise<Result<Answer>> {
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

  async #runOn(reader: ReadingProcess<Job, Answer>, job: Job): Promise<Ending<Answer>> {
    this.#busy.add(reader);
    const ending = await reader.run(job);
    this.#busy.delete(reader);
    if (reader.alive && !this.#closed) this.#idle.push(reader);
    return ending;
  }

  async #notNeeded(reader: ReadingProcess<Job, Answer>): Promise<Ending<Answer>> {
    await reader.end();
    return { kind: 'lost' };
  }

  /** One that did not die while it waited, else a new one. */
  #oneThatIsWell(): ReadingProcess<Job, Answer> {
    const alive = this.#idle.filter((reader) => reader.alive);
    this.#idle.splice(0, this.#idle.length, ...alive);
    return this.#idle.pop() ?? this.#start();
  }

  /** In place of one that waits: there are never more than the size. */
  async #freshOne(): Promise<ReadingProcess<Job, Answer>> {
    await this.#idle.pop()?.end();
    return this.#start();
  }

  #start(): ReadingProcess<Job, Answer> {
    return new ReadingProcess(this.#limits, this.#program, this.#decorators);
  }
}

function stopped(): Result<never> {
  return documentFailure('DOCUMENT_READER_CRASHED', 'the readers are stopped');
}
