import { type Span, type TokenizedText } from '../../text/index.js';
import { decideSerum } from './decide-serum.js';
import { columnsUnder, type Layout } from './lab-cells.js';
import { DATE_IN_CELL, type Heading } from './lab-headings.js';
import { biomarkerOf } from './lexicon.js';
import { INTERVAL, measureOf, NUMBER, numberOf, UNIT, unitIn } from './numbers.js';
import { type Outcome } from './outcome.js';
import { plain } from './plain.js';
import { type Said } from './reading.js';
import { isoDate } from './situation.js';
import { readSentence } from './sentence.js';
import { type MentionAt } from './terms.js';

/** One value of a laboratory table; `date` in ISO. */
export interface LabResult {
  readonly name: string;
  readonly outcome: Outcome;
  readonly mention: MentionAt;
  readonly cell: Span;
  readonly earlier: boolean;
  readonly date: string | null;
}

/** A row of a table: its biomarker, the cell that names it, the cells beside it. */
export interface Row {
  readonly mention: MentionAt;
  readonly nameCell: Span;
  readonly cells: readonly Span[];
  readonly lineStart: number;
}

interface Valued {
  readonly cell: Span;
  readonly heading: Heading;
  readonly date: string | null;
}

const FLAG = /\s*(?:[*↑↓!]+|(?<=\d\s+)[HBL])$/;

/** The results a row holds, by the headings its cells stand under. */
export function resultsOfRow(
  tokens: TokenizedText,
  layout: Layout,
  row: Row,
  reference: string | null,
): LabResult[] {
  const all = [row.nameCell, ...row.cells];
  const columns = columnsUnder(layout, all, row.lineStart);
  const under = row.cells.flatMap((cell, index) => {
    const heading = layout.headings[columns[index + 1] ?? -1];
    return heading && cell.end > cell.start ? [{ cell, heading }] : [];
  });
  return judged(tokens, row, under, reference);
}

/** The same, where only their order tells the columns apart. */
export function resultsInOrder(tokens: TokenizedText, headings: readonly Heading[], row: Row): LabResult[] {
  const [line] = row.cells;
  if (!line) return [];
  const text = plain(tokens.text.slice(line.start, line.end)).replace(new RegExp(DATE_IN_CELL, 'g'), (date) =>
    ' '.repeat(date.length),
  );
  const measures = [...text.matchAll(new RegExp(INTERVAL, 'g'))].map((match) => ({
    cell: { start: line.start + match.index, end: line.start + match.index + match[0].trimEnd().length },
    bound: match.groups?.['comparator'] !== undefined || match.groups?.['high'] !== undefined,
  }));
  const wanted = headings.filter(({ role }) => role === 'result' || role === 'range' || role === 'previous');
  const plainOnes = wanted.filter(({ role }) => role !== 'range');
  const range = wanted.find(({ role }) => role === 'range');
  const inOrder = measures.length === wanted.length;
  let next = 0;
  const under = measures.flatMap(({ cell, bound }, index) => {
    const heading = inOrder ? wanted[index] : bound && range ? range : plainOnes[next++];
    return heading ? [{ cell, heading }] : [];
  });
  const unit = new RegExp(UNIT).exec(text);
  const name = { ...row.nameCell, end: line.start + (unit ? unit.index + unit[0].length : 0) };
  return judged(tokens, unit ? { ...row, nameCell: name } : row, under, null);
}

function judged(
  tokens: TokenizedText,
  row: Row,
  under: readonly { cell: Span; heading: Heading }[],
  reference: string | null,
): LabResult[] {
  const written = ({ start, end }: Span) => plain(tokens.text.slice(start, end));
  const named = boundsIn(
    written({ start: row.mention.end, end: Math.max(row.mention.end, row.nameCell.end) }),
  );
  const cellOf = (role: Heading['role']) => under.find(({ heading }) => heading.role === role)?.cell;
  const range = cellOf('range');
  const unit = cellOf('unit');
  // "178   (135-225 U/L)": printed at the end of the row, under no heading.
  const last = row.cells.at(-1);
  const aside = boundsIn(last ? (/\([^()]*\d[^()]*\)\s*$/.exec(written(last))?.[0] ?? '') : '');
  const bounds: Bounds = {
    ...(range
      ? limitIn(written(range), true)
      : named.high === null
        ? aside
        : { high: named.high, text: named.text }),
    unit:
      (unit && unitIn(written(unit))) ??
      named.unit ??
      aside.unit ??
      (range && unitIn(written(range))) ??
      null,
  };
  const valued = under
    .filter(({ heading: { role } }) => role === 'result' || role === 'previous' || role === 'date')
    .map(({ cell, heading }) => {
      const own = DATE_IN_CELL.exec(written(cell))?.[0];
      return { cell, heading, date: (own === undefined ? null : isoDate(own, reference)) ?? heading.date };
    });
  const told = valued.map((value) => ({
    ...value,
    outcome: outcomeOf(tokens, row.mention, value.cell, bounds),
  }));
  const current = currentOf(told.filter(({ outcome }) => outcome !== undefined));
  return told.flatMap(({ outcome, ...value }) => {
    const earlier = value.cell !== current?.cell;
    if (!outcome || (earlier && outcome.open)) return [];
    const [name = ''] = row.mention.mention.names;
    return [{ name, outcome, mention: row.mention, cell: value.cell, earlier, date: value.date }];
  });
}

/** The result of the day: the column so headed, else the latest date. */
function currentOf(valued: readonly Valued[]): Valued | undefined {
  const stated = valued.find(({ heading }) => heading.role === 'result');
  if (stated) return stated;
  const dated = valued.filter(({ heading }) => heading.role === 'date');
  return dated.reduce<Valued | undefined>(
    (latest, each) => (!latest || (each.date ?? '') >= (latest.date ?? '') ? each : latest),
    undefined,
  );
}

/** The upper bound and the unit that stand for a whole row or column. */
export interface Bounds {
  readonly high: number | null;
  /** As printed, numbers only. */
  readonly text: string;
  readonly unit: string | null;
}

/** "(ng/mL, N < 5)", after the name of a marker; plain text. */
export const boundsIn = (text: string): Bounds => ({
  ...limitIn(/[([].*/.exec(text)?.[0] ?? '', false),
  unit: unitIn(text),
});

/** Upper bound of a printed range; in a column of ranges a bare number is one. */
export function limitIn(text: string, bare: boolean): Pick<Bounds, 'high' | 'text'> {
  const none = { high: null, text: '' };
  if (/^\s*(?:>|≥|sup)/.test(text)) return none;
  if (!bare && !/[<≤-]|\b(?:n|vn|vr|inf|norm)/.test(text)) return none;
  const numbers = (text.match(new RegExp(NUMBER, 'g')) ?? []).map(numberOf);
  const [high, low] = [numbers.at(-1), numbers.at(-2)];
  if (high === undefined) return none;
  return { high, text: low !== undefined && low < high ? `${low}-${high}` : `<${high}` };
}

export function outcomeOf(
  tokens: TokenizedText,
  { mention }: MentionAt,
  cell: Span,
  { high, text, unit }: Bounds,
): Outcome | undefined {
  const written = tokens.text.slice(cell.start, cell.end);
  const span = { start: cell.start, end: cell.end - (FLAG.exec(written)?.[0].length ?? 0) };
  const said = readSentence(tokens, span, []).pieces.flatMap((piece): Said[] => {
    if (piece.kind === 'mention') return [];
    const measure = piece.measure &&
      piece.kind === 'number' && { ...piece.measure, unit: piece.measure.unit ?? unit };
    return [{ ...piece, ...(measure && { measure }), negated: false }];
  });
  const range: Said[] =
    high === null
      ? []
      : [
          {
            kind: 'range',
            ...span,
            text: '',
            negated: false,
            measure: { ...measureOf({ low: `${high}` }, null), text },
          },
        ];
  const [name = ''] = mention.names;
  return decideSerum([[...said, ...range]], biomarkerOf(name), 0)[0];
}
