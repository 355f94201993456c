import { type Span } from '../../../text/index.js';

/** A number without the brackets of the sentence: "(+33) 6 39" keeps its own. */
export function phoneEdges(text: string, { start, end }: Span): Span {
  const raw = text.slice(start, end);
  const [open, close] = [raw.startsWith('('), raw.indexOf(')')];
  const last = raw.length - 1;
  if (open && (close < 0 || close === last)) return { start: start + 1, end: close === last ? end - 1 : end };
  return !raw.includes('(') && close === last ? { start, end: end - 1 } : { start, end };
}
