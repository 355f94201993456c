import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { saidBy } from '../../../test/support/said-by.js';
import { evaluateCommand } from './evaluate-command.js';

const CORPUS = `
groups:
  - title: g
    reports:
      - id: secret-1
        split: dev
        who: { lastName: QUENDERFF, firstNames: [Odile] }
        text: Mme <LAST_NAME Patient>QUENDERFF</>, suivie par le Dr <LAST_NAME Carer>Tessonval</>.
      - id: secret-2
        split: held-out
        text: Vu dans le <HOSPITAL>Zblarvik</> du coin.
`;

describe('passerelle evaluate', () => {
  let folder: string;
  let corpus: string;
  // What an installation has in models/ is not its matter.
  beforeAll(() => (process.env.PASSERELLE_MODELS__PSEUDONYMIZATION = 'off'));
  afterAll(() => delete process.env.PASSERELLE_MODELS__PSEUDONYMIZATION);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
    corpus = join(folder, 'corpus.yml');
    writeFileSync(corpus, CORPUS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => saidBy((output) => evaluateCommand(args, output));
  const task = 'pseudonymization';

  it('prints the figures of each variant, and writes a report without text', async () => {
    const [report, page] = [join(folder, 'report.json'), join(folder, 'page.md')];
    const files = ['--report', report, '--table', page];
    const { status, out, err } = await run(task, '--corpus', corpus, '--compare', ...files);
    expect(status).toBe(0);
    expect(out).toContain('rules, text alone');
    expect(out).toMatch(/LAST_NAME Carer +1 +1 +100\.00/);
    expect(out).toMatch(/leaks\n\nHOSPITAL +1\n/);
    const written = readFileSync(report, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      task,
      corpus: { format: 'marked', documents: 2, notRead: 0, withIdentity: 1 },
      variants: [
        { id: 'rules', figures: { documents: 2, fullyRedacted: { value: 0.5 } } },
        { id: 'rules+identity', leaks: { HOSPITAL: 1 } },
      ],
    });
    const table = readFileSync(page, 'utf8');
    expect(table).toContain('| redacted tokens ');
    expect(await format(table, { parser: 'markdown' })).toBe(table);
    expect(out + err + written + table).not.toMatch(/quenderff|tessonval|zblarvik|secret/i);
  });

  it('keeps texts for a local file of its owner, even where one stood there', async () => {
    const leaks = join(folder, 'leaks.jsonl');
    writeFileSync(leaks, 'older', { mode: 0o644 });
    await run(task, '--corpus', corpus, '--leaks', leaks);
    const lines = readFileSync(leaks, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ document: 'secret-2', what: 'leak', label: 'HOSPITAL', text: 'Zblarvik' }),
    ]);
    if (process.platform !== 'win32') expect(statSync(leaks).mode & 0o777).toBe(0o600);
  });

  it('takes one split, exports it, and reads the export', async () => {
    const output = join(folder, 'out');
    const args = ['--split', 'dev', '--export', 'brat', '--output', output, '--spans', 'gold'];
    expect((await run(task, '--corpus', corpus, ...args)).status).toBe(0);
    expect(readdirSync(output).sort()).toEqual(['secret-1.ann', 'secret-1.txt']);
    const again = await run(task, '--corpus', output);
    expect(again.status).toBe(0);
    expect(again.out).toContain('1 documents (brat)');
  });

  it('says which document it could not read and where, measures the others, and ends with 1', async () => {
    writeFileSync(corpus, `${CORPUS}      - { id: c, text: '<LAST_NAME Patient>Quenderff' }\n`);
    const { status, out, err } = await run(task, '--corpus', corpus);
    expect(status).toBe(1);
    expect(err).toContain('corpus.yml, corpus.yml#1, report 3: CORPUS_SPAN_INVALID');
    expect(out).toContain('2 documents (marked), 1 not read');
    expect(err + out).not.toMatch(/quenderff/i);
  });

  it('writes nothing among other files, and says so before it starts', async () => {
    const full = await run(task, '--corpus', corpus, '--export', 'brat', '--output', folder);
    expect(full).toMatchObject({ status: 2, out: '', err: expect.stringContaining('OUTPUT_REFUSED') });
    const lost = await run(task, '--corpus', corpus, '--report', join(folder, 'no', 'report.json'));
    expect(lost).toMatchObject({ status: 2, out: '', err: expect.stringContaining('OUTPUT_REFUSED') });
  });

  it.each([
    [[]],
    [[task]],
    [['summary', '--corpus', 'x']],
    [[task, '--corpus', 'x', '--format', 'xml']],
    [[task, '--corpus', 'x', '--variant', 'magic']],
    [[task, '--corpus', 'x', '--compare', '--variant', 'rules']],
    [[task, '--corpus', 'x', '--offsets', 'bytes']],
    [[task, '--corpus', 'x', '--export', 'brat']],
    [[task, '--corpus', 'x', '--export', 'xml', '--output', 'y']],
    [[task, '--corpus', 'x', '--spans', 'all']],
    [[task, '--corpus', 'x', '--unknown']],
  ])('%j is no command', async (args) => {
    const { status, err } = await run(...args);
    expect([status, err.startsWith('Usage')]).toEqual([2, true]);
  });

  it('refuses a corpus that is not there, an empty split, a policy that is not, and a format that cannot hold it', async () => {
    expect(await run(task, '--corpus', join(folder, 'no'))).toMatchObject({
      status: 2,
      err: expect.stringContaining('CORPUS_NOT_FOUND'),
    });
    expect((await run(task, '--corpus', corpus, '--split', 'no')).status).toBe(2);
    expect((await run(task, '--corpus', corpus, '--policy', 'no')).status).toBe(2);
    expect((await run(task, '--corpus', corpus, '--variant', 'model')).err).toContain(
      'VARIANT_NOT_AVAILABLE',
    );
    const nested = join(folder, 'c.jsonl');
    const spans = [0, 1].map((start) => ({ start, end: 5, category: 'LAST_NAME' }));
    writeFileSync(nested, JSON.stringify({ id: 'S', documents: [{ text: 'Belvaux', spans }] }));
    const output = join(folder, 'marked');
    const refused = await run(
      task,
      '--corpus',
      nested,
      '--spans',
      'gold',
      '--export',
      'marked',
      '--output',
      output,
    );
    expect([refused.status, existsSync(output)]).toEqual([2, false]);
    expect(refused.err).toContain('CORPUS_NOT_WRITABLE');
  });
});
