import { Session } from 'node:inspector/promises';

/** Work counted, not timed: the same on a slow or a busy machine. */
export interface Work {
  /** Blocks of code that were run, in the files counted. */
  readonly steps: number;
  /** Characters that regular expressions went over, and that were cut out of a text. */
  readonly characters: number;
}

/** What `run` does in the files whose path holds `within`. Not for work that goes on after `run` returns. */
export async function workOf(run: () => unknown, within: string): Promise<Work> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const count = countCharacters();
  try {
    run();
  } finally {
    count.stop();
  }
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  const steps = result
    .filter(({ url }) => url.includes(within))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map((range) => range.count)))
    .reduce((sum, times) => sum + times, 0);
  return { steps, characters: count.read() };
}

function countCharacters(): { readonly read: () => number; readonly stop: () => void } {
  let characters = 0;
  const { exec } = RegExp.prototype;
  const { slice } = String.prototype;
  RegExp.prototype.exec = function counted(this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    characters += (found ? found.index + found[0].length : text.length) - from + 1;
    return found;
  };
  String.prototype.slice = function counted(this: string, ...bounds) {
    const cut = slice.apply(this, bounds);
    characters += cut.length;
    return cut;
  };
  return {
    read: () => characters,
    stop: () => {
      RegExp.prototype.exec = exec;
      String.prototype.slice = slice;
    },
  };
}
