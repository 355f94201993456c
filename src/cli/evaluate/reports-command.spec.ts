import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { saidBy } from '../../../test/support/said-by.js';
import { evaluateCommand } from './evaluate-command.js';

const CORPUS = `
reports:
  - id: secret-1
    text: "Prélèvement : <Bacterie Present = Escherichia coli>E. coli</>. Pas de <Infection Absent = Méningite>méningite</>."
    susceptibilities: []
    alerts: []
  - id: secret-2
    split: held-out
    text: "Absence de <Bacterie Present = Staphylococcus aureus>S. aureus</>."
    alerts: [BHRe]
`;

describe('passerelle evaluate, of a use case', () => {
  let folder: string;
  let corpus: string;
  // What an installation has in models/ is not its matter.
  beforeAll(() => (process.env.PASSERELLE_MODELS__PSEUDONYMIZATION = 'off'));
  afterAll(() => delete process.env.PASSERELLE_MODELS__PSEUDONYMIZATION);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evaluate-reports-'));
    corpus = join(folder, 'corpus.yml');
    writeFileSync(corpus, CORPUS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => saidBy((output) => evaluateCommand(args, output));
  const task = 'infections';

  it('prints the figures, and writes a report and a page without text', async () => {
    const [report, page] = [join(folder, 'report.json'), join(folder, 'page.md')];
    const { status, out, err } = await run(task, '--corpus', corpus, '--report', report, '--table', page);
    expect(status).toBe(0);
    expect(out).toContain('2 reports (marked), 0 not read, without results: none');
    expect(out).toMatch(/Bacterie \+ assertion, by name +2 +2 +1 +1 +50\.00 +50\.00 +50\.00/);
    expect(out).toMatch(/alert BHRe +1 +0 +1 +0/);
    expect(out).toMatch(/milliseconds of processor for 3,000 characters: \d/);
    const written = readFileSync(report, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      ...{ task, corpus: { format: 'marked', reports: 2, notRead: 0 }, failed: {} },
      figures: { reports: 2 },
    });
    const table = readFileSync(page, 'utf8');
    expect(await format(table, { parser: 'markdown' })).toBe(table);
    expect(out + err + written + table).not.toMatch(/secret|prélèvement/i);
  });

  it('keeps where gold and Findings differ for a local file of its owner', async () => {
    const leaks = join(folder, 'differences.jsonl');
    await run(task, '--corpus', corpus, '--split', 'held-out', '--leaks', leaks);
    const lines = readFileSync(leaks, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toContainEqual({
      ...{ report: 'secret-2', scope: 'alert BHRe', what: 'missed', key: 'bhre' },
    });
    expect(lines).toContainEqual(
      expect.objectContaining({
        scope: 'Bacterie + assertion, overlap',
        text: 'S. aureus',
        before: 'Absence de ',
      }),
    );
    if (process.platform !== 'win32') expect(statSync(leaks).mode & 0o777).toBe(0o600);
  });

  it('says which report it could not read and where, measures the others, and ends with 1', async () => {
    writeFileSync(corpus, `${CORPUS}  - { id: c, text: 'Pas de <Infection Absent>grippe' }\n`);
    const { status, out, err } = await run(task, '--corpus', corpus);
    expect([status, out.split(',')[0]]).toEqual([1, '2 reports (marked)']);
    expect(err).toContain('corpus.yml, c: CORPUS_SPAN_INVALID');
    expect(err + out).not.toMatch(/grippe/i);
  });

  it.each([
    [[task]],
    [[task, 'treatment-response', '--corpus', 'x']],
    [[task, '--corpus', 'x', '--format', 'xml']],
    [[task, '--corpus', 'x', '--offsets', 'bytes']],
    [[task, '--corpus', 'x', '--compare']],
  ])('%j is no command', async (args) => {
    const { status, err } = await run(...args);
    expect([status, err.startsWith('Usage')]).toEqual([2, true]);
  });

  it('refuses a corpus that is not there, an empty split, an unknown policy and a folder that is not', async () => {
    const missing = await run(task, '--corpus', join(folder, 'no'));
    expect(missing).toMatchObject({ status: 2, err: expect.stringContaining('CORPUS_NOT_FOUND') });
    expect((await run(task, '--corpus', corpus, '--split', 'no')).status).toBe(2);
    expect((await run(task, '--corpus', corpus, '--policy', 'no')).status).toBe(2);
    const lost = await run(task, '--corpus', corpus, '--table', join(folder, 'no', 'page.md'));
    expect(lost).toMatchObject({ status: 2, out: '', err: expect.stringContaining('OUTPUT_REFUSED') });
  });
});
