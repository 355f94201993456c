import { type Span } from '../../text/index.js';
import { columnOf, readCell, type Row, rowOf, type SusceptibilityResult } from './antibiogram-cells.js';
import { type NamedDrug } from './antibiogram-tables.js';

/** A row of an antibiogram of one organism; the span runs from the antibiotic to its result. */
export interface RowResult<T = unknown> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  readonly mic: string | null;
  /** Where the result is written. */
  readonly cell: Span;
  /** The organism that heads the row, where one does. */
  readonly organism: T | null;
}

/** What may stand beside the name in its cell: a code, a route, a note. */
export const BESIDE_NAME =
  /^(?:[ \t.:*†°^)\]-]|\([^()]{0,30}\)|HN|HC|(?:haut|ht)\.? niv(?:eau)?|500|1000|IV|PO|per os|injectable|orale?|urinaire)*$/iu;
const MOST_CELLS = 40;
const TICK = /^\(?(?:[xX×✓✔☒☑●•+]|oui)\)?$/u;

/** A heading whose columns are categories. */
export interface ResultColumns {
  readonly row: Row;
  readonly results: ReadonlyMap<number, SusceptibilityResult>;
}

/** "| S | SFP | R |", "Sensible   Intermédiaire   Résistant": at least two columns, and nothing else but their label. */
export function resultColumns(text: string, span: Span): ResultColumns | null {
  const row = rowOf(text, span);
  if (!row || row.cells.length > MOST_CELLS) return null;
  const results = new Map<number, SusceptibilityResult>();
  let others = 0;
  row.cells.forEach((cell, index) => {
    const words = text.slice(cell.start, cell.end).replace(/s$/, '');
    const read = readCell(words);
    if (read && read.mic === null) results.set(index, read.result);
    else if (words !== '' && !/^(?:CMI|diam|mm|zone)/i.test(words)) others += 1;
  });
  const isHeader = new Set(results.values()).size >= 2 && others <= 1 && results.size <= 4;
  return isHeader ? { row, results } : null;
}

export interface RowBelow<T> {
  readonly row: Row;
  readonly drugs: readonly NamedDrug[];
  /** The organism that a cell names, or its label. */
  readonly organismIn: (cell: Span) => T | null;
}

/** A row below them: a mark in one column, or the names themselves in theirs; null where it is neither. */
export function readUnder<T>(
  text: string,
  columns: ResultColumns,
  { row, drugs, organismIn }: RowBelow<T>,
): RowResult<T>[] | null {
  if (row.cut !== columns.row.cut) return null;
  const [head] = row.cells;
  const organism = head && drugs.every(({ start }) => start >= head.end) ? organismIn(head) : null;
  const words = row.cells.map(({ start, end }) => text.slice(start, end));
  const marks = row.cells.flatMap((cell, rank) => (TICK.test(words[rank] ?? '') ? [{ cell, rank }] : []));
  const [drug] = drugs;
  if (marks.length === 1 && drug && new Set(drugs.map(({ name }) => name)).size === 1) {
    const [{ cell, rank }] = marks as [{ cell: Span; rank: number }];
    const column = columnOf(columns.row, row, rank);
    const result = column === null ? undefined : columns.results.get(column);
    return result
      ? [{ start: drug.start, end: cell.end, antibiotic: drug.name, result, mic: null, cell, organism: null }]
      : null;
  }
  if (marks.length > 0) return null;
  return inColumns(text, columns, { row, organism, drugs });
}

interface Filled<T> {
  readonly row: Row;
  readonly organism: T | null;
  readonly drugs: readonly NamedDrug[];
}

/** The names themselves stand in the columns, one or a list of them in a cell. */
function inColumns<T>(
  text: string,
  columns: ResultColumns,
  { row, organism, drugs }: Filled<T>,
): RowResult<T>[] | null {
  const placed: RowResult<T>[] = [];
  for (const [rank, cell] of row.cells.entries()) {
    const named = drugs.filter(({ start, end }) => start >= cell.start && end <= cell.end);
    const column = row.cut === 'space' ? columnAt(columns.row, row, cell) : rank;
    const result = columns.results.get(column);
    if (named.length === 0) {
      if (rank > 0 && !EMPTY.test(text.slice(cell.start, cell.end))) return null;
      continue;
    }
    if (!result || !isListOf(text, cell, named)) return null;
    for (const { start, end, name } of named)
      placed.push({ start, end, antibiotic: name, result, mic: null, cell, organism });
  }
  return placed;
}

/** A cell of names: nothing else but what parts them, routes and MICs. */
const REST = /^(?:[\s,;/+().:*†°^<>≤≥=-]|\d|et|CMI|mg\/L|HN|HC|IV|PO)*$/iu;
const EMPTY = /^(?:[-–—.\s]|n[ée]ant|aucune?|0)*$/iu;

function isListOf(text: string, cell: Span, named: readonly NamedDrug[]): boolean {
  let rest = '';
  let at = cell.start;
  for (const { start, end } of named) {
    rest += text.slice(at, Math.max(at, start));
    at = Math.max(at, end);
  }
  return REST.test(rest + text.slice(at, cell.end));
}

/** The column whose heading starts nearest: names are set to the left. */
function columnAt(header: Row, row: Row, { start }: Span): number {
  const distance = (cell: Span) => Math.abs(cell.start - header.start - (start - row.start));
  let best = 0;
  header.cells.forEach((cell, index) => {
    if (distance(cell) < distance(header.cells[best] as Span)) best = index;
  });
  return best;
}
