import { type CommandOutput } from '../../src/cli/output.js';

/** The status of a command and all it wrote. */
export async function saidBy(command: (output: CommandOutput) => number | Promise<number>) {
  const said = { out: '', err: '' };
  const status = await command({
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { status, ...said };
}
