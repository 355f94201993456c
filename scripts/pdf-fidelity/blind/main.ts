import { existsSync, writeFileSync } from 'node:fs';
import { ReaderPool } from '../../../src/document/index.js';
import { BLIND_LAYOUTS, type BlindSet, fileOf } from './layouts.js';
import { type BlindMeasure, measureBlind } from './measure.js';
import { printBlind } from './print.js';
import { loadReports } from './source.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const flag = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const sum = (results: readonly BlindMeasure[], of: (result: BlindMeasure) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

function show(name: string, results: readonly BlindMeasure[]): void {
  const words = sum(results, (result) => result.words);
  const rows = sum(results, (result) => result.rows);
  const least = Math.min(...results.map((result) => result.inOrder / result.words));
  say(
    [
      name.padEnd(16),
      `${results.length} files`.padStart(9),
      `${words} words`.padStart(12),
      `in order ${percent(sum(results, (result) => result.inOrder) / words)}`.padStart(19),
      `least ${percent(least)}`.padStart(15),
      `extra ${percent(sum(results, (result) => result.extra) / words)}`.padStart(14),
      `rows ${sum(results, (result) => result.rowsKept)}/${rows}`.padStart(14),
      `in columns ${sum(results, (result) => result.rowsAligned)}/${rows}`.padStart(20),
    ].join(' '),
  );
}

async function printMissing(set: BlindSet): Promise<void> {
  for (const layout of BLIND_LAYOUTS.filter((one) => one.set === set))
    for (const report of loadReports(layout.folder)) {
      if (existsSync(fileOf(report, layout))) continue;
      const content = await printBlind(report, layout);
      if (!content) throw new Error(`${layout.producer} is not installed`);
      writeFileSync(fileOf(report, layout), content);
    }
}

/** `--set=first|second|third`; `--print` prints the files that are missing; `--show=<layout>/<report>` the text read. */
async function main(): Promise<void> {
  const set = BLIND_LAYOUTS.find((layout) => layout.set === flag('set'))?.set ?? 'first';
  if (process.argv.includes('--print')) return printMissing(set);
  const pool = new ReaderPool({ size: 1 });
  const results = await measureBlind(set, pool);
  await pool.close();
  for (const { report, layout, text } of results)
    if (`${layout.name}/${report.id}` === flag('show')) say(`\n${text}\n`);
  for (const { name } of BLIND_LAYOUTS.filter((one) => one.set === set))
    show(
      name,
      results.filter(({ layout }) => layout.name === name),
    );
  show('all', results);
  if (process.argv.includes('--files'))
    for (const { report, layout, words, inOrder, extra, rows, rowsKept, rowsAligned } of results)
      say(
        `  ${layout.name}/${report.id}: ${inOrder}/${words} in order, ${extra} extra, rows ${rowsKept} and ${rowsAligned} of ${rows}`,
      );
}

await main();
