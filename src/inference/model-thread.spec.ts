import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { THREAD_OPTIONS } from './thread-options.js';

const PROGRAM = fileURLToPath(new URL('../../test/support/inference/a-process.ts', import.meta.url));

describe('a model thread', () => {
  // Ended inside the library, a thread takes the whole process with it.
  it.each(['end', 'exit', 'exit at work', 'close at work'])('lets its process end well: %s', (how) => {
    for (let times = 0; times < 3; times += 1) {
      const ran = spawnSync(process.execPath, [...(THREAD_OPTIONS.execArgv ?? []), PROGRAM, how]);
      const { status, signal } = ran;
      expect({ status, signal, out: String(ran.stdout) + String(ran.stderr) }).toEqual({
        ...{ status: 0, signal: null, out: '[0.5,1]' },
      });
    }
  });
});
