import { type Span } from '../span.js';
import { comparable } from './comparable.js';
import { type Line } from './lines.js';
import { SECTION_TITLES } from './section-titles.js';

/** A recognized title: its span, and the code of the section it opens. */
export interface Heading extends Span {
  readonly code: string;
}

/** A longer line is prose, not a title. */
const MAX_TITLE_LINE = 160;
const DECORATION = '[\\s*_=#~>•·|\\-–—]*';
const NUMBER =
  '(?:(?:\\d{1,2}(?:\\.\\d{1,2}){0,3}|[IVX]{1,5}|[A-H])\\s?[.)/°\\-–—](?=\\s|\\p{L})|\\d{1,2}(?:\\.\\d{1,2}){1,3}(?=\\s))?';
const LEAD = new RegExp(`^${DECORATION}${NUMBER}${DECORATION}`, 'u');
const TRAIL = /[\s*_=#~.,;\-–—]+$/u;
const PARENTHESIS = /\([^()]{0,60}\)$/u;
const DASHED = /^([^\p{Ll}:]{3,60}?)\s+[-–—]\s/u;

/** The title a line holds alone (`3) CONCLUSION`, `__Conclusion__`) or before its text (`Motif : chute`). */
export function headingOf(text: string, line: Line): Heading | undefined {
  const length = line.end - line.start;
  const colon = text.indexOf(':', line.start);
  const hasColon = colon >= 0 && colon < line.end;
  // A long line can still open with `Title :`; only that much of it is looked at.
  if (length > MAX_TITLE_LINE && (!hasColon || colon - line.start > MAX_TITLE_LINE)) return undefined;
  if (hasColon) return heading(text, line.start, colon, colon + 1);
  const body = text.slice(line.start, line.end);
  const alone = heading(text, line.start, line.end, line.end);
  if (alone) return alone;
  const lead = LEAD.exec(body)?.[0].length ?? 0;
  const dashed = DASHED.exec(body.slice(lead))?.[1];
  if (dashed === undefined) return undefined;
  const end = line.start + lead + dashed.length;
  return heading(text, line.start, end, end);
}

function heading(text: string, start: number, labelEnd: number, end: number): Heading | undefined {
  const label = text.slice(start, labelEnd).replace(LEAD, '').replace(TRAIL, '');
  const code = codeOf(label) ?? codeOf(label.replace(PARENTHESIS, ''));
  return code === undefined ? undefined : { start, end, code };
}

function codeOf(label: string): string | undefined {
  return SECTION_TITLES.byTitle.get(comparable(label));
}
