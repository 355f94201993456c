import { fold } from '../lexicon/index.js';
import { type Span } from '../../text/index.js';

/** `upper` counts from two letters; a single capital letter is an `initial`. */
export type Shape = 'upper' | 'capital' | 'initial' | 'lower' | 'mixed';

/** A run of letters of the original text. Apostrophes, hyphens and digits part tokens. */
export interface Token extends Span {
  readonly raw: string;
  readonly folded: string;
  readonly shape: Shape;
}

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** Two names stuck together: `MarieDUPONT`, `DUPONTMarie`, `MmeDupont`. */
const STUCK =
  /(?<=\p{Ll})(?=\p{Lu}{2})|(?<=\p{Lu}{2})(?=\p{Lu}\p{Ll}{2})|(?<=^(?:Mme|Mlle|Mr|Dr|Pr|Monsieur|Madame|Docteur|Nom|NOM|Prénom))(?=\p{Lu}\p{Ll})/u;

function shapeOf(raw: string): Shape {
  const lower = raw.toLowerCase();
  if (raw === lower) return 'lower';
  if (raw === raw.toUpperCase()) return raw.length === 1 ? 'initial' : 'upper';
  return raw.slice(1) === lower.slice(1) ? 'capital' : 'mixed';
}

const toToken = (raw: string, start: number): Token => ({
  start,
  end: start + raw.length,
  raw,
  folded: fold(raw),
  shape: shapeOf(raw),
});

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index } of text.matchAll(WORD)) {
    const token = toToken(raw, index);
    if (token.shape !== 'mixed') {
      tokens.push(token);
      continue;
    }
    let start = index;
    for (const part of raw.split(STUCK)) {
      tokens.push(toToken(part, start));
      start += part.length;
    }
  }
  return tokens;
}

/** What stands between two tokens that follow each other. */
export const gapBetween = (text: string, left: Token, right: Token): string =>
  text.slice(left.end, right.start);

const OPENERS = '.!?:;•*>-–—…|\t\n\r';

/** A capital proves nothing there: the token opens a line, a sentence or an item. */
export function opensSentence(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && text[at] === ' ') at -= 1;
  return at < 0 || OPENERS.includes(text[at] as string);
}
