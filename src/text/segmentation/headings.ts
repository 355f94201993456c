import { type Span } from '../span.js';
import { type Line } from './lines.js';
import { headCode, titleCode } from './title-code.js';

/** A recognized title: its span, and the code of the section it opens. */
export interface Heading extends Span {
  readonly code: string;
  /** A star, a bracket, a number…: it is set as a title. */
  readonly marked: boolean;
  /** It holds a date. */
  readonly dated: boolean;
}

/** A longer line is prose, not a title. */
const MAX_TITLE_LINE = 160;
const DECORATION = '[\\s*_=#~>•·|\\[\\-–—]*';
const NUMBER =
  '(?:(?:\\d{1,2}(?:\\.\\d{1,2}){0,3}|[IVX]{1,5}|[A-Ha-h])\\s?[.)/°\\-–—]{1,3}(?=\\s|\\p{L})|\\d{1,2}(?:\\.\\d{1,2}){1,3}(?=\\s))?';
const LEAD = new RegExp(`^${DECORATION}${NUMBER}${DECORATION}`, 'u');
const TRAIL = /[\s*_=#~.,;\-–—\]]+$/u;
const ORNAMENTS = /^[\s*_=#~\-–—]{1,20}$/u;
/** What parts a title from its text, beside a colon: a dash, `>`, a cell, three blanks, a bracket. */
const DASHED = /^([^\p{Ll}:]{3,60}?)\s+[-–—]\s/u;
const LONG_DASHED = /^(\p{Lu}[^:—–]{2,60}?)\s[—–]\s/u;
const CELL = /^([^\t|:]{3,60}?)(?:\s*\t\s*|\s\|\s)[^\t|]*$/u;
const SPACED = /^([^\p{Ll}:]{6,60}?) {3,}/u;
const BRACKETED = /^([^[\]:]{3,60})\]/u;
const ARROWED = /^([^:<>]{3,60}?)\s>\s/u;

/** The title a line holds alone (`3) CONCLUSION`, `__Conclusion__`) or before its text (`Motif : chute`). */
export function headingOf(text: string, line: Line, open?: string): Heading | undefined {
  const length = line.end - line.start;
  const body = text.slice(line.start, Math.min(line.end, line.start + MAX_TITLE_LINE + 1));
  const colon = body.indexOf(':');
  if (colon > 0 && colon <= MAX_TITLE_LINE) {
    const labelled = heading(text, line, { label: body.slice(0, colon), end: colon + 1, open });
    if (labelled) return labelled;
  }
  if (length <= MAX_TITLE_LINE && colon < 0) {
    const alone = heading(text, line, { label: body, end: length, open });
    if (alone) return alone;
  }
  const lead = LEAD.exec(body)?.[0].length ?? 0;
  const bare = body.slice(lead);
  const bracketed = body.slice(0, lead).endsWith('[') ? BRACKETED.exec(bare) : null;
  const found = bracketed ?? beforeText(bare);
  if (!found) return undefined;
  const end = lead + (found[1] as string).length;
  return heading(text, line, { label: body.slice(0, end), end: bracketed ? end + 1 : end, open });
}

function beforeText(bare: string): RegExpExecArray | null {
  if (bare.includes('\t') || bare.includes(' | ')) return CELL.exec(bare);
  return DASHED.exec(bare) ?? LONG_DASHED.exec(bare) ?? SPACED.exec(bare) ?? ARROWED.exec(bare);
}

/** `end`: where the title ends in the line. `open`: the section that is open. */
interface Found {
  readonly label: string;
  readonly end: number;
  readonly open: string | undefined;
}

function heading(text: string, line: Line, { label, end, open }: Found): Heading | undefined {
  const lead = LEAD.exec(label)?.[0] ?? '';
  const title = label.slice(lead.length).replace(TRAIL, '');
  const marked = /\S/.test(lead);
  const isTitle = marked || end < line.end - line.start || label.endsWith(':') || !/\p{Ll}/u.test(title);
  const found = titleCode(title, open) ?? (isTitle ? headCode(title) : undefined);
  if (!found) return undefined;
  const rest = text.slice(line.start + end, Math.min(line.end, line.start + end + 21));
  return {
    start: line.start,
    end: ORNAMENTS.test(rest) ? line.end : line.start + end,
    marked,
    ...found,
  };
}
