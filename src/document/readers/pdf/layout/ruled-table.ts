import { type Framed, heightOf, middleOfRun } from './cut-at-frames.js';
import { type Frame, leftOf } from './frames.js';
import { type Line, linesOf, textOfLine, wouldNotFit } from './lines.js';
import { median, type PlacedRun } from './placed-run.js';
import { type Block, CELL_BREAK, type TextLine } from './text-line.js';

/** A cell with more lines than these that do not go on from the line above is a box of a form, not a table's. */
const [LINES_OF_A_BOX, LINES_IN_A_TABLE] = [1, 3];
const ROWS_OF_BOXES = 2;

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly right: number;
  readonly runs: PlacedRun[];
}
type ReadInside = (runs: readonly PlacedRun[], frame: Frame) => Block[];

/** Frames side by side, each read before the next one; boxes of one line each are a row. */
export function readFrames(framed: readonly Framed[], readInside: ReadInside): Block[] {
  const ordered = [...framed].sort((one, other) => leftOf(one.frame) - leftOf(other.frame));
  const row = framed.length > 1 ? rowOfBoxes(ordered) : undefined;
  if (row) return [[row]];
  return ordered.flatMap((one) => readFrame(one, (runs) => readInside(runs, one.frame)));
}

function rowOfBoxes(framed: readonly Framed[]): TextLine | undefined {
  const boxes = framed.map(({ frame, runs }) => ({
    count: cellsOf(frame, runs).length,
    lines: linesOf(runs),
  }));
  const [first] = boxes[0]?.lines ?? [];
  const isRow = boxes.every(({ count, lines: [line, ...others] }) => {
    const down = Math.abs((line?.baseline ?? Infinity) - (first?.baseline ?? 0));
    return count === 1 && others.length === 0 && down <= 0.5 * (line?.size ?? 0);
  });
  if (!isRow || !first) return undefined;
  return lineOf(
    boxes.map(({ lines }) => textOfCell(lines)).join('\t'),
    framed.flatMap(({ runs }) => runs),
  );
}

/** The rows of a frame: cells by tab, empty ones kept so that each value stands in its column. */
function readFrame({ frame, runs }: Framed, readInside: (runs: readonly PlacedRun[]) => Block[]): Block[] {
  const rows = rowsOf(cellsOf(frame, runs));
  const most = rows.length <= ROWS_OF_BOXES ? LINES_OF_A_BOX : LINES_IN_A_TABLE;
  const blocks: Block[] = [];
  let table: Cell[][] = [];
  const flush = () => {
    if (table.length > 0) blocks.push(...sections(table, frame).map((section) => readRows(section, frame)));
    table = [];
  };
  for (const row of rows) {
    if (isAlone(row, frame) || row.some((cell) => ownLines(cell) > most)) {
      flush();
      blocks.push(...row.flatMap((cell) => readInside(cell.runs)));
    } else table.push(row);
  }
  flush();
  return blocks;
}

function cellsOf(frame: Frame, runs: readonly PlacedRun[]): Cell[] {
  const columns = frame.xs.length - 1;
  const cells = new Map<number, Cell>();
  for (const run of runs) {
    const place = frame.cellAt(indexOf(frame.xs, middleOfRun(run)), indexOf(frame.ys, heightOf(run)));
    const cell = cells.get(place);
    if (cell) cell.runs.push(run);
    else {
      const [column, row] = [place % columns, Math.floor(place / columns)];
      cells.set(place, { column, row, right: frame.xs[endOf(frame, column, row)] ?? 0, runs: [run] });
    }
  }
  return [...cells.values()];
}

function endOf(frame: Frame, column: number, row: number): number {
  let end = column + 1;
  while (end < frame.xs.length - 1 && frame.cellAt(end, row) === frame.cellAt(column, row)) end += 1;
  return end;
}

/** Between which two of the edges a place is. */
function indexOf(edges: readonly number[], place: number): number {
  let [low, high] = [1, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function rowsOf(cells: readonly Cell[]): Cell[][] {
  const rows = new Map<number, Cell[]>();
  for (const cell of [...cells].sort((one, other) => one.row - other.row || one.column - other.column)) {
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return [...rows.values()];
}

/** A cell over all columns is a title, or a text. */
const isAlone = ([cell, ...others]: readonly Cell[], frame: Frame): boolean =>
  cell?.column === 0 && others.length === 0 && endOf(frame, 0, cell.row) === frame.xs.length - 1;

/** Lines of a cell that were not begun because the one above was full. */
function ownLines({ runs, right }: Cell): number {
  const lines = linesOf(runs);
  return lines.filter((line, index) => {
    const above = lines[index - 1];
    return (
      above && !/^\p{Ll}/u.test(textOfLine(line.runs)) && !wouldNotFit(line, above.end, right - line.size / 2)
    );
  }).length;
}

/** Rows one under the other whose columns agree: another table may stand against this one. */
function sections(rows: readonly Cell[][], frame: Frame): Cell[][][] {
  const found: { rows: Cell[][]; starts: Set<number> }[] = [];
  for (const row of rows) {
    const starts = startsOf(row[0]?.row ?? 0, frame);
    const last = found.at(-1);
    if (last && (isWithin(starts, last.starts) || isWithin(last.starts, starts))) {
      last.rows.push(row);
      for (const start of starts) last.starts.add(start);
    } else found.push({ rows: [row], starts });
  }
  return found.map((section) => section.rows);
}

function startsOf(row: number, { xs, cellAt }: Frame): Set<number> {
  const starts = new Set([0]);
  for (let column = 1; column < xs.length - 1; column += 1)
    if (cellAt(column, row) !== cellAt(column - 1, row)) starts.add(column);
  return starts;
}

const isWithin = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean =>
  [...some].every((one) => all.has(one));

function readRows(rows: readonly Cell[][], frame: Frame): Block {
  const starts = new Set(rows.flatMap((row) => [...startsOf(row[0]?.row ?? 0, frame)]));
  const used = new Set(rows.flat().map(({ column }) => column));
  const columns = [...starts].filter((column) => used.has(column)).sort((one, other) => one - other);
  return rows.map((row) => {
    const cells = new Map(row.map((cell) => [cell.column, textOfCell(linesOf(cell.runs))]));
    const text = columns.map((column) => cells.get(column) ?? '').join('\t');
    return lineOf(
      text.replace(/\t+$/, ''),
      row.flatMap(({ runs }) => runs),
    );
  });
}

const textOfCell = (lines: readonly Line[]): string =>
  lines.map(({ runs }) => textOfLine(runs).replaceAll('\t', ' ')).join(CELL_BREAK);

function lineOf(text: string, runs: readonly PlacedRun[]): TextLine {
  const baselines = runs.map(({ baseline }) => baseline);
  return {
    text,
    x: runs.reduce((least, { x }) => Math.min(least, x), Infinity),
    top: baselines.reduce((least, y) => Math.min(least, y), Infinity),
    bottom: baselines.reduce((most, y) => Math.max(most, y), -Infinity),
    size: median(runs.map(({ size }) => size)),
  };
}
