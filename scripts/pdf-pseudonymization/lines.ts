import { type Span } from '../../src/text/index.js';

export interface Line {
  readonly text: string;
  readonly span: Span;
  /** Columns of blanks before it. */
  readonly indent: number;
  /** What three blanks or more, a tab or a bar part. */
  readonly cells: readonly Span[];
}

/** The stretches of each column; several where two of the line's cells stand in one column. */
export type Row = readonly (readonly Span[])[];

const APART = / {3,}|\t+| +\| +| {2,}(?=: )/g;

export function lineAt(source: string, span: Span): Line {
  const text = source.slice(span.start, span.end);
  const cells: Span[] = [];
  const add = (start: number, end: number): void => {
    const inside = text.slice(start, end);
    const [before, after] = [inside.length - inside.trimStart().length, inside.trimEnd().length];
    if (after > before) cells.push({ start: span.start + start + before, end: span.start + start + after });
  };
  let start = 0;
  for (const { 0: blanks, index } of text.matchAll(APART)) {
    add(start, index);
    start = index + blanks.length;
  }
  add(start, text.length);
  return { text, span, indent: text.length - text.trimStart().length, cells };
}

export interface Grid {
  /** Where each column starts, in characters. */
  readonly columns: readonly number[];
  readonly cells: readonly Row[];
}

/** Columns are parted by what is blank in every line. */
export function columnsOf(lines: readonly Line[]): Grid {
  const width = Math.max(...lines.map(({ text }) => text.length));
  const inked = new Uint8Array(width + 1);
  for (const { cells, span } of lines)
    for (const { start, end } of cells) inked.fill(1, start - span.start, end - span.start);
  const columns: number[] = [];
  for (let at = 0; at < width; at += 1) if (inked[at] === 1 && !inked[at - 1]) columns.push(at);
  const cells = lines.map(({ cells: own, span }) =>
    columns.map((column, at) => {
      const next = columns[at + 1] ?? Infinity;
      return own.filter(({ start }) => start - span.start >= column && start - span.start < next);
    }),
  );
  return { columns, cells };
}
