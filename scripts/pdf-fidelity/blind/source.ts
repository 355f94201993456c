import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CORPUS } from '../corpus.js';

/** Cells of a row; `<` goes on from the cell left of it, `^` from the one above it. */
export type Row = readonly string[];
export interface Box {
  readonly title: string;
  readonly lines: readonly string[];
}
export type BlindPart =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly result: string }
  /** A picture with its caption under it. */
  | { readonly figure: string }
  | { readonly list: readonly string[] }
  | { readonly fields: readonly Row[] }
  /** Lines whose cells stand at tab stops. */
  | { readonly tabs: readonly Row[] }
  | { readonly table: readonly Row[] }
  | { readonly grid: readonly Row[] }
  /** Rows of a laboratory; a row of one cell is a title (`# …`) or a remark (`> …`) over all columns. */
  | { readonly results: readonly Row[] }
  /** Boxes side by side. */
  | { readonly boxes: readonly Box[] };

export interface BlindReport {
  readonly id: string;
  readonly kind: string;
  readonly hospital: readonly string[];
  readonly team?: readonly string[];
  readonly recipient?: readonly string[];
  readonly title: string;
  readonly footer: string;
  readonly blocks: readonly BlindPart[];
}

const IN_ROWS = ['fields', 'tabs', 'table', 'grid', 'results'];

/** @param folder under the corpus. */
export function loadReports(folder: string): BlindReport[] {
  return readdirSync(join(CORPUS, folder))
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => {
      const content: unknown = parse(readFileSync(join(CORPUS, folder, file), 'utf8'), {
        schema: 'failsafe',
      });
      const report = content as Omit<BlindReport, 'id'>;
      return { ...report, id: file.replace('.yml', ''), blocks: report.blocks.map(withRows) };
    });
}

function withRows(part: BlindPart): BlindPart {
  const [[name = '', value] = []] = Object.entries(part);
  if (!IN_ROWS.includes(name)) return part;
  const rows = (value as readonly string[]).map((row) => row.split('|').map((cell) => cell.trim()));
  return { [name]: rows } as unknown as BlindPart;
}

/** Rows of a table as they are read: a cell over several columns or rows is read where it begins. */
export const cellsRead = (row: Row): string[] =>
  row.filter((cell) => cell !== '<' && cell !== '^').map((cell) => cell.replace(/^[#>] /, ''));

/** The same, a cell left empty where another covers its place, so that each value stands in its column. */
export const cellsInPlace = (row: Row): string[] =>
  row.map((cell) => (cell === '<' || cell === '^' ? '' : cell.replace(/^[#>] /, '')));

/** The rows a reader of the page reads as one line. */
export const rowsOf = (part: BlindPart): readonly Row[] =>
  'table' in part ? part.table : 'grid' in part ? part.grid : 'results' in part ? part.results : [];

export function textOf(part: BlindPart): string {
  if ('heading' in part) return part.heading;
  if ('text' in part) return part.text;
  if ('result' in part) return part.result;
  if ('figure' in part) return part.figure;
  if ('list' in part) return part.list.join('\n');
  if ('fields' in part) return part.fields.map(([label, value]) => `${label} : ${value}`).join('\n');
  if ('boxes' in part) return part.boxes.map(({ title, lines }) => [title, ...lines].join('\n')).join('\n');
  const rows = 'tabs' in part ? part.tabs : rowsOf(part);
  return rows.map((row) => cellsRead(row).join('\t')).join('\n');
}
