import { type Span } from '../span.js';
import { CHARACTER, characterKind, foldUnit } from './fold.js';

/**
 * The words of a text, in parallel arrays. A word is a run of letters or a run of digits: `Ki67`, `Ki-67` and
 * `Ki 67` give the same two tokens. Offsets are UTF-16 code units into the original text.
 */
export interface TokenizedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Lower case, no accents, ligatures opened. */
  readonly folded: readonly string[];
  /** `folded` without the plural mark (s, x) of words of four letters or more. */
  readonly stems: readonly string[];
}

const LETTER_S = 115;
const LETTER_X = 120;

export function stemOf(folded: string): string {
  if (folded.length < 4) return folded;
  const last = folded.charCodeAt(folded.length - 1);
  return last === LETTER_S || last === LETTER_X ? folded.slice(0, -1) : folded;
}

/** Cuts a text into words, once for all the matchers that read it. Linear. */
export function tokenize(text: string): TokenizedText {
  const starts: number[] = [];
  const ends: number[] = [];
  const folded: string[] = [];
  const stems: string[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = characterKind(text.charCodeAt(at));
    if (kind !== CHARACTER.LETTER && kind !== CHARACTER.DIGIT) {
      at += 1;
      continue;
    }
    const start = at;
    let word = '';
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      const next = characterKind(unit);
      if (next !== kind && next !== CHARACTER.SILENT) break;
      word += foldUnit(unit);
      at += 1;
    }
    starts.push(start);
    ends.push(at);
    folded.push(word);
    stems.push(kind === CHARACTER.LETTER ? stemOf(word) : word);
  }
  return { text, starts, ends, folded, stems };
}

/** Index of the first token that starts at or after `offset`. */
export function firstTokenFrom(tokens: TokenizedText, offset: number): number {
  let low = 0;
  let high = tokens.starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens.starts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tokens that lie wholly inside a span, as a half-open range of indexes. */
export function tokenRange(tokens: TokenizedText, span: Span): { from: number; to: number } {
  const from = firstTokenFrom(tokens, span.start);
  let to = firstTokenFrom(tokens, span.end);
  if (to > from && (tokens.ends[to - 1] as number) > span.end) to -= 1;
  return { from, to };
}
