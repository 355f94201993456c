import { type ChildProcess, fork } from 'node:child_process';
import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { type ProcessLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { type ReadingAnswer, type ReadingJob } from './job.js';
import { nodeOptions, programOf } from './reader-entry.js';

/** A process is replaced after this many documents, so that what a library keeps does not add up. */
const MAX_JOBS = 500;

/**
 * One reading process. It runs one job at a time, and is dead once a limit was passed. A process and not a thread: V8
 * aborts the whole process when a thread outgrows its heap faster than it can be stopped (tried).
 */
export class ReadingProcess {
  readonly #limits: ProcessLimits;
  readonly #child: ChildProcess;
  #jobs = 0;
  #alive = true;
  #settle: ((result: Result<Reading>) => void) | undefined;

  constructor(limits: ProcessLimits, program: URL = programOf('entry')) {
    this.#limits = limits;
    this.#child = fork(program, [String(limits.memoryMb)], {
      execArgv: nodeOptions(limits.heapMb),
      env: {},
      serialization: 'advanced',
      // What a library prints may quote the document: it goes nowhere.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (answer) => this.#answer(answer as ReadingAnswer));
    this.#child.on('error', () => this.#die(crashed()));
    this.#child.on('exit', (code, signal) => this.#die(this.#alive ? afterExit(code, signal) : crashed()));
    this.#hold(false);
  }

  get alive(): boolean {
    return this.#alive;
  }

  async run(job: ReadingJob): Promise<Result<Reading>> {
    if (!this.#alive) return crashed();
    this.#jobs += 1;
    this.#hold(true);
    const { timeoutMs } = this.#limits;
    const timeout = setTimeout(
      () => this.#die(documentFailure('DOCUMENT_TIMEOUT', `reading took more than ${timeoutMs} ms`)),
      timeoutMs,
    );
    const result = await new Promise<Result<Reading>>((resolve) => {
      this.#settle = resolve;
      // A failed send is followed by the end of the process, which answers.
      this.#child.send(job, () => undefined);
    });
    clearTimeout(timeout);
    if (this.#jobs >= MAX_JOBS) await this.end();
    else if (this.#alive) this.#hold(false);
    return result;
  }

  /** Kills the process; resolves when it is gone. */
  async end(): Promise<void> {
    this.#alive = false;
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#hold(true);
    this.#child.kill('SIGKILL');
    await gone;
  }

  #answer(answer: Result<Reading>): void {
    this.#settle?.(answer);
    this.#settle = undefined;
  }

  #die(failure: Result<never>): void {
    this.#answer(failure);
    if (this.#alive) void this.end();
  }

  /** An idle reader does not keep the service up. */
  #hold(held: boolean): void {
    if (held) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }
}

function crashed(): Result<never> {
  return documentFailure('DOCUMENT_READER_CRASHED', 'the reading process ended');
}

/** V8 aborts past its heap; the monitor, or the kernel, kills past the memory. */
function afterExit(code: number | null, signal: NodeJS.Signals | null): Result<never> {
  const outOfMemory = signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134;
  return outOfMemory
    ? documentFailure('DOCUMENT_OUT_OF_MEMORY', 'reading took more memory than a document may')
    : crashed();
}
