import { ok } from '../../../kernel/index.js';
import { type CorpusReader, type OffsetUnit } from '../annotated.js';
import { type AnnotatedReport } from '../annotated-report.js';
import { Collector } from '../collector.js';
import { type Fields, textOf } from '../fields.js';
import { type Placed } from '../placed.js';
import { addReport, type RawAnnotation, type RawReport } from '../report-annotations.js';
import {
  atRow,
  type Head,
  headOf,
  placeInFile,
  placeOf,
  readTables,
  reportOf,
  type Row,
  UNIT_NOTES,
} from './read-tables.js';

/** `document_metadata`, `spans` (span_type is the label, attribute_* its features) and `relations` by ids of spans. */
export const readParhafReports: CorpusReader<AnnotatedReport> = async (files, { offsets }) => {
  const collector = new Collector<AnnotatedReport>();
  const { documents, spans, relations } = await readTables(files, ['spans', 'relations'], collector);
  for (const row of documents) {
    const report = reportOf(row);
    const read = rawReport(row, spans.get(report) ?? [], offsets);
    const { file, place } = placeInFile(row, read);
    if (!read.ok) {
      collector.refuse(file, place, read);
      continue;
    }
    if (read.value.unit !== undefined) collector.note(UNIT_NOTES[read.value.unit]);
    const related = (relations.get(report) ?? []).flatMap(({ fields }) => relationOf(fields));
    addReport(collector, [file, place], { ...read.value, relations: related });
  }
  return collector.corpus();
};

type Read = Omit<RawReport, 'relations'> & Pick<Head, 'unit'>;

function rawReport(row: Row, rows: readonly Row[], offsets: OffsetUnit | undefined): Placed<Read> {
  const head = headOf(row, rows, offsets);
  if (!head.ok) return head;
  const { toSpan, ...about } = head.value;
  const annotations: RawAnnotation[] = [];
  for (const one of rows) {
    const { fields } = one;
    const span = placeOf(about.text, fields, toSpan);
    if (!span.ok) return atRow(one, span);
    const label = textOf(fields.span_type) ?? '';
    annotations.push({ ...span.value, id: textOf(fields.span_id) ?? '', label, features: fields });
  }
  return ok({ ...about, annotations });
}

const FROM = /^(?:source|from|governor|head|begin|arg1)(?:_span)?(?:_id)?$/i;
const TO = /^(?:target|to|dependent|tail|end|arg2)(?:_span)?(?:_id)?$/i;

function relationOf(fields: Fields): RawReport['relations'] {
  const end = (name: RegExp) =>
    Object.entries(fields).flatMap(([key, value]) => (name.test(key) ? (textOf(value) ?? []) : []))[0];
  const [from, to] = [end(FROM), end(TO)];
  return from === undefined || to === undefined ? [] : [{ from, to }];
}
