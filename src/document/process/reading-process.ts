import { type ChildProcess, fork } from 'node:child_process';
import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { type ProcessLimits } from '../limits.js';
import { type Reading } from '../readers/reading.js';
import { OUT_OF_MEMORY_SIGNAL, type ReadingJob, TAKEN } from './job.js';
import { nodeOptions, programOf } from './reader-entry.js';

/** A process is replaced after this many documents, so that what a library keeps does not add up. */
const MAX_JOBS = 500;
/** Until it takes a job, what is slow is the machine: a process that has just started, a file on its way. */
const TAKE_WITHIN_MS = 60_000;

/**
 * How a job ended: with an answer (a limit that was passed is one), or with the end of the process, of a cause that
 * nobody knows. `lost`: before it had taken the job, so that the document has no part in it. `died`: with it in hand.
 */
export type Ending<Answer> =
  { readonly kind: 'answered'; readonly result: Result<Answer> } | { readonly kind: 'lost' | 'died' };

/**
 * One reading process. It runs one job at a time, and is dead once a limit was passed. A process and not a thread: V8
 * aborts the whole process when a thread outgrows its heap faster than it can be stopped (tried).
 */
export class ReadingProcess<Job extends object = ReadingJob, Answer = Reading> {
  readonly #limits: ProcessLimits;
  readonly #child: ChildProcess;
  #jobs = 0;
  #alive = true;
  #hasTaken = false;
  #settle: ((ending: Ending<Answer>) => void) | undefined;
  #timeout: NodeJS.Timeout | undefined;

  constructor(limits: ProcessLimits, program: URL = programOf('entry'), decorators = false) {
    this.#limits = limits;
    this.#child = fork(program, [String(limits.memoryMb)], {
      execArgv: nodeOptions(limits.heapMb, decorators),
      env: {},
      serialization: 'advanced',
      // What a library prints may quote the document: it goes nowhere.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (message) => {
      if (message === TAKEN) this.#take();
      else this.#end({ kind: 'answered', result: message as Result<Answer> });
    });
    this.#child.on('error', () => this.#die({ kind: 'lost' }));
    this.#child.on('exit', () => (this.#alive = false));
    // Later than its exit: what it still said is read by then.
    this.#child.on('close', (code, signal) => this.#die(this.#afterDeath(code, signal)));
    this.#hold(false);
  }

  get alive(): boolean {
    return this.#alive;
  }

  async run(job: Job): Promise<Ending<Answer>> {
    if (!this.#alive) return { kind: 'lost' };
    this.#jobs += 1;
    this.#hasTaken = false;
    this.#hold(true);
    const ending = await new Promise<Ending<Answer>>((resolve) => {
      this.#settle = resolve;
      this.#wait(TAKE_WITHIN_MS, { kind: 'lost' });
      // A failed send is followed by the end of the process, which answers.
      this.#child.send(job, () => undefined);
    });
    if (this.#jobs >= MAX_JOBS) await this.end();
    else if (this.#alive) this.#hold(false);
    return ending;
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

  /** The document's own time begins. */
  #take(): void {
    this.#hasTaken = true;
    const { timeoutMs } = this.#limits;
    const result = documentFailure('DOCUMENT_TIMEOUT', `reading took more than ${timeoutMs} ms`);
    this.#wait(timeoutMs, { kind: 'answered', result });
  }

  #wait(ms: number, then: Ending<Answer>): void {
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => this.#die(then), ms);
  }

  #end(ending: Ending<Answer>): void {
    clearTimeout(this.#timeout);
    this.#settle?.(ending);
    this.#settle = undefined;
  }

  #die(ending: Ending<Answer>): void {
    this.#end(ending);
    if (this.#alive) void this.end();
  }

  /** V8 aborts past its heap, the monitor says it by its signal. A SIGKILL may be anybody's: the kernel's, a person's. */
  #afterDeath(code: number | null, signal: NodeJS.Signals | null): Ending<Answer> {
    if (!this.#hasTaken) return { kind: 'lost' };
    const isMemory = signal === OUT_OF_MEMORY_SIGNAL || signal === 'SIGABRT' || code === 134;
    if (!isMemory) return { kind: 'died' };
    const result = documentFailure('DOCUMENT_OUT_OF_MEMORY', 'reading took more memory than a document may');
    return { kind: 'answered', result };
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
