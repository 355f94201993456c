import { type Span } from '../../text/index.js';
import { type Heading } from './lab-headings.js';

export type Separator = '|' | '\t' | 'blanks';

export const separatorOf = (line: string): Separator =>
  line.includes('|') ? '|' : line.includes('\t') ? '\t' : 'blanks';

/** Cells of a line, in offsets of the document. With a sign between them, empty cells count. */
export function cellsOf(text: string, line: Span, separator: Separator): Span[] {
  const written = text.slice(line.start, line.end);
  if (separator === 'blanks') return withUnit(text, wordsApart(written, line.start));
  const cells: Span[] = [];
  let start = line.start;
  for (const words of written.split(separator)) {
    cells.push(trimmed(text, { start, end: start + words.length }));
    start += words.length + 1;
  }
  // "| RE | 90 % |": the signs at both ends are no cells.
  const isEdge = (cell: Span | undefined) =>
    separator === '|' && cell !== undefined && cell.end === cell.start;
  return cells.slice(isEdge(cells[0]) ? 1 : 0, isEdge(cells.at(-1)) ? -1 : undefined);
}

/** Words at most one blank apart are one cell. */
const wordsApart = (written: string, offset: number): Span[] =>
  [...written.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: words }) => ({
    start: offset + index,
    end: offset + index + words.length,
  }));

/** "CA 15-3  (kU/L)": the parenthesis belongs to the name. */
function withUnit(text: string, cells: readonly Span[]): Span[] {
  const [name, unit, ...rest] = cells;
  if (
    !name ||
    !unit ||
    unit.start - name.end > 3 ||
    !/^\([^()]{1,20}\)$/.test(text.slice(unit.start, unit.end))
  )
    return [...cells];
  return [{ start: name.start, end: unit.end }, ...rest];
}

function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const from = start + written.length - written.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(Math.min(from, end), start + written.trimEnd().length) };
}

/** A table as its first line lays it out. */
export interface Layout {
  readonly separator: Separator;
  /** Offset of the heading's line: columns parted by blanks are compared from the start of their lines. */
  readonly lineStart: number;
  readonly cells: readonly Span[];
  readonly headings: readonly (Heading | null)[];
}

/** The column each cell of a row stands under, as indexes of `layout.cells`; -1 for the name where it has no heading. */
export function columnsUnder(layout: Layout, cells: readonly Span[], lineStart: number): number[] {
  const shift = layout.headings[0]?.role === 'name' ? 0 : 1;
  if (layout.separator !== 'blanks')
    return cells.map((_, index) => index - (cells.length > layout.cells.length ? shift : 0));
  if (cells.length === layout.cells.length + shift) return cells.map((_, index) => index - shift);
  const places = layout.cells.map(({ start, end }) => ({
    start: start - layout.lineStart,
    end: end - layout.lineStart,
  }));
  return cells.map((cell, index) => {
    if (index === 0 && shift === 1 && cell.end - lineStart <= (places[0]?.start ?? 0)) return -1;
    const own = { start: cell.start - lineStart, end: cell.end - lineStart };
    const distances = places.map((place) => apart(own, place));
    return distances.indexOf(Math.min(...distances));
  });
}

/** Negative where they overlap: the more, the nearer. */
const apart = (a: Span, b: Span) => Math.max(a.start, b.start) - Math.min(a.end, b.end);
