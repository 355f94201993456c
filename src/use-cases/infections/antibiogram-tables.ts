import { type Span } from '../../text/index.js';
import { columnOf, readCell, type Row, rowOf, type SusceptibilityResult } from './antibiogram-cells.js';
import { firstFrom } from './ordered-spans.js';

/** A drug named in the text. */
export interface NamedDrug extends Span {
  readonly name: string;
}

/** One cell of a table; its span runs from the head of the row to the cell. */
export interface TableResult<T> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  readonly mic: string | null;
  readonly organism: T;
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

interface Header<T> {
  readonly row: Row;
  readonly organisms: ReadonlyMap<number, T>;
  readonly drugs: ReadonlyMap<number, NamedDrug>;
}

const LONGEST_LINE = 400;
const MOST_CELLS = 40;

/**
 * Tables with a column for each organism, or a column for each antibiotic. `organisms` (labels such as "germe 1" among
 * them) and `drugs` are sorted. A blank line ends a table. Linear: each line is cut once.
 */
export function readTables<T>(
  text: string,
  organisms: readonly Named<T>[],
  drugs: readonly NamedDrug[],
): Tables<T> {
  const results: TableResult<T>[] = [];
  const rows: Span[] = [];
  if (organisms.length === 0 || drugs.length < 2) return { results, rows };
  let header: Header<T> | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const span = { start, end: start + line.length };
    start += line.length + 1;
    if (line.trim() === '') header = null;
    const row = line.length <= LONGEST_LINE ? rowOf(text, span) : null;
    if (!row || row.cells.length > MOST_CELLS) continue;
    const read = header ? readRow(text, header, row, { organisms, drugs }) : [];
    if (read.length > 0) {
      results.push(...read);
      rows.push(span);
    } else {
      header = headerOf(text, row, organisms, drugs) ?? header;
    }
  }
  return { results, rows };
}

const inside = <T extends Span>(spans: readonly T[], cell: Span): T | undefined => {
  const first = firstFrom(spans, cell.start);
  return first && first.end <= cell.end ? first : undefined;
};

function headerOf<T>(
  text: string,
  row: Row,
  organisms: readonly Named<T>[],
  drugs: readonly NamedDrug[],
): Header<T> | null {
  const byColumn = new Map<number, T>();
  const drugColumns = new Map<number, NamedDrug>();
  row.cells.forEach((cell, index) => {
    if (readCell(text.slice(cell.start, cell.end))) return;
    const organism = inside(organisms, cell);
    const drug = inside(drugs, cell);
    if (organism) byColumn.set(index, organism.organism);
    else if (drug) drugColumns.set(index, drug);
  });
  // A single column of results under an organism is read as lines are.
  const isHeader = byColumn.size >= 2 || drugColumns.size >= 2;
  return isHeader ? { row, organisms: byColumn, drugs: drugColumns } : null;
}

function readRow<T>(
  text: string,
  header: Header<T>,
  row: Row,
  { organisms, drugs }: { organisms: readonly Named<T>[]; drugs: readonly NamedDrug[] },
): TableResult<T>[] {
  const first = row.cells[0] as Span;
  const byDrug = header.drugs.size >= 2;
  const organism = byDrug ? inside(organisms, first)?.organism : undefined;
  const drug = byDrug ? undefined : inside(drugs, first);
  if (byDrug ? organism === undefined : drug === undefined) return [];
  return row.cells.flatMap((cell, rank) => {
    const read = rank > 0 ? readCell(text.slice(cell.start, cell.end)) : null;
    const column = read ? columnOf(header.row, row, rank) : null;
    if (!read || column === null) return [];
    const of = byDrug ? organism : header.organisms.get(column);
    const tested = byDrug ? header.drugs.get(column) : drug;
    if (of === undefined || !tested) return [];
    return [{ start: first.start, end: cell.end, cell, ...read, antibiotic: tested.name, organism: of }];
  });
}
