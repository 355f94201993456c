import { type Line } from './lines.js';

/** Where a line may hold a title: its words, without number, ornament or colon. */
export interface TitleCandidate {
  readonly title: string;
  /** Number and ornaments before the title, blanks left out, numbers made alike: `1.`, `###`, `**`. */
  readonly mark: string;
  /** Where the title ends in its line, its colon included. UTF-16 code units from the line's start. */
  readonly end: number;
  /** Nothing follows it on the line but ornaments. */
  readonly alone: boolean;
  readonly colon: boolean;
  /** It ends as a sentence does: `.`, `,`, `;`, `!`. */
  readonly stopped: boolean;
}

/** A longer line is prose, not a title. */
const MAX_TITLE_LINE = 160;
const DECORATION = '[\\s*_=#~>•·|\\[\\-–—]*';
const NUMBER =
  '(?:\\d{1,2}\\s?h\\s?(?:\\d{2})?\\s(?=\\p{L}{3})|(?:\\d{1,2}(?:\\.\\d{1,2}){0,3}|[IVX]{1,5}|[A-Ha-h])\\s?[.)/°\\-–—]{1,3}(?=\\s|\\p{L})|\\d{1,2}(?:\\.\\d{1,2}){1,3}(?=\\s))?';
const LEAD = new RegExp(`^${DECORATION}${NUMBER}${DECORATION}`, 'u');
const TRAIL = /[\s*_=#~.,;\-–—\]]+$/u;
const ORNAMENTS = /^[\s*_=#~\-–—]{1,20}$/u;
/** A colon, but not that of an hour (`02:14`). */
const COLON = /(?<!\d):|:(?!\d)/u;
/** What parts a title from its text, beside a colon: a dash, `>`, a cell, three blanks, a bracket. */
const DASHED = /^([^\p{Ll}:]{3,60}?)\s+[-–—]\s/u;
const LONG_DASHED = /^(\p{Lu}[^:—–]{2,60}?)\s[—–]\s/u;
const CELL = /^([^\t|:]{3,60}?)(?:\s*\t\s*|\s\|\s)[^\t|]*$/u;
const SPACED = /^([^\p{Ll}:]{6,60}?) {3,}/u;
const BRACKETED = /^([^[\]:]{3,60})\]/u;
const ARROWED = /^([^:<>]{3,60}?)\s>\s/u;

/** Before a colon, the whole line, or before a dash, a cell or a bracket: in the order they are tried. */
export function titleCandidates(text: string, line: Line): TitleCandidate[] {
  const length = line.end - line.start;
  const body = text.slice(line.start, Math.min(line.end, line.start + MAX_TITLE_LINE + 1));
  const colon = body.search(COLON);
  const candidates: TitleCandidate[] = [];
  if (colon > 0 && colon <= MAX_TITLE_LINE)
    candidates.push(candidate(text, line, body.slice(0, colon), colon + 1));
  if (length <= MAX_TITLE_LINE && colon < 0) candidates.push(candidate(text, line, body, length));
  const lead = LEAD.exec(body)?.[0].length ?? 0;
  const bare = body.slice(lead);
  const bracketed = body.slice(0, lead).endsWith('[') ? BRACKETED.exec(bare) : null;
  const found = bracketed ?? beforeText(bare);
  if (!found) return candidates;
  const end = lead + (found[1] as string).length;
  return [...candidates, candidate(text, line, body.slice(0, end), bracketed ? end + 1 : end)];
}

function beforeText(bare: string): RegExpExecArray | null {
  if (bare.includes('\t') || bare.includes(' | ')) return CELL.exec(bare);
  return DASHED.exec(bare) ?? LONG_DASHED.exec(bare) ?? SPACED.exec(bare) ?? ARROWED.exec(bare);
}

function candidate(text: string, line: Line, label: string, end: number): TitleCandidate {
  const lead = LEAD.exec(label)?.[0] ?? '';
  const title = label.slice(lead.length).replace(TRAIL, '');
  const rest = text.slice(line.start + end, Math.min(line.end, line.start + end + 21));
  const ornaments = ORNAMENTS.test(rest);
  const whole = line.end - line.start;
  const colon = text[line.start + end - 1] === ':';
  return {
    title,
    mark: markOf(lead),
    end: ornaments ? whole : end,
    alone: ornaments || end === whole,
    colon,
    stopped: !colon && '.,;!'.includes(label.trimEnd().at(-1) ?? ' '),
  };
}

const markOf = (lead: string): string =>
  lead
    .replace(/\s/g, '')
    .replace(/\d{1,2}h(?:\d{2})?/u, 'H')
    .replace(/\d+/g, '1')
    .replace(/[IVX]+/, 'I')
    .replace(/\p{Ll}/u, 'a');
