import { type Span } from '../span.js';

/** Every line end a report may hold. A report is never normalized, so each kind is known here. */
const LINE_END = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/g;

/** A line with its blanks trimmed: `start`/`end` bound the visible part, `lineStart`/`next` the line itself. */
export interface Line extends Span {
  /** Offset of the first character of the line, blanks included. */
  readonly lineStart: number;
  /** Offset of the first character after its line end. */
  readonly next: number;
}

/** The lines of `text`, in order; together they cover it. Offsets in UTF-16 code units. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let lineStart = 0;
  for (const match of text.matchAll(LINE_END)) {
    lines.push(trimmed(text, lineStart, match.index, match.index + match[0].length));
    lineStart = match.index + match[0].length;
  }
  if (lineStart < text.length) lines.push(trimmed(text, lineStart, text.length, text.length));
  return lines;
}

function trimmed(text: string, lineStart: number, lineEnd: number, next: number): Line {
  const { start, end } = trim(text, { start: lineStart, end: lineEnd });
  return { lineStart, start, end, next };
}

/** The same span without the blanks at both ends (empty at `end` where there is nothing else). */
export function trim(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return { start, end };
}

function isBlank(code: number): boolean {
  if (code <= 32) return true;
  return code > 126 && /\s/.test(String.fromCharCode(code));
}
