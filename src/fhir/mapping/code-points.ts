import { type Span } from '../../text/index.js';

/** A stretch of text in Unicode code points, the unit of `derivation-reference` in our resources. */
export interface CodePointSpan {
  readonly offset: number;
  readonly length: number;
}

/**
 * Converts spans of `text` from UTF-16 code units to Unicode code points. A bound that falls inside a
 * surrogate pair takes the whole character.
 */
export function codePointsOf(text: string): (span: Span) => CodePointSpan {
  const pairs = surrogatePairs(text);
  return ({ start, end }) => {
    const offset = start - pairsBefore(pairs, start);
    const last = insidePair(pairs, end) ? end + 1 : end;
    return { offset, length: last - pairsBefore(pairs, last) - offset };
  };
}

/** Index of the second unit of each pair, in order. */
function surrogatePairs(text: string): readonly number[] {
  return Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (match) => match.index + 1);
}

/** Pairs whose second unit is at or before `position`: each of them is one code point less. */
function pairsBefore(pairs: readonly number[], position: number): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insidePair(pairs: readonly number[], position: number): boolean {
  const count = pairsBefore(pairs, position);
  return count > 0 && pairs[count - 1] === position;
}
