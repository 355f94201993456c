import { type Result } from '../kernel/index.js';
import { inferenceFailure } from './failures.js';
import { type ModelPackage } from './model-package.js';
import { ModelThread } from './model-thread.js';
import { type Model } from './ports.js';

export interface ModelPoolOptions {
  readonly model: ModelPackage;
  /** The module that is the thread's `Program`. */
  readonly program: URL;
  /** Threads at most; each starts when first needed. */
  readonly size?: number;
  /** A job that takes longer ends its thread. */
  readonly timeoutMs?: number;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  /** In hand: who does it. */
  thread?: ModelThread<Job, Answer>;
  readonly settle: (result: Result<Answer>) => void;
}

const TIMEOUT_MS = 120_000;
const stopped = (why: string): Result<never> => inferenceFailure('MODEL_STOPPED', why);

/**
 * A model in a few threads: `run()` of the library blocks whoever calls it. Jobs wait in order; a thread that dies fails
 * the job it had in hand, which may be tried again, and the next job finds another.
 */
export class ModelPool<Job, Answer> implements Model<Job, Answer> {
  readonly #options: Required<ModelPoolOptions>;
  readonly #idle: ModelThread<Job, Answer>[] = [];
  readonly #busy = new Set<ModelThread<Job, Answer>>();
  readonly #waiting: Waiting<Job, Answer>[] = [];
  #closed = false;

  constructor({ size = 1, timeoutMs = TIMEOUT_MS, ...options }: ModelPoolOptions) {
    this.#options = { size, timeoutMs, ...options };
  }

  get manifest(): ModelPackage['manifest'] {
    return this.#options.model.manifest;
  }

  async open(): Promise<Result<void>> {
    if (this.#closed) return stopped('the service stops');
    const thread = this.#start();
    this.#busy.add(thread);
    const ready = await thread.ready;
    this.#busy.delete(thread);
    if (ready.ok && !this.#closed) this.#idle.push(thread);
    else await thread.end();
    this.#next();
    return ready;
  }

  ask(job: Job, signal?: AbortSignal): Promise<Result<Answer>> {
    if (this.#closed) return Promise.resolve(stopped('the service stops'));
    if (signal?.aborted === true) return Promise.resolve(stopped('given up before it began'));
    return new Promise((resolve) => {
      const settle = (result: Result<Answer>): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve(result);
      };
      const waiting: Waiting<Job, Answer> = { job, settle };
      const giveUp = (): void => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        else waiting.thread?.giveUp();
        settle(stopped('given up by whoever asked'));
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { settle } of this.#waiting.splice(0)) settle(stopped('the service stops'));
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((thread) => thread.end()));
  }

  #start(): ModelThread<Job, Answer> {
    return new ModelThread<Job, Answer>(this.#options.model, this.#options.program);
  }

  /** A thread may have died while nobody used it. */
  #take(): ModelThread<Job, Answer> {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) if (thread.alive) return thread;
    return this.#start();
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#busy.size >= this.#options.size || this.#closed) return;
    const waiting = this.#waiting.shift() as Waiting<Job, Answer>;
    const thread = this.#take();
    waiting.thread = thread;
    this.#busy.add(thread);
    void thread.run(waiting.job, this.#options.timeoutMs).then((result) => {
      this.#busy.delete(thread);
      if (thread.alive && !this.#closed) this.#idle.push(thread);
      delete waiting.thread;
      waiting.settle(result);
      this.#next();
    });
  }
}
