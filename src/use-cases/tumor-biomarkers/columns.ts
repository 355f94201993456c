import { type Span, type TokenizedText } from '../../text/index.js';
import { type Statement } from './bind.js';
import { RESULTS } from './roles.js';
import { readSentence } from './sentence.js';
import { type MentionAt } from './terms.js';

/** A biomarker in the heading of a column, and the statement its cell makes. */
export interface Column {
  readonly statement: Statement;
  readonly mention: Span;
  readonly cell: Span;
  readonly row: Span;
}

const CELL = /[^|\t\n]+/g;
const RULE = /^[\s|:+-]*$/;

/** Cells of a line, as spans of the document; blanks at the edges of the row do not count. */
function cellsOf(text: string, line: Span): Span[] {
  return [...text.slice(line.start, line.end).matchAll(CELL)]
    .map((match) => ({ start: line.start + match.index, end: line.start + match.index + match[0].length }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== '');
}

/**
 * Tables whose columns are biomarkers: a row that only names at least two, then a row with as many cells and no
 * name. Rows are parted by `|` or tabs.
 */
export function columnsOf(tokens: TokenizedText, mentions: readonly MentionAt[]): Column[] {
  const found = mentions.filter(({ mention }) => !mention.variant);
  const { text } = tokens;
  const columns: Column[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const start = text.lastIndexOf('\n', (found[at] as MentionAt).start) + 1;
    const end = endOfLine(text, start);
    const inLine = [found[at] as MentionAt];
    while (found[at + 1] && (found[at + 1] as MentionAt).start < end)
      inLine.push(found[(at += 1)] as MentionAt);
    const head = cellsOf(text, { start, end });
    if (inLine.length < 2 || head.length < inLine.length) continue;
    const row = nextRow(text, end);
    const cells = row ? cellsOf(text, row) : [];
    if (!row || cells.length !== head.length || isIn(found[at + 1] ?? { start: -1, end: -1 }, row)) continue;
    if (readSentence(tokens, { start, end }, inLine).pieces.some(({ kind }) => RESULTS.has(kind))) continue;
    for (const mention of inLine) {
      const cell = cells[head.findIndex((each) => isIn(mention, each))];
      const pieces = cell ? readSentence(tokens, cell, []).pieces : [];
      const after = pieces.flatMap((piece) => (piece.kind === 'mention' ? [] : [{ ...piece, opens: false }]));
      const statement = {
        mentions: [mention],
        before: [],
        after,
        introduced: true,
        distance: 0,
        stained: false,
      };
      if (cell) columns.push({ statement, mention, cell: trimmed(text, cell), row });
    }
  }
  return columns;
}

function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  return {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  };
}

const isIn = (inner: Span, outer: Span) => inner.start >= outer.start && inner.end <= outer.end;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function nextRow(text: string, headEnd: number): Span | null {
  for (let start = headEnd + 1; start < text.length; start = endOfLine(text, start) + 1) {
    const end = endOfLine(text, start);
    if (!RULE.test(text.slice(start, end))) return { start, end };
    if (start - headEnd > 200) return null;
  }
  return null;
}
