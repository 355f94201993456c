import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { saidBy } from '../../../test/support/said-by.js';
import { evaluateCommand } from './evaluate-command.js';

describe('passerelle evaluate assertion', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assertion-command-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const corpus = join(folder, 'lines.txt');
  writeFileSync(corpus, 'Pas de <e assertion=Absent>fièvre</e>.\nPas de <e>zbluche</e>.\n');

  const run = (...args: string[]) => saidBy((output) => evaluateCommand(['assertion', ...args], output));

  it('prints the figures; only the local file holds words', async () => {
    const [report, page, leaks] = ['r.json', 'p.md', 'l.jsonl'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const files = ['--report', report, '--table', page, '--leaks', leaks];
    const { status, out } = await run('--corpus', corpus, ...files);
    expect(status).toBe(0);
    expect(out).toContain('2 lines, 2 entities');
    expect(out).toMatch(/negation \(Absent\) +1 +2 +0 +1 +50\.00 +100\.00 +66\.67/);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ task: 'assertion', entities: 2 });
    const table = readFileSync(page, 'utf8');
    expect(await format(table, { parser: 'markdown' })).toBe(table);
    expect(out + readFileSync(report, 'utf8') + table).not.toContain('zbluche');
    expect(readFileSync(leaks, 'utf8')).toContain('zbluche');
  });

  it.each([[[]], [['--corpus', corpus, '--split', 'x']]])('%j is no command', async (args) => {
    expect((await run(...args)).status).toBe(2);
  });

  it('refuses a corpus that is not there or holds nothing, and a folder that is not', async () => {
    expect((await run('--corpus', join(folder, 'no'))).err).toContain('CORPUS_NOT_FOUND');
    const empty = join(folder, 'empty.txt');
    writeFileSync(empty, '# nothing\n');
    expect(await run('--corpus', empty)).toMatchObject({ status: 2, out: '' });
    const lost = join(folder, 'no', 'page.md');
    expect((await run('--corpus', corpus, '--table', lost)).err).toContain('OUTPUT_REFUSED');
    expect(existsSync(lost)).toBe(false);
  });
});
