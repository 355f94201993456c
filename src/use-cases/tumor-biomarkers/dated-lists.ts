import { type Span, type TokenizedText } from '../../text/index.js';
import { decideTranscript } from './decide-transcript.js';
import { cellsOf, separatorOf } from './lab-cells.js';
import { DATE_IN_CELL } from './lab-headings.js';
import { endOfLine } from './lab-lines.js';
import { type Bounds, boundsIn, type LabResult, limitIn, outcomeOf } from './lab-row.js';
import { unitIn } from './numbers.js';
import { familyOf } from './lexicon.js';
import { measureOf, NUMBER } from './numbers.js';
import { type Outcome } from './outcome.js';
import { plain } from './plain.js';
import { isoDate } from './situation.js';
import { type MentionAt } from './terms.js';

const MAX_ROWS = 40;
/** Lines that may stand between the name and its first value: blank ones, headings. */
const MAX_BETWEEN = 3;
/** What may stand after the name on its line. UTF-16 code units. */
const MAX_TAIL = 80;

/** A fusion that is followed as a figure: "BCR::ABL1 (% IS)". */
const isTranscript = ({ mention }: MentionAt) =>
  mention.names.length === 1 &&
  mention.names.every((name) => familyOf(name) === 'fusion' && name.includes('-'));
const isSerum = ({ mention }: MentionAt) =>
  mention.names.length === 1 && mention.names.every((name) => familyOf(name) === 'serum');

interface Valued {
  readonly cell: Span;
  readonly date: string | null;
  readonly earlier: boolean;
}

interface Block {
  readonly values: readonly Valued[];
  readonly range: string;
}

/**
 * Values below the name of a marker, a line each: "CA 125 (kUI/L) :", then "24/04 : 1876", or "PSA total", then
 * "Résultat : 6,7", "Valeurs de référence : < 4", "Antériorité du 11/03 : 5,2". The latest is current.
 */
export function datedListsOf(
  tokens: TokenizedText,
  mentions: readonly MentionAt[],
  reference: string | null,
): LabResult[] {
  const results: LabResult[] = [];
  let done = -1;
  for (const mention of mentions) {
    if (mention.start < done || !(isSerum(mention) || isTranscript(mention))) continue;
    const { text } = tokens;
    const line = endOfLine(text, mention.end);
    if (line - mention.end > MAX_TAIL) continue;
    const tail = plain(text.slice(mention.end, line));
    if (!isHeading(tail)) continue;
    const block = blockUnder(text, line, reference);
    const { values } = block;
    if (values.length === 0) continue;
    const bounds = boundsOf(tail, block.range);
    const found = values.flatMap((value) => {
      const outcome = isTranscript(mention)
        ? transcriptIn(tokens, value.cell, tail)
        : outcomeOf(tokens, mention, value.cell, bounds);
      return outcome && !outcome.open ? [{ ...value, outcome }] : [];
    });
    // "1 842 kU/L", then "17", "11": the unit is written once.
    const unit = found.find((value) => value.outcome.unit !== null)?.outcome.unit ?? null;
    const latest = found
      .filter(({ earlier }) => !earlier)
      .map(({ date }) => date ?? '')
      .sort()
      .at(-1);
    const [name = ''] = mention.mention.names;
    results.push(
      ...found.map(({ cell, date, outcome, earlier }) => ({
        ...{ name, mention, cell, date, outcome: { ...outcome, unit: outcome.unit ?? unit } },
        earlier: earlier || (date ?? '') !== latest,
      })),
    );
    if (found.length > 0) done = found.at(-1)?.cell.end ?? done;
  }
  return results;
}

/** Nothing but a unit, a range, a technique in parentheses, a colon: no value of its own. */
const isHeading = (tail: string) =>
  !/\d/.test(tail.replace(/[([][^()[\]\n]*[)\]]/g, '')) && /^[^.;,]*$/.test(bare(tail));
const bare = (tail: string) => tail.replace(/[([][^()[\]\n]*[)\]]/g, '');

function boundsOf(tail: string, range: string): Bounds {
  const own = boundsIn(tail);
  if (range === '') return own;
  return { ...limitIn(range, true), unit: own.unit ?? unitIn(range) };
}

const DATE = new RegExp(String.raw`^[\s\-–•*·>]*(?:le |du |au |en )?(${DATE_IN_CELL.source})`);
const PARTED = /^\s*(?:\.{3,}|…|[:=|\t]|->|→|-\s|\s{2,}|(?=[<>]?\s?\d))\s*/;
const RESULT = /^[\s\-•*]*(?:resultats?|valeur|taux|dosage)(?: du jour)?\s*[:=]\s*/;
const RANGE =
  /^[\s\-•*]*(?:valeurs? (?:de reference|usuelles?|normales?)|normes?|normales?|reference|vn|vr|n)\s*[:=]?\s*/;
const PREVIOUS =
  /^[\s\-•*]*(?:anteriorites?|(?:resultat|valeur|dosage) (?:anterieure?|precedente?)|precedente?)\b[^:\n]{0,30}[:=]\s*/;

/** The lines of values below a heading; a line of another kind ends them. */
function blockUnder(text: string, from: number, reference: string | null): Block {
  const values: Valued[] = [];
  let range = '';
  let between = 0;
  let at = from + 1;
  for (let count = 0; count < MAX_ROWS && at < text.length; count += 1) {
    const line = { start: at, end: endOfLine(text, at) };
    at = line.end + 1;
    const written = plain(text.slice(line.start, line.end));
    const value = valueOf(text, line, { written, reference });
    const printed = RANGE.exec(written);
    if (value) values.push(value);
    else if (printed && values.length > 0 && /\d/.test(written)) range = written.slice(printed[0].length);
    else if (values.length > 0 || between >= MAX_BETWEEN || isSentence(written)) break;
    else between += 1;
  }
  return { values: isWhole(values) ? values : [], range };
}

/** One dated line alone is no list. */
const isWhole = (values: readonly Valued[]) => values.length > 1 || values[0]?.date === null;

/** Neither a blank line nor headings of columns. */
const isSentence = (written: string) => /[.!?]\s*$/.test(written) || /\d/.test(written.replace(/abl1?/g, ''));

function valueOf(
  text: string,
  line: Span,
  { written, reference }: { written: string; reference: string | null },
): Valued | null {
  const named = RESULT.exec(written) ?? PREVIOUS.exec(written);
  if (named) {
    const date = DATE_IN_CELL.exec(named[0])?.[0];
    const earlier = PREVIOUS.test(written);
    const cell = firstCell(text, { start: line.start + named[0].length, end: line.end });
    return cell && { cell, date: date === undefined ? null : isoDate(date, reference), earlier };
  }
  const dated = DATE.exec(written);
  const parted = dated && PARTED.exec(written.slice(dated[0].length));
  const iso = dated?.[1] === undefined ? null : isoDate(dated[1], reference);
  if (!dated || !parted || iso === null) return null;
  const cell = firstCell(text, { start: line.start + dated[0].length + parted[0].length, end: line.end });
  return cell && { cell, date: iso, earlier: false };
}

/** The only cell with a figure, or the one in percent. */
function firstCell(text: string, rest: Span): Span | null {
  const cells = cellsOf(text, rest, separatorOf(text.slice(rest.start, rest.end))).filter(({ start, end }) =>
    /^[<>≤≥]?\s?\d/.test(text.slice(start, end)),
  );
  const percent = cells.find(({ start, end }) => text.slice(start, end).includes('%'));
  return percent ?? (cells.length === 1 ? (cells[0] ?? null) : null);
}

function transcriptIn(tokens: TokenizedText, cell: Span, tail: string): Outcome | undefined {
  const written = plain(tokens.text.slice(cell.start, cell.end));
  const match = new RegExp(String.raw`^(?<comparator>[<>])?\s?(?<low>${NUMBER})\s?(?<unit>%)?`).exec(written);
  if (!match?.groups || !(match.groups['unit'] || /%/.test(tail))) return undefined;
  const measure = measureOf(match.groups, '%');
  const end = cell.start + match[0].trimEnd().length;
  return decideTranscript([
    [{ kind: 'percent', start: cell.start, end, text: match[0].trim(), measure, negated: false }],
  ])[0];
}
