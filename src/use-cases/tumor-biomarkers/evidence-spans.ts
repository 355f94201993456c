import { type Span } from '../../text/index.js';
import { type Result } from './findings.js';

/** A stretch that says a result: longer ones are told by their words. UTF-16 code units. */
const LONGEST = 240;
/** Words of a result that stand nearer than this are one stretch. */
const NEAR = 40;
const MOST = 8;

type Told = Pick<Result, 'start' | 'end' | 'mention' | 'outcome' | 'said'>;

/**
 * Where the text says a result: one stretch, or, where a long list parts the name from what is said of it, the name
 * and the words of the result. Their length does not grow with the list.
 */
export function evidenceSpans({ start, end, mention, outcome, said }: Told): Span[] {
  if (said) return said.start - mention.end <= 4 ? [{ start, end: said.end }] : [mention, said];
  if (end - start <= LONGEST) return [{ start, end }];
  const words = [mention, ...(outcome.clues ?? [])]
    .map((word) => ({ start: word.start, end: Math.min(word.end, word.start + LONGEST) }))
    .sort((a, b) => a.start - b.start);
  const spans: { start: number; end: number }[] = [];
  for (const word of words) {
    const last = spans.at(-1);
    const joins = last && word.start - last.end <= NEAR && word.end - last.start <= LONGEST;
    if (joins) last.end = Math.max(last.end, word.end);
    else if (spans.length < MOST || word.start === mention.start) spans.push({ ...word });
  }
  return spans;
}
