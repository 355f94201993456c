import { parquetWriteBuffer } from 'hyparquet-writer';
import { ok } from '../../../kernel/index.js';
import { type AnnotatedSpan, type CorpusWriter, type WrittenFile } from '../annotated.js';
import { ROLES } from '../../labels/groups.js';
import { toCodePoints } from '../offsets.js';

type Column = readonly (string | number | null)[];

/** The three tables; labels in English and offsets in code points, as PARHAF publishes them. */
export const writeParhaf: CorpusWriter = (documents) => {
  const rows = documents.flatMap(({ id, text, spans }) => {
    const content = text.reveal();
    const toPoints = toCodePoints(content);
    return spans.map((span, at) => ({
      report: id,
      id: `${id}-${String(at + 1)}`,
      span,
      covered: content.slice(span.start, span.end),
      ...toPoints(span),
    }));
  });
  const role = (feature: string) =>
    rows.map(({ span }) => (ROLES[span.category]?.feature === feature ? span.role : null));
  return ok([
    table('document_metadata', {
      report: documents.map(({ id }) => id),
      patient: documents.map(({ patient }) => patient),
      split: documents.map(({ split }) => split ?? null),
      full_text: documents.map(({ text }) => text.reveal()),
    }),
    table('spans', {
      report: rows.map(({ report }) => report),
      span_id: rows.map((row) => row.id),
      span_type: rows.map(({ span }: { span: AnnotatedSpan }) => span.category),
      begin: rows.map(({ start }) => start),
      end: rows.map(({ end }) => end),
      span_text: rows.map(({ covered }) => covered),
      attribute_Categorie: rows.map(({ span }) => span.category),
      attribute_RolePER: role('RolePER'),
      attribute_RoleLOC: role('RoleLOC'),
      attribute_RoleNUM: role('RoleNUM'),
      attribute_CodeType: rows.map(({ span }) => span.kind),
    }),
    table('relations', { report: [], relation_id: [], relation_type: [], from_span: [], to_span: [] }),
  ]);
};

const NUMBERS: readonly string[] = ['begin', 'end'];

const table = (name: string, columns: Readonly<Record<string, Column>>): WrittenFile => ({
  name: `${name}.parquet`,
  content: new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([column, data]) => ({
        name: column,
        data: [...data],
        type: NUMBERS.includes(column) ? 'INT32' : 'STRING',
        nullable: true,
      })),
    }),
  ),
});
