import { type Line, rowLines } from './lines.js';

const MAX_COLUMNS = 50;
const MAX_ROWS = 500;

/** A cell of CDA or HTML, and how many columns and rows it covers. */
export interface Cell {
  readonly lines: readonly Line[];
  readonly columns: number;
  readonly rows: number;
}

/** Lays rows out so that a value stands in its column, whatever cells beside or above it cover several. */
export class TableGrid {
  /** For each column, how many more rows the cell above covers. */
  readonly #covered: number[] = [];

  row(cells: readonly Cell[]): readonly Line[] {
    const laid: (readonly Line[] | null)[] = [];
    for (const { lines, columns, rows } of cells) {
      while (laid.length < MAX_COLUMNS && this.#isCovered(laid.length)) laid.push(null);
      const start = laid.length;
      laid.push(lines);
      for (let column = start; column < start + columns; column += 1) {
        if (rows > 1) this.#covered[column] = rows - 1;
        if (column > start && column < MAX_COLUMNS) laid.push(null);
      }
    }
    for (let column = laid.length; column < this.#covered.length; column += 1) this.#isCovered(column);
    while (laid.at(-1) === null) laid.pop();
    return rowLines(laid);
  }

  /** Is the column covered from above on this row? Asked once a row and column. */
  #isCovered(column: number): boolean {
    const rows = this.#covered[column] ?? 0;
    if (rows > 0) this.#covered[column] = rows - 1;
    return rows > 0;
  }
}

/** A `colspan` or `rowspan` as written; 1 where it says nothing sound. */
export function spanOf(value: string | null | undefined, kind: 'columns' | 'rows'): number {
  const span = Number(value ?? 1);
  if (!Number.isInteger(span) || span < 1) return 1;
  return Math.min(span, kind === 'columns' ? MAX_COLUMNS : MAX_ROWS);
}
