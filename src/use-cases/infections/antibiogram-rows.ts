import { type Span } from '../../text/index.js';
import { columnOf, type Row, rowOf } from './antibiogram-cells.js';
import { type Cell, cellsOf } from './row-cells.js';
import { type NamedDrug, organismOfCell, type TableNames } from './antibiogram-tables.js';
import { readUnder, resultColumns, type ResultColumns, type RowResult } from './result-columns.js';

export interface Rows<T> {
  readonly results: readonly RowResult<T>[];
  readonly rows: readonly Span[];
}

const LONGEST_LINE = 400;

/**
 * Lines that hold one or several antibiotics, each with one category in a cell of its own, before it or after it; and
 * tables whose columns are S, I and R, ticked or filled with names. `drugs` are sorted; lines of `taken` are left. Linear.
 */
export function readRows<T>(text: string, names: TableNames<T>, taken: readonly Span[]): Rows<T> {
  const { drugs } = names;
  const organismIn = (cell: Span) => organismOfCell(text, names, cell);
  const results: RowResult<T>[] = [];
  const rows: Span[] = [];
  const known = new Set(taken.map(({ start }) => start));
  let columns: ResultColumns | null = null;
  let mic: MicColumn | null = null;
  let start = 0;
  let next = 0;
  for (const line of text.split('\n')) {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    while (next < drugs.length && (drugs[next] as NamedDrug).end <= span.start) next += 1;
    const from = next;
    while (next < drugs.length && (drugs[next] as NamedDrug).end <= span.end) next += 1;
    if (line.length > LONGEST_LINE || known.has(span.start)) continue;
    const own = drugs.slice(from, next);
    if (own.length === 0) {
      columns = resultColumns(text, span) ?? (line.trim() === '' ? null : columns);
      mic = micColumnOf(text, span) ?? mic;
      continue;
    }
    const row = columns && rowOf(text, span);
    const below = columns && row && readUnder(text, columns, { row, drugs: own, organismIn });
    const found = below ?? plainRow<T>(text, span, own, mic);
    if (found.length === 0) continue;
    results.push(...found);
    rows.push(span);
  }
  return { results, rows };
}

interface MicColumn {
  readonly row: Row;
  readonly at: number | null;
}

/** Where the heading puts the MIC; `at` null where it has zones of inhibition only. */
function micColumnOf(text: string, span: Span): MicColumn | null {
  const row = rowOf(text, span);
  if (!row) return null;
  const words = row.cells.map(({ start, end }) => text.slice(start, end));
  const at = words.findIndex((word) => /(?<!\p{L})(?:CMI|MIC)(?!\p{L})/iu.test(word));
  if (at >= 0) return { row, at };
  return words.some((word) => /diam|^mm$|\(mm\)|zone/i.test(word)) ? { row, at: null } : null;
}

function plainRow<T>(
  text: string,
  span: Span,
  drugs: readonly NamedDrug[],
  micColumn: MicColumn | null,
): RowResult<T>[] {
  const cells = cellsOf(text, span, drugs);
  if (!cells) return [];
  const results: RowResult<T>[] = [];
  let group: Cell[] = [];
  let drug: (Cell & { kind: 'drug' | 'both' }) | null = null;
  let isBefore = false;
  let isClear = true;
  const close = () => {
    const categories = group.filter((cell) => cell.kind === 'category');
    if (!drug) {
      isBefore = categories.length === 1;
      if (categories.length > 1) isClear = false;
      return;
    }
    if (categories.length > (drug.kind === 'both' ? 0 : 1)) isClear = false;
    const category = drug.kind === 'both' ? drug : categories[0];
    if (!category) return;
    const mics = group.filter((cell) => cell.kind === 'mic');
    const mic = category.mic ?? pickMic({ text, span, micColumn }, mics);
    results.push({
      start: drug.start,
      end: Math.max(drug.end, category.end),
      antibiotic: drug.name,
      result: category.result,
      mic,
      cell: category,
      organism: null,
    });
  };
  for (const cell of cells) {
    if (cell.kind === 'drug' || cell.kind === 'both') {
      close();
      // "0,5 | SFP | Pénicilline G": the category stands before.
      if (!drug && isBefore && cell.kind === 'drug') return before(text, span, cells, micColumn);
      drug = cell;
      group = [];
    } else group.push(cell);
  }
  close();
  return isClear ? results : [];
}

function before<T>(
  text: string,
  span: Span,
  cells: readonly Cell[],
  micColumn: MicColumn | null,
): RowResult<T>[] {
  const results: RowResult<T>[] = [];
  let group: Cell[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'drug') {
      group.push(cell);
      continue;
    }
    const categories = group.filter((one) => one.kind === 'category');
    const [category] = categories;
    if (categories.length !== 1 || !category) return [];
    const mics = group.filter((one) => one.kind === 'mic');
    const mic = category.mic ?? pickMic({ text, span, micColumn }, mics);
    results.push({
      start: cell.start,
      end: cell.end,
      antibiotic: cell.name,
      result: category.result,
      mic,
      cell: category,
      organism: null,
    });
    group = [];
  }
  return group.some(({ kind }) => kind === 'category') ? [] : results;
}

interface Place {
  readonly text: string;
  readonly span: Span;
  readonly micColumn: MicColumn | null;
}

/** The MIC among the numbers of a row: the one under its heading, else the only one. */
function pickMic({ text, span, micColumn }: Place, mics: readonly (Cell & { kind: 'mic' })[]): string | null {
  if (micColumn?.at === null || mics.length === 0) return null;
  if (micColumn) {
    const row = rowOf(text, span);
    const under =
      row &&
      mics.find((cell) => {
        const rank = row.cells.findIndex(({ start }) => start === cell.start);
        return rank >= 0 && columnOf(micColumn.row, row, rank) === micColumn.at;
      });
    if (under) return under.mic;
  }
  if (mics.length === 1) return mics[0]?.mic ?? null;
  return mics.find(({ mic }) => /[<>≤≥]/.test(mic))?.mic ?? null;
}
