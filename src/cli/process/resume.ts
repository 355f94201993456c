import { createReadStream, existsSync } from 'node:fs';

const NEWLINE = 0x0a;

export interface CompleteLines {
  readonly lines: number;
  /** Where the last complete line ends. */
  readonly bytes: number;
  /** Documents and lines in error among them. */
  readonly errors: number;
}

/** How much of an interrupted output is whole: a line cut in the middle is done again. */
export async function completeLines(file: string): Promise<CompleteLines> {
  if (!existsSync(file)) return { lines: 0, bytes: 0, errors: 0 };
  let [lines, bytes, errors] = [0, 0, 0];
  let pending: Buffer[] = [];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...pending, chunk.subarray(from, end)]);
      const found = errorsOf(line);
      if (found === undefined) return { lines, bytes, errors };
      lines += 1;
      errors += found;
      bytes += line.length + 1;
      pending = [];
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
  }
  return { lines, bytes, errors };
}

function errorsOf(line: Buffer): number | undefined {
  try {
    const stay = JSON.parse(line.toString('utf8')) as { error?: unknown; documents?: { error?: unknown }[] };
    return (stay.error ? 1 : 0) + (stay.documents ?? []).filter(({ error }) => error).length;
  } catch {
    return undefined;
  }
}
