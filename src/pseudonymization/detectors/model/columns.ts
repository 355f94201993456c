import { type ModelSpan } from './spans.js';

const WIDE = / {3,}|\t+/g;
/** Each line of an address is a stretch of its own. */
const WIDE_OR_LINE = /[,;]?\s*\n\s*| {3,}|\t+/g;
const ONE_COLUMN: ReadonlySet<string> = new Set(['CITY', 'HOSPITAL', 'ADDRESS']);

/** A place does not reach over the gap between two columns of a page. */
export function columns(text: string, span: ModelSpan): ModelSpan[] {
  if (!ONE_COLUMN.has(span.category)) return [span];
  const raw = text.slice(span.start, span.end);
  const pieces: ModelSpan[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (to > from) pieces.push({ ...span, start: span.start + from, end: span.start + to });
  };
  for (const { 0: gap, index } of raw.matchAll(span.category === 'ADDRESS' ? WIDE_OR_LINE : WIDE)) {
    add(index);
    from = index + gap.length;
  }
  add(raw.length);
  return pieces;
}
