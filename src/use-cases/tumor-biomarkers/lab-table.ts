import { type Span, type TokenizedText } from '../../text/index.js';
import { cellsOf, columnsUnder, type Layout, separatorOf } from './lab-cells.js';
import { datedListsOf } from './dated-lists.js';
import { labDaysOf } from './lab-days.js';
import { DATE_IN_CELL, type Heading, headingForms, headingOf, headingsInRow } from './lab-headings.js';
import { type LabResult, type Row, resultsInOrder, resultsOfRow } from './lab-row.js';
import { endOfLine, inside } from './lab-lines.js';
import { familyOf } from './lexicon.js';
import { type MentionAt } from './terms.js';

const MAX_ROWS = 80;
const MAX_HEADING = 60;
const MAX_LINE = 400;

type Reader = (row: Row) => LabResult[];

interface Table {
  readonly layout: Layout;
  /** Its columns are told apart by their order only. */
  readonly flat: boolean;
  /** Date of the document, ISO. */
  readonly reference: string | null;
  readonly read: Reader;
}

/**
 * Results of tables of serum markers, a marker a row, columns in any order: what is under a heading of ranges is
 * never a result, what is under one of earlier results is one of the past. Linear in the text.
 */
export function labResultsOf(
  tokens: TokenizedText,
  mentions: readonly MentionAt[],
  reference: string | null,
): LabResult[] {
  const serum = mentions.filter(
    ({ mention }) => mention.names.length === 1 && mention.names.every((name) => familyOf(name) === 'serum'),
  );
  if (serum.length === 0) return datedListsOf(tokens, mentions, reference);
  const results: LabResult[] = [];
  let done = -1;
  for (const line of candidateLines(tokens)) {
    if (line.start <= done || inside(serum, line).length > 0) continue;
    const table = tableAt(tokens, line, reference);
    if (!table) continue;
    const { found, end } = readRows(tokens, table, { line, serum });
    results.push(...found);
    if (found.length > 0) done = end;
  }
  const untaken = (known: readonly LabResult[], among: readonly MentionAt[]) => {
    const taken = new Set(known.map(({ mention }) => mention.start));
    return among.filter(({ start }) => !taken.has(start));
  };
  results.push(...labDaysOf(tokens, untaken(results, serum), reference));
  return [...results, ...datedListsOf(tokens, untaken(results, mentions), reference)];
}

/** Lines with two headings, or two dates. */
function candidateLines(tokens: TokenizedText): Span[] {
  const { text } = tokens;
  const lines = new Map<number, number>();
  /** Offsets in order. */
  const count = (offsets: Iterable<number>) => {
    let line = { start: 0, end: -1 };
    for (const offset of offsets) {
      if (offset >= line.end)
        line = { start: text.lastIndexOf('\n', offset) + 1, end: endOfLine(text, offset) };
      lines.set(line.start, (lines.get(line.start) ?? 0) + 1);
    }
  };
  count(headingForms(tokens).map(({ start }) => start));
  count([...text.matchAll(new RegExp(DATE_IN_CELL, 'g'))].map(({ index }) => index));
  count(
    [...text.matchAll(/(?<=[|\t]\s?|\s{2})(?:[JMCST]\d{1,3}|avant|apr[eè]s)(?!\p{L})/giu)].map(
      ({ index }) => index,
    ),
  );
  return [...lines]
    .filter(([, headings]) => headings >= 2)
    .map(([start]) => ({ start, end: endOfLine(text, start) }))
    .filter(({ start, end }) => end - start <= MAX_LINE)
    .sort((a, b) => a.start - b.start);
}

function tableAt(tokens: TokenizedText, line: Span, reference: string | null): Table | null {
  const written = tokens.text.slice(line.start, line.end);
  const separator = separatorOf(written);
  const cells = cellsOf(tokens.text, line, separator);
  const headings = cells.map((cell) =>
    cell.end > cell.start && cell.end - cell.start <= MAX_HEADING ? headingOf(tokens, cell, reference) : null,
  );
  const known = headings.filter((heading) => heading !== null);
  const layout = { separator, lineStart: line.start, cells, headings };
  const holdsResults = known.some(({ role }) => role === 'result' || role === 'previous' || role === 'date');
  if (holdsResults && known.length >= 2 && known.length * 2 >= cells.length)
    return { layout, flat: false, reference, read: (row) => resultsOfRow(tokens, layout, row, reference) };
  const inOrder = headingsInRow(tokens, line);
  const roles = new Set(inOrder.map(({ role }) => role));
  const flat = cells.length < 3 && !/[.:;]\s*$/.test(written) && roles.has('result');
  if (!flat || roles.size < 3 || !(roles.has('range') || roles.has('previous'))) return null;
  return { layout, flat: true, reference, read: (row) => resultsInOrder(tokens, inOrder, row) };
}

function readRows(
  tokens: TokenizedText,
  table: Table,
  { line, serum }: { line: Span; serum: readonly MentionAt[] },
): { found: LabResult[]; end: number } {
  const { text } = tokens;
  const { flat, reference } = table;
  const { separator } = table.layout;
  let { layout, read } = table;
  const found: LabResult[] = [];
  let pending: Row | null = null;
  let blanks = 0;
  let at = line.end + 1;
  for (let count = 0; count < MAX_ROWS && at < text.length; count += 1) {
    const row = { start: at, end: endOfLine(text, at) };
    at = row.end + 1;
    const cells = cellsOf(text, row, separator);
    const [nameCell] = cells;
    if (!nameCell || /^[\s|:+\-=_]*$/.test(text.slice(row.start, row.end))) {
      blanks += 1;
      if (blanks > 1) break;
      continue;
    }
    const [mention] = inside(serum, row);
    if (!mention) {
      const more =
        count === 0 && !flat ? withDates(tokens, layout, { cells, lineStart: row.start, reference }) : null;
      if (more) {
        layout = more;
        read = (each) => resultsOfRow(tokens, more, each, reference);
      } else if (pending && cells.length > 1) {
        const whole = cells.length >= layout.cells.length;
        found.push(...read({ ...pending, cells: whole ? cells.slice(1) : cells, lineStart: row.start }));
        pending = null;
      } else if (cells.length < 2 && (blanks > 0 || /[.!?]\s*$/.test(text.slice(row.start, row.end)))) break;
      blanks = 0;
      continue;
    }
    blanks = 0;
    if (mention.start >= nameCell.end && !flat) break;
    const own: Row = {
      mention,
      nameCell,
      cells: flat ? [{ start: mention.end, end: row.end }] : cells.slice(1),
      lineStart: row.start,
    };
    const results = read(own);
    pending = results.length === 0 && cells.length === 1 ? own : null;
    found.push(...results);
  }
  return { found, end: at - 1 };
}

/** A second line of headings, that only gives dates. */
function withDates(
  tokens: TokenizedText,
  layout: Layout,
  { cells, lineStart, reference }: { cells: readonly Span[]; lineStart: number; reference: string | null },
): Layout | null {
  const dates = cells.map((cell) => headingOf(tokens, cell, reference));
  if (!dates.every((date): date is Heading => date?.role === 'date')) return null;
  const columns = columnsUnder(layout, cells, lineStart);
  const headings = layout.headings.map((heading, index) => {
    const date = dates[columns.indexOf(index)];
    return date ? (heading ? { ...heading, date: heading.date ?? date.date } : date) : heading;
  });
  return { ...layout, headings };
}
