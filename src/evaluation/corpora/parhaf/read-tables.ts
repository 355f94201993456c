import { ok, type Result } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { evaluationFailure } from '../../failures.js';
import { groupBy } from '../../group-by.js';
import { type OffsetUnit, type SourceFile } from '../annotated.js';
import { type Collector } from '../collector.js';
import { type Fields, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';
import { rowsOf, splitOf, type TableName, tableOf } from './tables.js';

export interface Row {
  readonly file: string;
  readonly number: number;
  readonly fields: Fields;
}

/** Rows of `document_metadata`, and of the other tables wanted by the report they name. */
export interface Tables {
  readonly documents: readonly Row[];
  readonly spans: ReadonlyMap<string, readonly Row[]>;
  readonly relations: ReadonlyMap<string, readonly Row[]>;
}

export const reportOf = ({ fields }: Row): string => textOf(fields.report) ?? '';

export async function readTables<T>(
  files: readonly SourceFile[],
  wanted: readonly TableName[],
  collector: Collector<T>,
): Promise<Tables> {
  const rows: Record<TableName, Row[]> = { document_metadata: [], spans: [], relations: [] };
  for (const file of files) {
    const table = file.name.endsWith('.parquet') ? tableOf(file.name) : undefined;
    if (table === undefined || (table !== 'document_metadata' && !wanted.includes(table))) continue;
    rows[table].push(...(await tableRows(file, collector)));
  }
  const known = new Set(rows.document_metadata.map(reportOf));
  const [spans, relations] = [groupBy(rows.spans, reportOf), groupBy(rows.relations, reportOf)];
  for (const [report, [row]] of [...spans, ...relations])
    if (row && !known.has(report))
      collector.refuse(
        row.file,
        `row ${String(row.number)}`,
        invalid('CORPUS_LINE_INVALID', 'no such report'),
      );
  return { documents: rows.document_metadata, spans, relations };
}

export const UNIT_NOTES: Readonly<Record<OffsetUnit, string>> = {
  'code-points': 'offsets are code points: verified against span_text',
  'utf-16': 'offsets of some reports are UTF-16 code units: found by span_text',
};

async function tableRows<T>(file: SourceFile, collector: Collector<T>): Promise<Row[]> {
  const rows = await rowsOf(file);
  if (rows.ok) return rows.value.map((fields, at) => ({ file: file.name, number: at + 1, fields }));
  collector.refuse(file.name, 'the file', rows);
  return [];
}

/** Code points, unless only UTF-16 code units give back `span_text` everywhere. */
function unitOf(text: string, rows: readonly Row[], told: OffsetUnit | undefined): OffsetUnit {
  if (told !== undefined) return told;
  const agrees = (unit: OffsetUnit): boolean => {
    const toSpan = converter(text, unit);
    return rows.every(({ fields }) => covers(text, toSpan(offsetsOf(fields)), fields));
  };
  return !agrees('code-points') && agrees('utf-16') ? 'utf-16' : 'code-points';
}

const offsetsOf = (fields: Fields): Span => ({ start: numberOf(fields.begin), end: numberOf(fields.end) });
const covers = (text: string, { start, end }: Span, { span_text: given }: Fields): boolean =>
  typeof given !== 'string' || text.slice(start, end) === given;

/** What a row of `document_metadata` says of its report. */
export interface Head {
  readonly id: string;
  readonly patient: string;
  readonly split: string | undefined;
  readonly text: string;
  /** Absent where both units say the same. */
  readonly unit: OffsetUnit | undefined;
  toSpan(span: Span): Span;
}

export function headOf(row: Row, rows: readonly Row[], told: OffsetUnit | undefined): Placed<Head> {
  const { fields } = row;
  const id = textOf(fields.report);
  const text = fields.full_text ?? fields.text;
  if (id === undefined || typeof text !== 'string')
    return atRow(row, invalid('CORPUS_LINE_INVALID', '`report` and `full_text` are expected'));
  const unit = unitOf(text, rows, told);
  return ok({
    id,
    patient: textOf(fields.patient) ?? textOf(fields.patient_id) ?? id,
    split: textOf(fields.split) ?? splitOf(row.file),
    text,
    unit: rows.length > 0 && /[\ud800-\udbff]/.test(text) ? unit : undefined,
    toSpan: converter(text, unit),
  });
}

/** The stretch of a row of `spans`, checked against its `span_text`. */
export function placeOf(text: string, fields: Fields, toSpan: (span: Span) => Span): Result<Span> {
  const span = checkedSpan(text, toSpan(offsetsOf(fields)));
  if (span.ok && !covers(text, span.value, fields))
    return invalid('CORPUS_TEXT_DIFFERS', 'the offsets and span_text do not agree');
  return span;
}

/** A failure in a row, with its file. */
export const atRow = (row: Row, read: Result<unknown>): Placed<never> =>
  placedAt(`${row.file}\nrow ${String(row.number)}`, read);

export function placeInFile(row: Row, read: Placed<unknown>): { file: string; place: string } {
  const [file = row.file, place = ''] = read.ok ? [] : read.failure.place.split('\n');
  return { file, place };
}

const invalid = evaluationFailure;
