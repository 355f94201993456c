import { type Span } from '../../text/index.js';

/** A column of a screening table: where its heading stands, and what its cells answer; null where they say nothing. */
export interface ScreeningColumn extends Span {
  readonly assertion: 'Present' | 'Absent' | null;
}

interface Cell extends Span {
  readonly text: string;
}

const HEADING = /^(?:SARM|E?BLSE|EPC|ER[GV]|BHRe?|BMR|ABRI|PARC|KPC|NDM|VIM|IMP|OXA-?48)$/iu;
const POSITIVE = /^(?:pos(?:iti\p{L}*)?\.?|\+{1,3}|oui|pr[ée]sen\p{L}*|d[ée]tect[ée]\p{L}*)$/iu;
const NEGATIVE = /^(?:n[ée]g(?:ati\p{L}*)?\.?|abs(?:en\p{L}*)?\.?|non(?:[ \t]d[ée]tect[ée]\p{L}*)?|0)$/iu;
/** "-" in a column of results is a test not done or a negative one: it decides nothing by itself. */
const EMPTY = /^[-–—.]*$/u;
const LEAST = 2;
const MOST_ROWS = 40;

/** The columns of every table whose headings name what was looked for ("SARM | BLSE | EPC"). Linear in the text. */
export function screeningColumns(text: string): ScreeningColumn[] {
  const lines = linesOf(text);
  return lines.flatMap(({ start, line }, at) => {
    const heads = cellsOf(line, start);
    const named = heads.flatMap((cell, column) => (HEADING.test(cell.text) ? [{ cell, column }] : []));
    if (named.length < LEAST) return [];
    const rows = rowsBelow(lines, at + 1, heads.length);
    if (rows.length === 0) return [];
    return named.map(({ cell: { start: from, end }, column }) => ({
      ...{ start: from, end },
      assertion: answerOf(rows.map((row) => row[column]?.text ?? '')),
    }));
  });
}

interface Line {
  readonly start: number;
  readonly line: string;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const own = { start, line };
    start += line.length + 1;
    return own;
  });
}

/** Cells parted by bars, semicolons, tabs or two blanks. */
function cellsOf(line: string, start: number): Cell[] {
  const border = /[|;]/.test(line) ? /[|;]/ : /\t|[ ]{2,}/;
  const cells: Cell[] = [];
  let at = 0;
  for (const part of line.split(new RegExp(`(${border.source})`))) {
    const trimmed = part.trim();
    if (trimmed !== '' && !/^[|;]$/.test(trimmed)) {
      const from = start + at + part.indexOf(trimmed);
      cells.push({ start: from, end: from + trimmed.length, text: trimmed });
    } else if (/[|;]/.test(border.source) && trimmed === '' && at > 0) {
      cells.push({ start: start + at, end: start + at, text: '' });
    }
    at += part.length;
  }
  return cells;
}

function rowsBelow(lines: readonly Line[], from: number, width: number): Cell[][] {
  const rows: Cell[][] = [];
  for (const { start, line } of lines.slice(from, from + MOST_ROWS)) {
    const cells = cellsOf(line, start);
    if (/^[\s|:+-]*$/.test(line) && line.trim() !== '') continue;
    // A last column of remarks may be empty.
    if (cells.length !== width && cells.length !== width - 1) break;
    if (!cells.some(({ text }) => POSITIVE.test(text) || NEGATIVE.test(text) || EMPTY.test(text))) break;
    rows.push(cells);
  }
  return rows;
}

function answerOf(cells: readonly string[]): ScreeningColumn['assertion'] {
  if (cells.some((cell) => POSITIVE.test(cell))) return 'Present';
  return cells.some((cell) => NEGATIVE.test(cell)) ? 'Absent' : null;
}
