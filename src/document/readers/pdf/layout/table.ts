import { type Band } from './bands.js';
import { betweenRules } from './between-rules.js';
import { type Gap } from './gaps.js';
import { type Line, linesOf, textOfLine, wouldNotFit } from './lines.js';
import { median, type PlacedRun } from './placed-run.js';
import { type Rule } from './rules.js';
import { guttersOf } from './table-gutters.js';
import { CELL_BREAK, type TextLine } from './text-line.js';

/** Lines of one cell are this far apart. */
const [LEAST_STEP, TIGHT] = [0.85, 1.6];
/** Shares of that step: lines of one row, and a step that parts two rows. */
const [NEAR, LOOSE] = [1.15, 1.2];
/** In sizes of the font. */
const OVERLAP = 0.8;
/** Share of the cells of a group whose text must go on from one line to the next. */
const WRAPPED = 0.7;
const WRAPPED_BETWEEN_RULES = 0.6;

/** What begins so is a cell of its own. */
const LABEL = /^\p{Lu}[^:]{0,40} ?:/u;
const DATE = /^\d{1,2}\/\d{1,2}\/\d{2}/;

type Cells = readonly (Line | undefined)[];

/** The rows of a table, cells by tab. A cell over several lines is read whole, its lines joined by a blank. */
export function readTable(bands: readonly Band[], size: number, rules: readonly Rule[]): TextLine[] {
  const gutters = guttersOf(bands, size);
  const lines = bands.flatMap((band) => linesOfBand(band, gutters));
  const columns = { gutters, edges: rightEdges(lines, gutters) };
  const groups = betweenRules(lines, rules);
  const rows = groups.flatMap((group) =>
    groups.length > 1 && isRuledRow(group, columns) ? [group.flat()] : groupRows(group, columns),
  );
  const keepsEmpty = isTitled(rows, gutters);
  return rows.map((row) => textOfRow(row, gutters, keepsEmpty));
}

/** Has each column a title, in a first row or in two (« Prises » over « Matin » and « Soir »)? Then it is certain. */
function isTitled([first = [], second = []]: readonly PlacedRun[][], gutters: readonly Gap[]): boolean {
  if (gutters.length < 2) return false;
  const [titles, under] = [columnsOf(first, gutters), columnsOf(second, gutters)];
  if (titles.every((column) => column.length > 0)) return true;
  const isUnder = under[0]?.length === 0 && titles[0]?.length !== 0;
  return isUnder && titles.every((column, index) => column.length > 0 || under[index]?.length !== 0);
}

/** Lines that overlap are cells set in the middle of one row; those of a band set very tight are rows. */
function linesOfBand(band: Band, gutters: readonly Gap[]): PlacedRun[][] {
  const lines = linesOf(band.runs);
  const overlap = lines.some((line, index) => {
    const above = lines[index - 1];
    return above && line.baseline - above.baseline < OVERLAP * line.size;
  });
  const several = lines.filter((line) => cellsOf(line.runs, gutters).filter(Boolean).length > 1);
  return !overlap && several.length > 1 ? lines.map(({ runs }) => [...runs]) : [[...band.runs]];
}

/** Puts the lines of each row together: nearer to each other than to the next row, or else by what they say. */
function groupRows(rows: PlacedRun[][], columns: Columns): PlacedRun[][] {
  const steps = rows.slice(1).map((row, index) => stepBetween(rows[index] ?? [], row));
  const size = median(rows.flat().map((run) => run.size));
  const least = Math.min(...steps.filter((step) => step >= LEAST_STEP * size));
  const near = steps.map((step) => step <= NEAR * least);
  const isLoose = least <= TIGHT * size && steps.some((step) => step > LOOSE * least);
  const groups = chain(rows, near);
  if (isLoose) return groups.flatMap((group) => (isOneRow(group, columns) ? [group.flat()] : group));
  const goesOn = rows
    .slice(1)
    .map((row, index) => near[index] === true && continues(rows[index] ?? [], row, columns));
  return chain(rows, goesOn).map((group) => group.flat());
}

/** @param linked for each row but the first, whether it goes with the one above. */
function chain(rows: PlacedRun[][], linked: readonly boolean[]): PlacedRun[][][] {
  const groups: PlacedRun[][][] = [];
  rows.forEach((row, index) => {
    const group = groups.at(-1);
    if (group && linked[index - 1]) group.push(row);
    else groups.push([row]);
  });
  return groups;
}

/**
 * Do the cells of these lines mostly go on with those above? A cell that begins on the last line is the row of another
 * value (an earlier result under today's): never joined.
 */
function isOneRow(lines: PlacedRun[][], { gutters, edges }: Columns): boolean {
  const above: (Line | undefined)[] = [];
  const pairs: boolean[] = [];
  for (const [at, line] of lines.entries()) {
    for (const [index, cell] of cellsOf(line, gutters).entries()) {
      const before = above[index];
      if (cell && before) pairs.push(isWrapped(before, cell, edges[index] ?? 0));
      if (cell && !before && at > 0 && at === lines.length - 1) return false;
      if (cell) above[index] = cell;
    }
  }
  return pairs.length > 0 && pairs.filter(Boolean).length >= WRAPPED * pairs.length;
}

/** Between two rules: one row, unless a value stands under a value, or the first column begins again. */
function isRuledRow(lines: PlacedRun[][], { gutters, edges }: Columns): boolean {
  const above: (Line | undefined)[] = [];
  const pairs: boolean[] = [];
  for (const line of lines) {
    for (const [index, cell] of cellsOf(line, gutters).entries()) {
      const before = above[index];
      if (cell && before) {
        const goesOn = isWrapped(before, cell, edges[index] ?? 0) || isUnit(before, cell);
        if ((!goesOn && index === 0) || (isValue(before) && isValue(cell))) return false;
        pairs.push(goesOn);
      }
      if (cell) above[index] = cell;
    }
  }
  return pairs.filter(Boolean).length >= WRAPPED_BETWEEN_RULES * pairs.length;
}

const isValue = (cell: Line): boolean => /^[<>≤≥±+-]?\s?\d/.test(textOfLine(cell.runs));

const isUnit = (above: Line, cell: Line): boolean =>
  /\d$/.test(textOfLine(above.runs)) && /^\p{L}{1,5}(?:\/\p{L}{1,5})?$/u.test(textOfLine(cell.runs));

interface Columns {
  readonly gutters: readonly Gap[];
  readonly edges: readonly number[];
}

/** In a table without spaced rows, one cell that goes on, and not in the first column but in small letters. */
function continues(above: PlacedRun[], row: PlacedRun[], { gutters, edges }: Columns): boolean {
  const [before, cells] = [cellsOf(above, gutters), cellsOf(row, gutters)];
  const now = cells.flatMap((cell, index) =>
    cell ? [{ cell, above: before[index], edge: edges[index] ?? 0 }] : [],
  );
  const isForm = now.every(({ cell, above: one }) => one && isLabelled(one) && !isLabelled(cell));
  if (now.length === before.filter(Boolean).length && !isForm) return false;
  if (!now.every(({ cell, above: one, edge }) => one && isWrapped(one, cell, edge))) return false;
  return isForm || !cells[0] || startsSmall(cells[0]);
}

const isLabelled = (cell: Line): boolean => LABEL.test(textOfLine(cell.runs));

const startsSmall = (cell: Line): boolean => /^\p{Ll}/u.test(textOfLine(cell.runs));

/** A cell goes on in small letters, or because its next word would not have fitted. */
function isWrapped(above: Line, cell: Line, edge: number): boolean {
  const text = textOfLine(above.runs);
  if (!/\p{L}/u.test(text) || isLabelled(cell) || (DATE.test(textOfLine(cell.runs)) && !isLabelled(above)))
    return false;
  return startsSmall(cell) || (/[\s,-]/.test(text) && wouldNotFit(cell, above.end, edge));
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

function textOfRow(runs: PlacedRun[], gutters: readonly Gap[], keepsEmpty: boolean): TextLine {
  const lines = linesOf(runs);
  const [first] = lines;
  const cells = columnsOf(runs, gutters).map((column) =>
    linesOf(column)
      .map((line) => textOfLine(line.runs, gutters))
      .join(CELL_BREAK),
  );
  const kept = keepsEmpty ? cells : cells.filter((cell) => cell !== '');
  // A cell with a wide blank in it is of no column known: the row is read as it stands.
  const isInColumns = lines.length > 1 || (keepsEmpty && !cells.some((cell) => cell.includes('\t')));
  const text = isInColumns ? kept.join('\t').replace(/\t+$/, '') : textOfLine(first?.runs ?? [], gutters);
  return {
    text,
    x: first?.x ?? 0,
    top: first?.baseline ?? 0,
    bottom: lines.at(-1)?.baseline ?? 0,
    size: first?.size ?? 0,
  };
}

/** Between the lines themselves: an exponent stands higher than its line. */
const stepBetween = (above: readonly PlacedRun[], below: readonly PlacedRun[]): number =>
  (linesOf(below)[0]?.baseline ?? 0) - (linesOf(above).at(-1)?.baseline ?? 0);
