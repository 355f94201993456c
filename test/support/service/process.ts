import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The repository: commands run in it, as a person runs them. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');
const BUILT = join(ROOT, process.env.PASSERELLE_TEST_BUILD ?? 'dist');

export const builtFile = (path: string): string => join(BUILT, ...path.split('/'));

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real process of ours, and all it has written. */
export interface RunningProcess {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  /** Both, in the order they came. */
  output(): string;
  ended: Promise<Ended>;
  /** Resolves with the first line that `read` makes something of; rejects where the process ends before. */
  line<T>(read: (line: string) => T | undefined): Promise<T>;
}

/** Only what a process needs of ours: a developer's own settings stay out of the tests. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...(LANG && { LANG }), ...own };
}

const running = new Set<ChildProcess>();
// A test that fails leaves no process behind.
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningProcess {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  const written = { out: '', err: '', both: '' };
  const waiting = new Set<() => void>();
  for (const name of ['out', 'err'] as const) {
    const stream = name === 'out' ? child.stdout : child.stderr;
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
      written.both += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
  return {
    child,
    ended,
    out: () => written.out,
    err: () => written.err,
    output: () => written.both,
    line: (read) =>
      new Promise((resolve, reject) => {
        const look = () => {
          for (const line of written.both.split('\n')) {
            const found = read(line);
            if (found === undefined) continue;
            waiting.delete(look);
            return resolve(found);
          }
        };
        waiting.add(look);
        void ended.then(({ status }) => {
          reject(new Error(`The process ended (status ${status}) before it said so:\n${written.both}`));
        });
        look();
      }),
  };
}

/** Runs a command to its end. */
export async function runToEnd(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const running = run(args, env);
  const { status, signal } = await running.ended;
  return { status, signal, out: running.out(), err: running.err() };
}
