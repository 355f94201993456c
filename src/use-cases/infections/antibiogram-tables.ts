import { firstFrom, type Span } from '../../text/index.js';
import {
  columnOf,
  readCell,
  readMic,
  type Row,
  rowOf,
  type SusceptibilityResult,
} from './antibiogram-cells.js';

/** A drug named in the text. */
export interface NamedDrug extends Span {
  readonly name: string;
}

/** One cell of a table; its span runs from the head of the row to the cell. */
export interface TableResult<T> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  readonly mic: string | null;
  /** null where the row names none. */
  readonly organism: T | null;
  /** Where the result is written. */
  readonly cell: Span;
}

export interface Tables<T> {
  readonly results: readonly TableResult<T>[];
  /** Lines that were read as rows: their drugs and letters are no prose. */
  readonly rows: readonly Span[];
}

interface Named<T> extends Span {
  readonly organism: T;
}

/** What the columns and the rows of tables are named by; sorted. */
export interface TableNames<T> {
  readonly organisms: readonly Named<T>[];
  readonly drugs: readonly NamedDrug[];
  /** Organisms by the bare label of their column ("A", "1"). */
  readonly byLabel?: ReadonlyMap<string, T>;
}

interface Header<T> {
  readonly row: Row;
  /** null: a label whose germ is not named. */
  readonly organisms: ReadonlyMap<number, T | null>;
  readonly drugs: ReadonlyMap<number, NamedDrug>;
  /** Without any category: rows without a name may stand below. */
  readonly isPure: boolean;
}

const LONGEST_LINE = 400;
const MOST_CELLS = 40;

/**
 * Tables with a column for each organism, or a column for each antibiotic. `organisms` (labels such as "germe 1" among
 * them) and `drugs` are sorted. A blank line ends a table. Linear: each line is cut once.
 */
export function readTables<T>(text: string, names: TableNames<T>): Tables<T> {
  const { drugs } = names;
  const results: TableResult<T>[] = [];
  const rows: Span[] = [];
  if (drugs.length < 2) return { results, rows };
  let header: Header<T> | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const span = { start, end: start + line.length };
    start += line.length + 1;
    if (line.trim() === '') header = null;
    const row = line.length <= LONGEST_LINE ? rowOf(text, span) : null;
    if (!row || row.cells.length > MOST_CELLS) continue;
    const read = header ? readRow(text, header, row, names) : [];
    if (read.length > 0) {
      results.push(...read.flatMap((one) => one ?? []));
      rows.push(span);
    } else {
      header = headerOf(text, row, names) ?? header;
    }
  }
  return { results, rows };
}

/** The organism that a cell names, or the label it stands for. */
export function organismOfCell<T>(text: string, { organisms, byLabel }: TableNames<T>, cell: Span): T | null {
  return inside(organisms, cell)?.organism ?? byLabel?.get(labelIn(text.slice(cell.start, cell.end))) ?? null;
}

const inside = <T extends Span>(spans: readonly T[], cell: Span): T | undefined => {
  const first = firstFrom(spans, cell.start);
  return first && first.end <= cell.end ? first : undefined;
};

/** The label of a row that names no organism: the results of the one above. */
const NO_NAME = /^(?:r[ée]sultats?|interpr[ée]tation|cat(?:[ée]gories?|\.)?|S\/?I\/?R|souche|germe)?$/i;

/** "(A)", "S1", "n° 2": the label alone. */
const labelIn = (words: string): string =>
  /^[([]?(?:[SG](?=\d)|n[°o][ \t]?)?([A-D1-9])[)\]]?$/i.exec(words)?.[1]?.toUpperCase() ?? '';

function headerOf<T>(text: string, row: Row, { organisms, drugs, byLabel }: TableNames<T>): Header<T> | null {
  const byColumn = new Map<number, T | null>();
  const drugColumns = new Map<number, NamedDrug>();
  const unnamed: number[] = [];
  let isPure = true;
  row.cells.forEach((cell, index) => {
    if (readCell(text.slice(cell.start, cell.end))) {
      isPure = false;
      return;
    }
    const words = text.slice(cell.start, cell.end);
    const organism = inside(organisms, cell)?.organism ?? byLabel?.get(labelIn(words));
    const drug = inside(drugs, cell);
    if (organism) byColumn.set(index, organism);
    else if (drug) drugColumns.set(index, drug);
    else if (labelIn(words) !== '') unnamed.push(index);
  });
  if (byColumn.size > 0) for (const index of unnamed) byColumn.set(index, null);
  // A single column of results under an organism is read as lines are.
  const isHeader = byColumn.size >= 2 || drugColumns.size >= 2;
  return isHeader ? { row, organisms: byColumn, drugs: drugColumns, isPure } : null;
}

/** The results of a row; null for one under a label whose germ is not named. */
function readRow<T>(
  text: string,
  header: Header<T>,
  row: Row,
  { organisms, drugs }: TableNames<T>,
): (TableResult<T> | null)[] {
  const first = row.cells[0] as Span;
  const byDrug = header.drugs.size >= 2;
  const organism = byDrug ? inside(organisms, first)?.organism : undefined;
  const drug = byDrug ? undefined : inside(drugs, first);
  const label = text.slice(first.start, first.end);
  const isBare = byDrug && header.isPure && readCell(label) !== null;
  const isNameless = isBare || (byDrug && header.isPure && NO_NAME.test(label));
  if (byDrug ? organism === undefined && !isNameless : drug === undefined) return [];
  return row.cells.flatMap((cell, rank) => {
    const read = rank > 0 || isBare ? readCell(text.slice(cell.start, cell.end)) : null;
    const column = read ? columnOf(header.row, row, rank) : null;
    if (!read || column === null) return [];
    const of = byDrug ? (organism ?? null) : underOrganism(header, column);
    const tested = byDrug ? header.drugs.get(column) : drug;
    if (of === undefined || !tested) return [];
    if (of === null && !byDrug) return [null];
    const before = row.cells[rank - 1] as Span;
    const mic = read.mic ?? (rank > 1 ? readMic(text.slice(before.start, before.end)) : null);
    return [{ start: first.start, end: cell.end, cell, ...read, mic, antibiotic: tested.name, organism: of }];
  });
}

/** The organism of a column, or of the column before it where that one holds the MIC. */
function underOrganism<T>({ row, organisms }: Header<T>, column: number): T | null | undefined {
  const own = organisms.get(column);
  const cell = row.cells[column];
  if (own !== undefined || (cell && cell.end > cell.start)) return own;
  return organisms.get(column - 1);
}
