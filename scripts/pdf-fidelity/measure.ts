import { type ReaderPool, READING_LIMITS } from '../../src/document/index.js';
import { type SourceReport } from './corpus.js';
import { type Layout, referenceText } from './layouts.js';
import { type Fidelity, fidelityOf } from './words.js';

export interface PrintedFile {
  readonly report: SourceReport;
  readonly layout: Layout;
  readonly producer: 'pdfkit' | 'chromium';
  readonly content: Buffer;
}

export interface Measured extends Omit<PrintedFile, 'content'>, Fidelity {
  /** Rows of the source's tables, and those that read as one line, cells by tab. */
  readonly rows: number;
  readonly rowsKept: number;
  readonly text: string;
}

export async function measure(file: PrintedFile, pool: ReaderPool): Promise<Measured> {
  const { report, layout, producer, content } = file;
  const reading = await pool.read({ format: 'pdf', content, limits: READING_LIMITS });
  const text = reading.ok && reading.value.kind === 'text' ? reading.value.text : '';
  const lines = new Set(text.split('\n').map((line) => line.replace(/\t+/g, '\t').trim()));
  const rows = report.blocks.flatMap((part) => ('table' in part ? part.table : []));
  const rowsKept = rows.filter((row) => lines.has(row.filter((cell) => cell !== '').join('\t'))).length;
  return {
    report,
    layout,
    producer,
    text,
    rows: rows.length,
    rowsKept,
    ...fidelityOf(referenceText(report, layout), text),
  };
}
