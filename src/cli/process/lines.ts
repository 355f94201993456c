import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;

/**
 * Lines of a JSON Lines file. Only `\n` parts them: a report may hold U+2028 (word processors write it), which
 * JSON allows as it is and Node's readline takes for the end of a line.
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  let isFirst = true;
  const take = (last: Buffer): string => {
    const line = Buffer.concat([...pending, last]).toString('utf8');
    pending = [];
    const text = isFirst ? line.replace(/^\uFEFF/, '') : line;
    isFirst = false;
    return text;
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      yield take(chunk.subarray(from, end));
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
  }
  yield take(Buffer.alloc(0));
}
