import { existsSync, readFileSync } from 'node:fs';
import { type ReaderPool, READING_LIMITS } from '../../../src/document/index.js';
import { type Fidelity, fidelityOf } from '../words.js';
import { BLIND_LAYOUTS, type BlindLayout, blindReference, type BlindSet, fileOf } from './layouts.js';
import { type BlindReport, cellsInPlace, cellsRead, loadReports, type Row, rowsOf } from './source.js';

export interface BlindMeasure extends Fidelity {
  readonly report: BlindReport;
  readonly layout: BlindLayout;
  /** Rows of the tables; those read as one line; those whose empty cells are kept, so that each value is in its column. */
  readonly rows: number;
  readonly rowsKept: number;
  readonly rowsAligned: number;
  readonly text: string;
}

const withoutEmptyEnd = (cells: Row): string => cells.join('\t').replace(/\t+$/, '');
const withoutEmpty = (cells: Row): string => cells.filter((cell) => cell !== '').join('\t');

export async function measureBlind(set: BlindSet, pool: ReaderPool): Promise<BlindMeasure[]> {
  const results: BlindMeasure[] = [];
  for (const layout of BLIND_LAYOUTS.filter((one) => one.set === set))
    for (const report of loadReports(layout.folder)) {
      if (!existsSync(fileOf(report, layout))) throw new Error(`${fileOf(report, layout)} is not printed`);
      results.push(await measureOne(report, layout, pool));
    }
  return results;
}

async function measureOne(report: BlindReport, layout: BlindLayout, pool: ReaderPool): Promise<BlindMeasure> {
  const content = readFileSync(fileOf(report, layout));
  const reading = await pool.read({ format: 'pdf', content, limits: READING_LIMITS });
  const text = reading.ok && reading.value.kind === 'text' ? reading.value.text : '';
  const lines = text.split('\n');
  const [kept, aligned] = [new Set(lines.map((line) => withoutEmpty(line.split('\t')))), new Set(lines)];
  const rows = report.blocks.flatMap(rowsOf);
  return {
    report,
    layout,
    text,
    rows: rows.length,
    rowsKept: rows.filter((row) => kept.has(withoutEmpty(cellsRead(row)))).length,
    rowsAligned: rows.filter((row) => aligned.has(withoutEmptyEnd(cellsInPlace(row)))).length,
    ...fidelityOf(blindReference(report), text),
  };
}
