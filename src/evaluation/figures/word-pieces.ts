import { tokenize } from '../../pseudonymization/index.js';
import { type Span } from '../../text/index.js';

const DIGITS = /\p{Nd}+/gu;

/**
 * What figures count: the words of the detectors, and runs of digits. An edge of the gold inside a word cuts it, so that
 * each piece is in the gold or out of it.
 */
export function wordPieces(text: string, gold: readonly Span[]): Span[] {
  const digits = [...text.matchAll(DIGITS)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }));
  const whole = [...tokenize(text), ...digits].sort((a, b) => a.start - b.start);
  const cuts = [...new Set(gold.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const pieces: Span[] = [];
  let next = 0;
  for (const { start, end } of whole) {
    let from = start;
    while (next < cuts.length && (cuts[next] as number) <= from) next += 1;
    while (next < cuts.length && (cuts[next] as number) < end) {
      pieces.push({ start: from, end: cuts[next] as number });
      from = cuts[next] as number;
      next += 1;
    }
    pieces.push({ start: from, end });
  }
  return pieces;
}
