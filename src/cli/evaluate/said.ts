import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Problem } from '../../evaluation/index.js';
import { type Failure } from '../../kernel/index.js';
import { type CommandOutput, EXIT } from '../output.js';

interface Files {
  readonly report?: string;
  readonly leaks?: string;
  readonly table?: string;
}

/** Said before an hour of work, not after: and no export is written among other files, which could be a gold. */
export function unwritable({ report, leaks, table }: Files, folder?: string): string | undefined {
  const lost = [report, leaks, table].find((file) => file !== undefined && !existsSync(dirname(file)));
  if (lost !== undefined) return 'a file is asked for in a folder that does not exist';
  const taken = folder !== undefined && existsSync(folder) && readdirSync(folder).length > 0;
  return taken ? '--output is not an empty folder' : undefined;
}

export function outputRefused(place: string, output: CommandOutput): number {
  output.err(`OUTPUT_REFUSED (${place})\n`);
  return EXIT.usage;
}

export const told = ({ file, place, failure: { code, message } }: Problem): string =>
  `${file}, ${place}: ${code} (${message})`;

export function refused({ code, message }: Failure, output: CommandOutput): number {
  output.err(`${code} (${message})\n`);
  return EXIT.usage;
}

/** Every hundred documents, and at the end. */
export function progress(output: CommandOutput, label: string, total: number): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < 100 && done < total) return;
    told = done;
    output.err(`\r${label}: ${String(done)} of ${String(total)} documents`);
  };
}
