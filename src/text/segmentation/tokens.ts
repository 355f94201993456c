import { type Span } from '../span.js';

export interface Token extends Span {
  readonly kind: 'word' | 'number' | 'punctuation';
}

/** Whole words that hold an apostrophe, elided words (`l'`, `qu'`, `jusqu'`), words, numbers, anything else. */
const TOKEN =
  /(?<word>aujourd['’]hui|(?:\p{L}{1,2}|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)['’](?=\p{L})|\p{L}[\p{L}\p{M}\p{N}]*)|(?<number>\p{Nd}+(?:[.,]\p{Nd}+)*)|[^\s]/giu;

/**
 * French tokens in order, offsets in UTF-16 code units; blanks are in none. `l'hôpital` gives `l'` and `hôpital`,
 * `Ki-67` three tokens, `HER2` one, `2,5` and `12.03.2024` one number each, `10mg` a number and a word.
 */
export function frenchTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index, groups } of text.matchAll(TOKEN)) {
    const kind = groups?.word ? 'word' : groups?.number ? 'number' : 'punctuation';
    tokens.push({ start: index, end: index + found.length, kind });
  }
  return tokens;
}
