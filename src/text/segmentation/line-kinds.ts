import { type Line } from './lines.js';
import { UNITS } from './patterns.js';

const LOOK = 200;
const MAX_CAPITALS = 100;
const MIN_CAPITALS = 8;

const SEPARATOR = /^[\s\-–—=_*~#.·]{3,}$/u;
const LIST_ITEM =
  /^(?:[-–—•*·▪■□►▶→>+○◦●✓✔‣]\s*(?=[^\s\d\-+>])|[-–—•*→]\s+(?=\S)|[-=]>\s?(?=\S)|#\s?\d{1,2}\s|\d{1,2}\s?[.)/°]\s+(?=\S)|\(?[a-zA-Z]\)\s|[A-H]\/\s|\(?[ivx]{1,5}\)\s|[IVX]{1,5}[.)]\s|[A-H]\.\s(?=\p{Lu}\p{Ll}{3}))/u;
const LABEL = /^\p{Lu}[^:.!?;]{0,60}\.?\s?:(?=\s|$)|^\S{1,40}@\S{1,60}$|^\[[^[\]]{1,60}\]/u;
const NUMERIC_LABEL = /^\p{L}[^\s:]{0,20}\s?:\s?[<>≤≥]?\s?\d/u;
const SHORT_NUMERIC_LABEL = /^\p{L}[^\s:]{0,5}\s:\s[<>≤≥]?\s?\d{1,4}[.,]\d/u;
const CELLS = /\S(?:\s*\t\s*|\s\|\s| {4,}|\s?\.{4,}\s)\S|^\||\|$/u;
const RESULT = new RegExp(
  `^\\p{Lu}[\\p{L}\\p{N}()'’./+\\- ]{1,40}?\\s[<>≤≥]?\\s?\\d[\\d .,]{0,12}(?:${UNITS.join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
const UPPER_FIRST = /^\p{Lu}/u;
const LOWER_FIRST = /^["«“(]?\s?\p{Ll}/u;

/** How a line takes part in its paragraph. */
export interface LineKind {
  readonly blank: boolean;
  /** A line of dashes or the like: it parts, and is no sentence. */
  readonly separator: boolean;
  readonly item: boolean;
  /** A table row: cells parted by a tab, a bar, four blanks or dots. */
  readonly row: boolean;
  /** `Label : …`; the next line may be one in small letters (`pH : 7,38`). */
  readonly labelled: boolean;
  /** A name, a number and a unit. */
  readonly result: boolean;
  readonly capitals: boolean;
  /** Its first letter is small. */
  readonly small: boolean;
}

export const BLANK: LineKind = {
  blank: true,
  separator: false,
  item: false,
  row: false,
  labelled: false,
  result: false,
  capitals: false,
  small: false,
};

/** Looks at the first 200 characters of a line only, so that the cost follows the text's length. */
export function kindOf(text: string, line: Line, previous: LineKind = BLANK): LineKind {
  if (line.start === line.end) return BLANK;
  const body = text.slice(line.start, Math.min(line.end, line.start + LOOK));
  const whole = line.end - line.start <= LOOK;
  const afterLabel = previous.blank || previous.labelled || previous.row || previous.result;
  return {
    blank: false,
    separator: whole && SEPARATOR.test(body),
    item: LIST_ITEM.test(body),
    row: CELLS.test(body),
    labelled: LABEL.test(body) || SHORT_NUMERIC_LABEL.test(body) || (afterLabel && NUMERIC_LABEL.test(body)),
    result: UPPER_FIRST.test(body) && RESULT.test(body),
    capitals: whole && isCapitals(body),
    small: LOWER_FIRST.test(body),
  };
}

function isCapitals(body: string): boolean {
  if (body.length > MAX_CAPITALS || /\p{Ll}/u.test(body)) return false;
  return (body.match(/\p{Lu}/gu)?.length ?? 0) >= MIN_CAPITALS;
}
