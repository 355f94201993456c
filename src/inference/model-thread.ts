import { Worker } from 'node:worker_threads';
import type { Failure, Result } from '../kernel/index.js';
import { inferenceFailure } from './failures.js';
import { createGate, reopen, shut, waitOutside } from './gate.js';
import type { ModelPackage } from './model-package.js';
import { THREAD, THREAD_OPTIONS } from './thread-options.js';
import type { ThreadMessage, ThreadStart } from './thread-protocol.js';

/** Between the shut gate and the end of a thread that did not answer: it is in a loop of its own, not in the library. */
const GRACE_MS = 2_000;

/** One thread with the model in it. It runs one job at a time, and is dead once one took too long. */
export class ModelThread<Job, Answer> {
  readonly #gate = createGate();
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  readonly ready: Promise<Result<void>>;
  #alive = true;
  #answer: Promise<Result<Answer>> | undefined;
  #settle: ((result: Result<Answer>) => void) | undefined;

  constructor({ manifest, onnx }: ModelPackage, program: URL) {
    const { id, settings } = manifest;
    const workerData: ThreadStart = { program: program.href, gate: this.#gate, onnx, settings };
    this.#worker = new Worker(THREAD, { ...THREAD_OPTIONS, workerData });
    const onExit = (): void => {
      shut(this.#gate);
      waitOutside(this.#gate, GRACE_MS);
    };
    process.on('exit', onExit);
    this.#gone = new Promise((resolve) =>
      this.#worker.once('exit', () => {
        process.off('exit', onExit);
        resolve();
      }),
    );
    this.ready = new Promise((resolve) => {
      this.#worker.on('message', (message: ThreadMessage) => {
        if (message.kind === 'answer') this.#end(message.result as Result<Answer>);
        else resolve(named(message.result, id));
      });
      const died = (): void => {
        this.#alive = false;
        const crash = inferenceFailure('MODEL_CRASHED', `the thread of ${id} died`);
        resolve(crash);
        this.#end(crash);
      };
      this.#worker.on('error', died).on('exit', died);
    });
    void this.ready.then(() => this.#hold(this.#settle !== undefined));
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Resolves once the thread is done with the job, given up or not. */
  async run(job: Job, timeoutMs: number): Promise<Result<Answer>> {
    const ready = await this.ready;
    if (!ready.ok) return ready;
    if (!this.#alive) return inferenceFailure('MODEL_CRASHED', 'the thread died while it waited');
    this.#hold(true);
    reopen(this.#gate);
    this.#answer = new Promise((resolve) => (this.#settle = resolve));
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      void this.end();
    }, timeoutMs);
    this.#worker.postMessage(job);
    const result = await this.#answer;
    clearTimeout(late);
    if (this.#alive) this.#hold(false);
    return isLate ? inferenceFailure('MODEL_TIMEOUT', `the model took more than ${timeoutMs} ms`) : result;
  }

  /** The job in hand stops before its next window. */
  giveUp(): void {
    if (this.#settle) shut(this.#gate);
  }

  /** Ends the thread; resolves when it is gone. */
  async end(): Promise<void> {
    this.#alive = false;
    this.#hold(true);
    shut(this.#gate);
    await within(GRACE_MS, this.#answer ?? this.ready);
    await this.#worker.terminate();
    await this.#gone;
  }

  #end(result: Result<Answer>): void {
    this.#settle?.(result);
    this.#settle = undefined;
  }

  /** An idle thread does not keep the service up. */
  #hold(held: boolean): void {
    if (held) this.#worker.ref();
    else this.#worker.unref();
  }
}

async function within(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

function named(result: Result<void, Failure>, id: string): Result<void> {
  if (result.ok) return result;
  return { ok: false, failure: { ...result.failure, message: `${id}: ${result.failure.message}` } };
}
