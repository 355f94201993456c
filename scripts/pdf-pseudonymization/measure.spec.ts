import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateCommand } from '../../src/cli/evaluate/index.js';
import { measureAsPdf, type Printing } from './measure.js';
import { LAYOUTS } from './report.js';

const CORPUS = `
groups:
  - title: g
    reports:
      - id: secret-1
        split: dev
        text: Mme <LAST_NAME Patient>QUENDERFF</>, suivie par le Dr <LAST_NAME Carer>Tessonval</>.
      - id: secret-2
        text: Rien de plus.
`;

describe('the figures of a corpus printed as PDF', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'as-pdf-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (args: readonly string[], printing: Partial<Printing> = {}) => {
    const said = { out: '', err: '' };
    const corpus = join(folder, 'corpus.yml');
    writeFileSync(corpus, CORPUS);
    const status = await evaluateCommand(
      ['pseudonymization', '--corpus', corpus, '--variant', 'rules', ...args],
      { out: (text) => void (said.out += text), err: (text) => void (said.err += text) },
      measureAsPdf({ producers: ['pdfkit'], show: undefined, ...printing }),
    );
    return { status, ...said };
  };

  it('stand beside those of the text, with the points between them', async () => {
    const report = join(folder, 'report.json');
    const { status, out } = await run(['--report', report]);
    expect(status).toBe(0);
    expect(out).toMatch(/text +fixed-pitch, pdfkit +proportional, pdfkit +form, pdfkit\n/);
    expect(out).toMatch(
      /token recall +100\.00 +100\.00 \(\+0\.00\) +100\.00 \(\+0\.00\) +100\.00 \(\+0\.00\)\n/,
    );
    expect(out).toMatch(/reading lost +— +0 of 2 +0 of 2 +0 of 2\n/);
    const written = readFileSync(report, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      corpus: { split: null, documents: 2, notRead: 0 },
      variants: [
        {
          id: 'rules',
          forms: ['text', ...LAYOUTS.map((layout) => `${layout}, pdfkit`)].map((form) => ({
            form,
            notRead: 0,
          })),
        },
      ],
    });
    expect(written).not.toMatch(/QUENDERFF|secret-/);
  });

  it('show a document as it was read where it is asked for', async () => {
    const { out } = await run(['--split', 'dev'], { show: 'secret-1' });
    expect(out).toContain('=== secret-1, form, pdfkit: 0 words lost\n');
  });

  it.each([['--no-identities'], ['--leaks', 'leaks.jsonl'], ['--table', 'page.md']])(
    'are not made with %s',
    async (...args) => {
      const { status, err } = await run(args);
      expect([status, err]).toEqual([
        2,
        '--as-pdf goes without --no-identities, --export, --leaks and --table\n',
      ]);
    },
  );

  it.each([['--split', 'none']])('need a document: %s', async (...args) => {
    expect(await run(args)).toEqual({ status: 2, out: '', err: 'no document to measure\n' });
  });
});
