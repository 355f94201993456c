import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesOf } from './lines.js';

describe('the lines of a file of stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = async (content: string) => {
    const file = join(folder, 'stays.jsonl');
    writeFileSync(file, content);
    const lines: string[] = [];
    for await (const line of linesOf(file)) lines.push(line);
    return lines;
  };

  it('are parted by newlines only, not by the separators a report may hold', async () => {
    expect(await read('a\u2028b\u2029c\rd\né\n')).toEqual(['a\u2028b\u2029c\rd', 'é', '']);
  });

  it('lose no letter between two chunks, nor a last line without a newline', async () => {
    const long = 'é'.repeat(100_001);
    expect(await read(`x${long}\n${long}`)).toEqual([`x${long}`, long]);
  });

  it('begin after a byte order mark', async () => {
    expect(await read('\uFEFF{}\n\uFEFF')).toEqual(['{}', '\uFEFF']);
  });
});
