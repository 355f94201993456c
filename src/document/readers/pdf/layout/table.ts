import { type Band } from './bands.js';
import { type Gap, gapsBetween } from './gaps.js';
import { type Line, linesOf, textOfLine } from './lines.js';
import { median, type PlacedRun } from './placed-run.js';
import { CELL_BREAK, type TextLine } from './text-line.js';

/** In sizes of the font. */
const LEAST_GUTTER = 0.5;
const BLANK = 0.25;
/** A step this many times the step between the lines of a cell parts two rows. */
const LOOSE = 1.2;
/** Lines of one row are at most this far apart, in sizes of the font. */
const TIGHT = 1.6;
/** Share of the rows with several cells that a gutter may be crossed by (a cell over two columns). */
const CROSSED = 0.1;
/** Share of the cells of a group whose text must go on from one line to the next. */
const WRAPPED = 0.7;

type Cells = readonly (Line | undefined)[];

/** The rows of a table, cells by tab. A cell over several lines is read whole, its lines joined by a blank. */
export function readTable(bands: readonly Band[], size: number): TextLine[] {
  const gutters = guttersOf(bands, size);
  const rows = groupRows(
    bands.flatMap((band) => linesOfBand(band, gutters)),
    gutters,
    size,
  );
  return rows.map((lines) => textOfRow(lines, gutters));
}

export function guttersOf(bands: readonly Band[], size: number): Gap[] {
  const several = bands.filter((band) => band.gaps.length > 0);
  const events = several.flatMap(({ gaps, x, end }) => [
    { x, end: gaps[0]?.from ?? end },
    ...gaps.map((gap, index) => ({ x: gap.to, end: gaps[index + 1]?.from ?? end })),
  ]);
  const crossed = Math.floor(CROSSED * several.length);
  const edges = events
    .flatMap(({ x, end }) => [
      { at: x, step: 1 },
      { at: end, step: -1 },
    ])
    .sort((one, other) => one.at - other.at || other.step - one.step);
  const covered: { x: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (const { at, step } of edges) {
    if (depth <= crossed && depth + step > crossed) start = at;
    if (depth > crossed && depth + step <= crossed) covered.push({ x: start, end: at });
    depth += step;
  }
  return gapsBetween(covered, LEAST_GUTTER * size);
}

/** Cells set in the middle of a row beside longer ones give lines between the lines: they are one row. */
function linesOfBand(band: Band, gutters: readonly Gap[]): PlacedRun[][] {
  const lines = linesOf(band.runs);
  const withSeveral = lines.filter((line) => cellsOf(line.runs, gutters).filter(Boolean).length > 1);
  return withSeveral.length > 1 ? lines.map(({ runs }) => [...runs]) : [[...band.runs]];
}

function groupRows(rows: PlacedRun[][], gutters: readonly Gap[], size: number): PlacedRun[][] {
  const edges = rightEdges(rows, gutters);
  const steps = rows.slice(1).map((row, index) => stepBetween(rows[index] ?? [], row));
  const tight = steps.filter((step) => step <= TIGHT * size);
  const isLoose =
    steps.filter((step) => step > LOOSE * median(tight)).length >= Math.max(1, tight.length / 4);
  const groups: PlacedRun[][] = [];
  rows.forEach((row, index) => {
    const group = groups.at(-1);
    const step = steps[index - 1] ?? Infinity;
    const near =
      step <= TIGHT * size && step <= LOOSE * Math.min(...steps.slice(Math.max(0, index - 3), index + 2));
    if (group && near && continues(rows[index - 1] ?? [], row, { gutters, edges, isLoose }))
      group.push(...row);
    else groups.push([...row]);
  });
  return groups;
}

interface Columns {
  readonly gutters: readonly Gap[];
  readonly edges: readonly number[];
  readonly isLoose: boolean;
}

/** Does a line of a table go on with the cells of the line above? Its first word would not have fitted there. */
function continues(above: PlacedRun[], row: PlacedRun[], { gutters, edges, isLoose }: Columns): boolean {
  const [before, cells] = [cellsOf(above, gutters), cellsOf(row, gutters)];
  const filled = cells.map((cell, index) => ({ cell, above: before[index], edge: edges[index] ?? 0 }));
  const now = filled.filter(({ cell }) => cell !== undefined);
  const wrapped = now.filter(
    ({ cell, above: one, edge }) => cell && one && isWrapped(one, cell, edge),
  ).length;
  if (wrapped === 0) return false;
  if (isLoose) return wrapped >= WRAPPED * now.length;
  const first = cells[0];
  return now.length === wrapped && (!first || /^\p{Ll}/u.test(textOfLine(first.runs)));
}

function isWrapped(above: Line, cell: Line, edge: number): boolean {
  const text = textOfLine(above.runs);
  if (!/\p{L}/u.test(text) || !/[\s,-]/.test(text)) return false;
  const next = textOfLine(cell.runs);
  const word = /^\S+/.exec(next)?.[0] ?? '';
  const letter = (cell.end - cell.x) / Math.max(next.length, 1);
  return above.end + BLANK * cell.size + letter * word.length > edge;
}

function rightEdges(rows: PlacedRun[][], gutters: readonly Gap[]): number[] {
  const edges: number[] = [];
  for (const row of rows) {
    cellsOf(row, gutters).forEach((cell, index) => {
      if (cell) edges[index] = Math.max(edges[index] ?? -Infinity, cell.end);
    });
  }
  return edges;
}

/** The runs of each column; a cell's lines are put together as one. */
function columnsOf(runs: readonly PlacedRun[], gutters: readonly Gap[]): PlacedRun[][] {
  const columns: PlacedRun[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const run of runs) {
    const at = gutters.findIndex((gutter) => run.x < (gutter.from + gutter.to) / 2);
    columns[at === -1 ? gutters.length : at]?.push(run);
  }
  return columns;
}

function cellsOf(runs: readonly PlacedRun[], gutters: readonly Gap[]): Cells {
  return columnsOf(runs, gutters).map((column) => {
    if (column.length === 0) return undefined;
    const [x, end] = [Math.min(...column.map((run) => run.x)), Math.max(...column.map((run) => run.end))];
    const lines = linesOf(column);
    return {
      runs: lines.at(-1)?.runs ?? [],
      x,
      end,
      baseline: lines.at(-1)?.baseline ?? 0,
      size: lines[0]?.size ?? 0,
    };
  });
}

function textOfRow(runs: PlacedRun[], gutters: readonly Gap[]): TextLine {
  const lines = linesOf(runs);
  const [first] = lines;
  const text =
    lines.length === 1
      ? textOfLine(first?.runs ?? [], gutters)
      : columnsOf(runs, gutters)
          .map((column) =>
            linesOf(column)
              .map((line) => textOfLine(line.runs, gutters))
              .join(CELL_BREAK),
          )
          .filter((cell) => cell !== '')
          .join('\t');
  return {
    text,
    x: first?.x ?? 0,
    top: first?.baseline ?? 0,
    bottom: lines.at(-1)?.baseline ?? 0,
    size: first?.size ?? 0,
  };
}

const stepBetween = (above: readonly PlacedRun[], below: readonly PlacedRun[]): number =>
  Math.min(...below.map(({ baseline }) => baseline)) - Math.max(...above.map(({ baseline }) => baseline));
