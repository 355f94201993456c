import { ReaderPool } from '../../src/document/index.js';
import { type CorpusSet, loadCorpus } from './corpus.js';
import { HELD_OUT_LAYOUT, LAYOUTS, type Layout } from './layouts.js';
import { type Measured, measure, type PrintedFile } from './measure.js';
import { printWithChromium } from './chromium/print.js';
import { printWithPdfkit } from './pdfkit/render.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const flag = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

async function printed(set: CorpusSet, layouts: readonly Layout[]): Promise<PrintedFile[]> {
  const files: PrintedFile[] = [];
  for (const report of loadCorpus(set)) {
    for (const layout of layouts) {
      if (flag('producer') !== 'chromium')
        files.push({ report, layout, producer: 'pdfkit', content: await printWithPdfkit(report, layout) });
      const content = flag('producer') === 'pdfkit' ? undefined : await printWithChromium(report, layout);
      if (content) files.push({ report, layout, producer: 'chromium', content });
    }
  }
  return files;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const sum = (results: readonly Measured[], of: (result: Measured) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

function show(name: string, results: readonly Measured[]): void {
  if (results.length === 0) return;
  const words = sum(results, (result) => result.words);
  const least = Math.min(...results.map((result) => result.inOrder / result.words));
  say(
    [
      name.padEnd(26),
      `${results.length} files`.padStart(9),
      `${words} words`.padStart(12),
      `in order ${percent(sum(results, (result) => result.inOrder) / words)}`.padStart(19),
      `least ${percent(least)}`.padStart(15),
      `extra ${percent(sum(results, (result) => result.extra) / words)}`.padStart(14),
      `table rows ${sum(results, (result) => result.rowsKept)}/${sum(results, (result) => result.rows)}`.padStart(
        19,
      ),
    ].join(' '),
  );
}

/** `--set=held-out`, `--layout=…`, `--producer=…`, `--show=<report id>` prints the texts read. */
async function main(): Promise<void> {
  const set = flag('set') === 'held-out' ? 'held-out' : 'development';
  const asked = LAYOUTS.filter((layout) => layout === flag('layout'));
  const layouts =
    asked.length > 0 ? asked : LAYOUTS.filter((layout) => layout !== HELD_OUT_LAYOUT || set === 'held-out');
  const pool = new ReaderPool({ size: 1 });
  const results: Measured[] = [];
  for (const file of await printed(set, layouts)) results.push(await measure(file, pool));
  await pool.close();
  for (const { report, layout, producer, text } of results)
    if (report.id === flag('show')) say(`\n=== ${report.id} ${layout} ${producer}\n${text}\n`);
  say(`PDF fidelity, ${set} reports: words of the source read in its order`);
  for (const producer of ['pdfkit', 'chromium'] as const)
    for (const layout of layouts)
      show(
        `${producer} ${layout}`,
        results.filter((result) => result.producer === producer && result.layout === layout),
      );
  show('all', results);
  for (const result of results) {
    const { report, layout, producer, words, inOrder, extra } = result;
    if (inOrder < words || extra > 0)
      say(`  ${report.id} ${layout} ${producer}: ${inOrder}/${words} in order, ${extra} extra`);
  }
}

await main();
