import { type AnnotatedSpan } from '../../src/evaluation/index.js';
import { type Span } from '../../src/text/index.js';
import { columnsOf, type Line, lineAt, type Row } from './lines.js';

/** A report as a word processor or a form would hold it. All stretches are of the source. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'line'; readonly at: Span; readonly indent: number }
  | { readonly kind: 'field'; readonly label: Span; readonly value: Span }
  | { readonly kind: 'table'; readonly rows: readonly Row[]; readonly columns: readonly number[] }
  | { readonly kind: 'sides'; readonly left: readonly Span[]; readonly right: readonly Span[] }
  | { readonly kind: 'gap' | 'rule' };

export interface Source {
  readonly text: string;
  readonly spans: readonly AnnotatedSpan[];
}

const RULE = /^\s*[-=_*~─]{5,}\s*$/;
const ITEM = /^\s*(?:[-•*–>]|\d{1,2}[.)/]|\(.?\))\s/;
const FIELD = /^\s*(\p{Lu}[^:]{1,34}?)\s*:\s+(?=\S)/u;
const HEADING = /^\s*(?:[^\p{Ll}]{4,60}|[^.;,]{3,40}:)\s*$/u;
/** A line this long, in shares of the longest before a blank one and in characters, goes on in the next. */
const [FULL, LEAST_FULL] = [0.8, 70];
const LETTERHEAD_LINES = 14;

export function blocksOf(source: Source): Block[] {
  const lines = linesOf(source.text);
  const isCut = linesAreCut(source);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const taken = blankOrRule(lines, at) ?? grid(lines, at) ?? words(lines, at, isCut);
    blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

interface Taken {
  readonly block: Block;
  readonly lines: number;
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    lines.push(lineAt(text, { start, end }));
    start = end + 1;
  }
  return lines;
}

/** A feed cut its lines anywhere: they mean nothing to a paragraph, and a word may go on in the next. */
const linesAreCut = ({ text, spans }: Source): boolean =>
  spans.filter(({ start, end }) => text.slice(start, end).includes('\n')).length > 1;

function blankOrRule(lines: readonly Line[], at: number): Taken | undefined {
  const text = lines[at]?.text ?? '';
  if (text.trim() === '') return { block: { kind: 'gap' }, lines: 1 };
  return RULE.test(text) ? { block: { kind: 'rule' }, lines: 1 } : undefined;
}

/** Lines side by side: two columns of a letterhead at the top, a table further down. */
function grid(lines: readonly Line[], at: number): Taken | undefined {
  let end = at;
  while (isParted(lines[end]) || (end > at && end < LETTERHEAD_LINES && isAlone(lines, end))) end += 1;
  if (end === at) return undefined;
  const rows = lines.slice(at, end);
  const { columns, cells } = columnsOf(rows);
  if (end <= LETTERHEAD_LINES && columns.length === 2 && rows.length > 1 && !rows.some(isLabelled)) {
    const side = (column: number): Span[] => cells.flatMap((row) => row[column] ?? []);
    return { block: { kind: 'sides', left: side(0), right: side(1) }, lines: rows.length };
  }
  return { block: { kind: 'table', rows: cells, columns }, lines: rows.length };
}

/** `Né le   : …` stands in two columns too. */
const isLabelled = ({ text }: Line): boolean => / {2}: |^[^:]*: {3}/.test(text);

const isParted = (line: Line | undefined): boolean => (line?.cells.length ?? 0) > 1;

/** A cell may be alone in its row: the last name of a longer column. */
const isAlone = (lines: readonly Line[], at: number): boolean =>
  lines[at]?.cells.length === 1 && lines[at].text.length < 60 && isParted(lines[at + 1]);

function words(lines: readonly Line[], at: number, isCut: boolean): Taken {
  const first = lines[at] as Line;
  const [span = first.span] = first.cells;
  const field = FIELD.exec(first.text);
  let end = at + 1;
  const longest = longestFrom(lines, at);
  const isFull = (line: Line | undefined): boolean =>
    (line?.text.length ?? 0) >= Math.max(LEAST_FULL, FULL * longest);
  while (!isCut && isFull(lines[end - 1]) && isProse(lines[end])) end += 1;
  if (end > at + 1) {
    const last = lines[end - 1] as Line;
    return {
      block: { kind: 'paragraph', at: { start: span.start, end: last.span.end }, indent: 0 },
      lines: end - at,
    };
  }
  if (field && !isCut) {
    const [whole, name = ''] = field;
    const start = first.span.start + whole.indexOf(name);
    const value = { start: first.span.start + whole.length, end: first.span.end };
    return { block: { kind: 'field', label: { start, end: start + name.length }, value }, lines: 1 };
  }
  if (isCut) return { block: { kind: 'line', at: span, indent: 0 }, lines: 1 };
  if (HEADING.test(first.text))
    return { block: { kind: 'heading', at: span, indent: first.indent }, lines: 1 };
  return {
    block: { kind: first.text.length < 60 ? 'line' : 'paragraph', at: span, indent: first.indent },
    lines: 1,
  };
}

function longestFrom(lines: readonly Line[], at: number): number {
  let longest = 0;
  for (let next = at; (lines[next]?.cells.length ?? 0) > 0; next += 1)
    longest = Math.max(longest, lines[next]?.text.length ?? 0);
  return longest;
}

const isProse = (line: Line | undefined): boolean =>
  line !== undefined &&
  line.cells.length === 1 &&
  line.indent < 8 &&
  !RULE.test(line.text) &&
  !ITEM.test(line.text) &&
  !FIELD.test(line.text) &&
  !HEADING.test(line.text);
