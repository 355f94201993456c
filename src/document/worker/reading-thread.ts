import { Worker } from 'node:worker_threads';
import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { type ThreadLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { type ReadingAnswer, type ReadingJob } from './job.js';
import { entryOptions, READER_ENTRY } from './reader-entry.js';

const WATCH_MS = 50;
const MEBIBYTE = 2 ** 20;
/** A thread is replaced after this many documents, so that what a library keeps does not add up. */
const MAX_JOBS = 500;

/** One reading thread. It runs one job at a time, and is dead once a limit was passed. */
export class ReadingThread {
  readonly #limits: ThreadLimits;
  readonly #worker: Worker;
  #jobs = 0;
  #alive = true;
  #settle: ((result: Result<Reading>) => void) | undefined;

  constructor(limits: ThreadLimits, entry: URL = READER_ENTRY) {
    this.#limits = limits;
    this.#worker = new Worker(entry, {
      ...entryOptions(entry),
      env: {},
      // What a library prints may quote the document: it goes nowhere.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('message', (answer: ReadingAnswer) => this.#answer(answer));
    this.#worker.on('error', (error: unknown) => this.#die(afterError(error)));
    this.#worker.on('exit', () =>
      this.#die(documentFailure('DOCUMENT_READER_CRASHED', 'the reading thread ended')),
    );
    // An idle thread does not keep the process up.
    this.#worker.unref();
  }

  get alive(): boolean {
    return this.#alive;
  }

  async run(job: ReadingJob): Promise<Result<Reading>> {
    this.#jobs += 1;
    this.#worker.ref();
    const timeout = setTimeout(
      () =>
        this.#die(documentFailure('DOCUMENT_TIMEOUT', `reading took more than ${this.#limits.timeoutMs} ms`)),
      this.#limits.timeoutMs,
    );
    const watch = setInterval(() => void this.#watchBuffers(), WATCH_MS);
    const result = await new Promise<Result<Reading>>((resolve) => {
      this.#settle = resolve;
      if (this.#alive) this.#post(job);
      else resolve(documentFailure('DOCUMENT_READER_CRASHED', 'the reading thread ended'));
    });
    clearTimeout(timeout);
    clearInterval(watch);
    this.#worker.unref();
    if (this.#jobs >= MAX_JOBS) await this.end();
    return result;
  }

  /** A copy goes over: a view would drag along the whole buffer it is cut from. */
  #post(job: ReadingJob): void {
    const content = new Uint8Array(job.content);
    this.#worker.postMessage({ ...job, content }, [content.buffer]);
  }

  async end(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }

  /** V8's own limit does not count array buffers: this one does, also while the thread is in a loop. */
  async #watchBuffers(): Promise<void> {
    const heap = await this.#worker.getHeapStatistics().catch(() => undefined);
    if (!heap || heap.external_memory <= this.#limits.buffersMb * MEBIBYTE) return;
    this.#die(
      documentFailure(
        'DOCUMENT_OUT_OF_MEMORY',
        `reading took more than ${this.#limits.buffersMb} MiB of buffers`,
      ),
    );
  }

  #answer(answer: Result<Reading>): void {
    this.#settle?.(answer);
    this.#settle = undefined;
  }

  #die(failure: Result<never>): void {
    this.#answer(failure);
    if (this.#alive) void this.end();
  }
}

function afterError(error: unknown): Result<never> {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? documentFailure('DOCUMENT_OUT_OF_MEMORY', 'reading took more memory than a document may')
    : documentFailure('DOCUMENT_READER_CRASHED', 'the reading thread failed');
}
