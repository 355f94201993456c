import { type Row } from './source.js';
import { p } from './xml.js';

/** `heads` and `boxes`: one row, cells of several lines. */
export type TableKind = 'heads' | 'boxes' | 'results' | 'grid';

export interface Frame {
  readonly kind: TableKind;
  /** Centimetres. */
  readonly width: number;
}

const [NARROWEST, WIDEST] = [5, 26];
const isOverAll = (row: Row): boolean => row.length === 1;
const isNumber = (text: string): boolean => /^\d[\d ,]*( \*)?$/.test(text);

/** A table: columns as wide as what they hold, within bounds. */
export function tableXml(rows: readonly Row[], frame: Frame): string {
  const { kind } = frame;
  const count = Math.max(...rows.map((row) => row.length));
  const columns = widthsOf(rows, frame).map((width) => `<table:table-column table:style-name="W${width}"/>`);
  const [head, ...rest] = rows.map((row, index) => rowXml(row, { kind, count, isHead: index === 0 }));
  const body =
    kind === 'results' || kind === 'grid'
      ? `<table:table-header-rows>${head}</table:table-header-rows>${rest.join('')}`
      : head;
  return `<table:table table:style-name="Tables">${columns.join('')}${body}</table:table>`;
}

/** Millimetres of each column: shares of the width of the page between its margins. */
function widthsOf(rows: readonly Row[], { kind, width }: Frame): number[] {
  const inColumns = rows.filter((row) => !isOverAll(row));
  const shares = (rows[0] ?? []).map((_, at) =>
    kind === 'heads' || kind === 'boxes'
      ? 1
      : Math.min(WIDEST, Math.max(NARROWEST, ...inColumns.map((row) => (row[at] ?? '').length))),
  );
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((10 * width * share) / all));
}

export const columnStyles = (): string =>
  Array.from(
    { length: 200 },
    (_, width) =>
      `<style:style style:name="W${width}" style:family="table-column"><style:table-column-properties style:column-width="${width / 10}cm"/></style:style>`,
  ).join('');

interface Place {
  readonly kind: TableKind;
  readonly count: number;
  readonly isHead: boolean;
}

function rowXml(row: Row, { kind, count, isHead }: Place): string {
  const border = kind === 'heads' || kind === 'results' ? 'Plain' : 'Cells';
  const cell = (inside: string, span = 1) =>
    `<table:table-cell table:style-name="${border}" table:number-columns-spanned="${span}">${inside}</table:table-cell>`;
  const open = '<table:table-row table:style-name="Rows">';
  if (isOverAll(row) && kind === 'results') {
    const [text = ''] = row;
    return `${open}${cell(p(text.startsWith('#') ? 'Head' : 'Remark', text.slice(2)), count)}${'<table:covered-table-cell/>'.repeat(count - 1)}</table:table-row>`;
  }
  const cells = row.map((text, at) => {
    if (kind === 'heads' || kind === 'boxes')
      return cell(
        text
          .split('\n')
          .map((line, index) => p(kind === 'boxes' && index === 0 ? 'Head' : 'Cell', line))
          .join(''),
      );
    const style = isHead ? 'Head' : kind === 'results' && at > 0 && isNumber(text) ? 'Number' : 'Cell';
    return cell(p(style, text));
  });
  return `${open}${cells.join('')}</table:table-row>`;
}
