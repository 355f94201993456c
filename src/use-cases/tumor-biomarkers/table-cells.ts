import { type OwnedClue, type Statement } from './bind.js';
import { type Biomarker, type Family } from './terms.js';

/** What a stain is measured by: one of them in each of several cells is a result in each. */
const MEASURES: Readonly<Partial<Record<Family, ReadonlySet<string>>>> = {
  hormone: new Set(['percent', 'allred']),
  proliferation: new Set(['percent']),
  checkpoint: new Set(['percent']),
  her2: new Set(['grade']),
};

const KEPT_OR_LOST: ReadonlySet<string> = new Set(['lost', 'kept']);

/** The clues after a name by the cells of its row. */
function cellsOf(after: readonly OwnedClue[]): OwnedClue[][] {
  const cells: OwnedClue[][] = [];
  for (const clue of after) {
    const open = cells[cells.length - 1];
    if (!open || clue.gap?.cell) cells.push([clue]);
    else open.push(clue);
  }
  return cells;
}

/**
 * "RE   95 %, +++   70 %, ++": a statement for each lesion of the row. A cell that only holds a dash is empty where
 * another holds the result.
 */
export function byCells<T extends Pick<Statement, 'before' | 'after'>>(
  statement: T,
  { family }: Biomarker,
): T[] {
  const cells = cellsOf(statement.after);
  if (cells.length < 2) return [statement];
  const measures = MEASURES[family];
  const measured = cells.filter((cell) => cell.some(({ kind }) => measures?.has(kind)));
  if (measured.length > 1) return measured.map((after) => ({ ...statement, after }));
  if (family === 'repair' && cells.every((cell) => cell.some(({ kind }) => KEPT_OR_LOST.has(kind)))) {
    // "MLH1   éteint   conservé": beside a tumour that lost it, the column of the control keeps it.
    const isControlled = cells[0]?.some(({ kind }) => kind === 'lost') === true;
    return (isControlled ? cells.slice(0, 1) : cells).map((after) => ({ ...statement, after }));
  }
  if (family !== 'gene' && family !== 'fusion') return [statement];
  const filled = cells.filter((cell) => cell.some(({ kind }) => kind !== 'minus'));
  return filled.length === 0 ? [statement] : [{ ...statement, after: filled.flat() }];
}
