import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { evaluationFailure } from '../../failures.js';
import { groupBy } from '../../group-by.js';
import { fromPartages } from '../../labels/index.js';
import { type ROLE_FEATURES } from '../../labels/groups.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type OffsetUnit,
  type ReadOptions,
  type SourceFile,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { type Fields, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';
import { rowsOf, splitOf, tableOf } from './tables.js';

interface Row {
  readonly file: string;
  readonly number: number;
  readonly fields: Fields;
}

/** `document_metadata` (report, full_text) and `spans` (report, begin, end, span_text, attribute_*). */
export const readParhaf: CorpusReader = async (files, options) => {
  const collector = new Collector();
  const documents: Row[] = [];
  const spanRows: Row[] = [];
  for (const file of files) {
    const table = file.name.endsWith('.parquet') ? tableOf(file.name) : undefined;
    if (table === undefined || table === 'relations' || (table === 'spans' && !options.identities)) continue;
    for (const row of await tableRows(file, collector)) {
      if (table === 'document_metadata') documents.push(row);
      else spanRows.push(row);
    }
  }
  const reportOf = ({ fields }: Row): string => textOf(fields.report) ?? '';
  const spans = groupBy(spanRows, reportOf);
  const known = new Set(documents.map(reportOf));
  for (const [report, [row]] of spans)
    if (row && !known.has(report))
      collector.refuse(
        row.file,
        `row ${String(row.number)}`,
        invalid('CORPUS_LINE_INVALID', 'no such report'),
      );
  for (const row of documents) {
    const read = documentOf(row, spans.get(reportOf(row)) ?? [], options);
    const [file = row.file, place = ''] = read.ok ? [row.file, ''] : read.failure.place.split('\n');
    if (read.ok && read.value.unit !== undefined) collector.note(UNIT_NOTES[read.value.unit]);
    collector.add(file, place, read.ok ? ok(read.value.document) : read);
  }
  return collector.corpus();
};

const UNIT_NOTES: Readonly<Record<OffsetUnit, string>> = {
  'code-points': 'offsets are code points: verified against span_text',
  'utf-16': 'offsets of some reports are UTF-16 code units: found by span_text',
};

async function tableRows(file: SourceFile, collector: Collector): Promise<Row[]> {
  const rows = await rowsOf(file);
  if (rows.ok) return rows.value.map((fields, at) => ({ file: file.name, number: at + 1, fields }));
  collector.refuse(file.name, 'the file', rows);
  return [];
}

interface Read {
  readonly document: AnnotatedDocument;
  /** Absent where both units say the same. */
  readonly unit: OffsetUnit | undefined;
}

function documentOf(row: Row, rows: readonly Row[], options: ReadOptions): Placed<Read> {
  const id = textOf(row.fields.report);
  const text = row.fields.full_text ?? row.fields.text;
  if (id === undefined || typeof text !== 'string')
    return at(row, invalid('CORPUS_LINE_INVALID', '`report` and `full_text` are expected'));
  const unit = unitOf(text, rows, options.offsets);
  const toSpan = converter(text, unit);
  const spans: AnnotatedSpan[] = [];
  for (const one of rows) {
    const span = spanOf(text, one.fields, toSpan);
    if (!span.ok) return at(one, span);
    spans.push(span.value);
  }
  const split = textOf(row.fields.split) ?? splitOf(row.file);
  const patient = textOf(row.fields.patient) ?? textOf(row.fields.patient_id) ?? id;
  return ok({
    document: {
      ...{ id, patient, text: sensitive(text), spans: inOrder(spans) },
      ...(split !== undefined && { split }),
    },
    unit: rows.length > 0 && /[\ud800-\udbff]/.test(text) ? unit : undefined,
  });
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

function spanOf(text: string, fields: Fields, toSpan: (span: Span) => Span): Result<AnnotatedSpan> {
  const span = checkedSpan(text, toSpan(offsetsOf(fields)));
  if (!span.ok) return span;
  if (!covers(text, span.value, fields))
    return invalid('CORPUS_TEXT_DIFFERS', 'the offsets and span_text do not agree');
  const features: Record<(typeof ROLE_FEATURES)[number] | 'CodeType', unknown> = {
    RolePER: fields.attribute_RolePER,
    RoleLOC: fields.attribute_RoleLOC,
    RoleNUM: fields.attribute_RoleNUM,
    CodeType: fields.attribute_CodeType,
  };
  const label = fromPartages(features, textOf(fields.attribute_Categorie) ?? textOf(fields.span_type) ?? '');
  return label.ok ? ok({ ...span.value, ...label.value }) : label;
}

const invalid = evaluationFailure;
const at = (row: Row, read: Result<unknown>): Placed<never> =>
  placedAt(`${row.file}\nrow ${String(row.number)}`, read);
