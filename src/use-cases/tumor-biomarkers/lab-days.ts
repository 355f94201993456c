import { type Span, type TokenizedText } from '../../text/index.js';
import { cellsOf, columnsUnder, type Layout, separatorOf } from './lab-cells.js';
import { DATE_IN_CELL } from './lab-headings.js';
import { boundsIn, type LabResult, outcomeOf } from './lab-row.js';
import { endOfLine, inside } from './lab-lines.js';
import { plain } from './plain.js';
import { isoDate } from './situation.js';
import { type MentionAt } from './terms.js';

const MAX_DAYS = 60;
const MAX_HEADING = 60;

interface Day {
  readonly date: string;
  readonly cells: readonly Span[];
  readonly lineStart: number;
}

/** Tables with a marker a column and a day a row: of each column the latest day is current. */
export function labDaysOf(
  tokens: TokenizedText,
  serum: readonly MentionAt[],
  reference: string | null,
): LabResult[] {
  const { text } = tokens;
  const results: LabResult[] = [];
  let done = -1;
  for (const { start: at } of serum) {
    if (at < done) continue;
    const start = text.lastIndexOf('\n', at) + 1;
    const line = { start, end: endOfLine(text, start) };
    done = line.end;
    const separator = separatorOf(text.slice(line.start, line.end));
    const cells = cellsOf(text, line, separator);
    if (cells.length < 2 || cells.some(({ start: from, end }) => end - from > MAX_HEADING)) continue;
    const layout: Layout = {
      separator,
      lineStart: start,
      cells,
      headings: cells.map((cell) => ({ ...cell, role: 'name', date: null })),
    };
    const days = daysUnder(text, line, { separator, reference });
    if (days.length === 0) continue;
    for (const mention of inside(serum, line)) {
      const column = cells.findIndex((cell) => mention.start >= cell.start && mention.end <= cell.end);
      if (column > 0) {
        const above = aboveOf(text, start, serum);
        results.push(...columnOf(tokens, { mention, column, layout, above: above(mention) }, days));
      }
    }
  }
  return results;
}

const LOOK_ABOVE = 160;

/** "Évolution du PSA (ng/mL, N < 4) :" just above the table: what it prints for a marker. */
const aboveOf = (text: string, table: number, serum: readonly MentionAt[]) => (marker: MentionAt) => {
  const near = inside(serum, { start: table - LOOK_ABOVE, end: table }).findLast(
    ({ mention }) => mention.names[0] === marker.mention.names[0],
  );
  const line = near && text.slice(near.end, Math.min(table, endOfLine(text, near.end)));
  return line === undefined
    ? ''
    : (/^[^\n()[\]]{0,20}([([][^\n)\]]{1,60}[)\]])/.exec(plain(line))?.[1] ?? '');
};

function daysUnder(
  text: string,
  head: Span,
  { separator, reference }: { separator: Layout['separator']; reference: string | null },
): Day[] {
  const days: Day[] = [];
  let at = head.end + 1;
  for (let count = 0; count < MAX_DAYS && at < text.length; count += 1) {
    const line = { start: at, end: endOfLine(text, at) };
    at = line.end + 1;
    if (/^[\s|:+\-=_]*$/.test(text.slice(line.start, line.end))) {
      if (days.length > 0) break;
      continue;
    }
    const cells = cellsOf(text, line, separator);
    const [first] = cells;
    const written = first && plain(text.slice(first.start, first.end));
    const date = written === undefined ? undefined : DATE_IN_CELL.exec(written)?.[0];
    const iso = date !== undefined && written === date ? isoDate(date, reference) : null;
    if (iso === null || cells.length < 2) break;
    days.push({ date: iso, cells, lineStart: line.start });
  }
  return days;
}

function columnOf(
  tokens: TokenizedText,
  { mention, column, layout, above }: { mention: MentionAt; column: number; layout: Layout; above: string },
  days: readonly Day[],
): LabResult[] {
  const heading = layout.cells[column] as Span;
  const own = boundsIn(plain(tokens.text.slice(mention.end, Math.max(mention.end, heading.end))));
  const printed = boundsIn(above);
  const bounds = own.high === null ? { ...printed, unit: own.unit ?? printed.unit } : own;
  const found = days.flatMap(({ date, cells, lineStart }) => {
    const cell = cells[columnsUnder(layout, cells, lineStart).indexOf(column)];
    const outcome = cell && cell.end > cell.start ? outcomeOf(tokens, mention, cell, bounds) : undefined;
    return cell && outcome && !outcome.open ? [{ date, cell, outcome }] : [];
  });
  const latest = found
    .map(({ date }) => date)
    .sort()
    .at(-1);
  const [name = ''] = mention.mention.names;
  return found.map((each) => ({ name, mention, ...each, earlier: each.date !== latest }));
}
