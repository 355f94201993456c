import { type Line } from './lines.js';
import { UNITS } from './patterns.js';

const LOOK = 200;
const MAX_CAPITALS = 100;
const MIN_CAPITALS = 8;

const SEPARATOR = /^[\s\-–—=_*~#.·]{3,}$/u;
const LIST_ITEM =
  /^(?:[-–—•*·▪■□►▶→>+○◦●✓✔‣]\s*(?=[^\s\d\-+>])|[-–—•*]\s+(?=\S)|\d{1,2}\s?[.)/°]\s+(?=\S)|\(?[a-zA-Z]\)\s|[A-H]\/\s|\(?[ivx]{1,5}\)\s|[IVX]{1,5}[.)]\s)/u;
const LABEL = /^\p{Lu}[^:.!?;]{0,60}:(?=\s|$)/u;
const NUMERIC_LABEL = /^\p{L}[^\s:]{0,20}\s?:\s?[<>≤≥]?\s?\d/u;
const CELLS = /\S(?:\s*\t\s*|\s\|\s| {4,})\S|^\||\|$/u;
const RESULT = new RegExp(
  `^\\p{Lu}[\\p{L}\\p{N}()'’./+\\- ]{1,40}?\\s[<>≤≥]?\\s?\\d[\\d .,]{0,12}(?:${UNITS.join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
const UPPER_FIRST = /^\p{Lu}/u;

/** How a line takes part in its paragraph. */
export interface LineKind {
  readonly blank: boolean;
  /** A line of dashes or the like: it parts, and is no sentence. */
  readonly separator: boolean;
  /** It opens a sentence of its own: list item, `Label :`, table row, result line. */
  readonly opens: boolean;
  /** Nothing continues it: table row, result line. */
  readonly closed: boolean;
  /** It holds a label; the next line may be one in small letters (`pH : 7,38`). */
  readonly labelled: boolean;
  readonly capitals: boolean;
}

const BLANK: LineKind = {
  blank: true,
  separator: false,
  opens: false,
  closed: false,
  labelled: false,
  capitals: false,
};

/** Looks at the first 200 characters of a line only, so that the cost follows the text's length. */
export function kindOf(text: string, line: Line, previous: LineKind = BLANK): LineKind {
  if (line.start === line.end) return BLANK;
  const body = text.slice(line.start, Math.min(line.end, line.start + LOOK));
  const whole = line.end - line.start <= LOOK;
  const row = CELLS.test(body) || (UPPER_FIRST.test(body) && RESULT.test(body));
  const labelled =
    LABEL.test(body) ||
    ((previous.blank || previous.labelled || previous.closed) && NUMERIC_LABEL.test(body));
  return {
    blank: false,
    separator: whole && SEPARATOR.test(body),
    opens: row || labelled || LIST_ITEM.test(body),
    closed: row,
    labelled,
    capitals: whole && isCapitals(body),
  };
}

function isCapitals(body: string): boolean {
  if (body.length > MAX_CAPITALS || /\p{Ll}/u.test(body)) return false;
  return (body.match(/\p{Lu}/gu)?.length ?? 0) >= MIN_CAPITALS;
}
