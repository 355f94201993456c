import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { fromPartages } from '../../labels/index.js';
import { type ROLE_FEATURES } from '../../labels/groups.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type ReadOptions,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { type Fields, textOf } from '../fields.js';
import { type Placed } from '../placed.js';
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
import { type TableName } from './tables.js';

/** `document_metadata` (report, full_text) and `spans` (report, begin, end, span_text, attribute_*). */
export const readParhaf: CorpusReader = async (files, options) => {
  const collector = new Collector();
  const wanted: readonly TableName[] = options.identities ? ['spans'] : [];
  const { documents, spans } = await readTables(files, wanted, collector);
  for (const row of documents) {
    const read = documentOf(row, spans.get(reportOf(row)) ?? [], options);
    const { file, place } = placeInFile(row, read);
    if (read.ok && read.value.unit !== undefined) collector.note(UNIT_NOTES[read.value.unit]);
    collector.add(file, place, read.ok ? ok(read.value.document) : read);
  }
  return collector.corpus();
};

function documentOf(row: Row, rows: readonly Row[], options: ReadOptions): Placed<Read> {
  const head = headOf(row, rows, options.offsets);
  if (!head.ok) return head;
  const { id, patient, split, text, unit, toSpan } = head.value;
  const spans: AnnotatedSpan[] = [];
  for (const one of rows) {
    const span = spanOf(text, one.fields, toSpan);
    if (!span.ok) return atRow(one, span);
    spans.push(span.value);
  }
  return ok({
    document: {
      ...{ id, patient, text: sensitive(text), spans: inOrder(spans) },
      ...(split !== undefined && { split }),
    },
    unit,
  });
}

type Read = { readonly document: AnnotatedDocument } & Pick<Head, 'unit'>;

function spanOf(text: string, fields: Fields, toSpan: (span: Span) => Span): Result<AnnotatedSpan> {
  const span = placeOf(text, fields, toSpan);
  if (!span.ok) return span;
  const features: Record<(typeof ROLE_FEATURES)[number] | 'CodeType', unknown> = {
    RolePER: fields.attribute_RolePER,
    RoleLOC: fields.attribute_RoleLOC,
    RoleNUM: fields.attribute_RoleNUM,
    CodeType: fields.attribute_CodeType,
  };
  const label = fromPartages(features, textOf(fields.attribute_Categorie) ?? textOf(fields.span_type) ?? '');
  return label.ok ? ok({ ...span.value, ...label.value }) : label;
}
