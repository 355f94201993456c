import { COMMON_WORDS, FIRST_NAMES, MEDICAL_WORDS, NOT_NAMES, REPORT_WORDS } from '../lexicon/index.js';
import { type Span } from '../../text/index.js';
import { type Joined, without } from './joined.js';
import { isParticle } from './known-facts.js';
import { type Token, tokenize } from './tokens.js';

/** Broken words a text must have, all told and among its words, to be one whose words an export broke. */
const LEAST = 5;
const SHARE = 0.02;
/** Letters one by one: "C O M P T E   R E N D U". */
const SPACED = /(?<![\p{L}\d.'’-])\p{Lu}(?: ['’](?= \p{Lu})| \p{Lu}(?![\p{L}\p{M}\d.'’])){3,}/gu;

const isOrdinary = (folded: string): boolean =>
  COMMON_WORDS.has(folded) || REPORT_WORDS.has(folded) || MEDICAL_WORDS.has(folded) || NOT_NAMES.has(folded);
const isKnown = (folded: string): boolean => isOrdinary(folded) || FIRST_NAMES.has(folded);
/** "s", "e", "re": an end, and no word of its own. */
const isPiece = ({ folded }: Token): boolean => !isKnown(folded) && !isParticle(folded);

/** Two tokens of one line, one space apart, the second no beginning of a name. */
function couldBeOne(text: string, left: Token, right: Token): boolean {
  if (right.start !== left.end + 1 || text[left.end] !== ' ') return false;
  if (/['’]/.test(text[right.end] ?? '')) return false;
  if (right.shape === 'lower')
    return left.shape !== 'upper' && (left.shape !== 'initial' || right.folded.length > 1);
  return left.shape === 'upper' && (right.shape === 'upper' || right.shape === 'initial');
}

const isBroken = (text: string, left: Token, right: Token): boolean =>
  couldBeOne(text, left, right) && isPiece(right) && isKnown(left.folded + right.folded);

const gap = (left: Token): Span => ({ start: left.end, end: left.end + 1 });

/** Gaps inside words that a bad export broke. Empty where the text is sound. */
function brokenGaps(text: string): Span[] {
  const tokens = tokenize(text);
  const pairs = tokens.slice(1).map((right, at) => [tokens[at] as Token, right] as const);
  const sure = pairs.filter(([left, right]) => isBroken(text, left, right));
  if (sure.length < LEAST || sure.length < tokens.length * SHARE) return [];
  return pairs.flatMap(([left, right]) => {
    if (!couldBeOne(text, left, right) || !isPiece(right)) return [];
    const isWhole = isKnown(left.folded + right.folded);
    const isPieces = isPiece(left) && left.shape !== 'initial' && right.folded.length > 1;
    // "pacse e": what an accent left of a last syllable.
    const isEnding =
      /[eiu]$/.test(left.folded) &&
      /^(?:e|s|es)$/.test(right.folded) &&
      right.raw === right.raw.toLowerCase();
    return isWhole || isPieces || isEnding ? [gap(left)] : [];
  });
}

function spacedGaps(text: string): Span[] {
  return [...text.matchAll(SPACED)].flatMap(({ 0: raw, index }) =>
    [...raw.matchAll(/ /g)].map((space) => ({ start: index + space.index, end: index + space.index + 1 })),
  );
}

/** The text with its spaced-out and its broken words whole; undefined where there are none. */
export function closeSplitWords(text: string): Joined | undefined {
  const gaps = new Map([...brokenGaps(text), ...spacedGaps(text)].map((one) => [one.start, one]));
  if (gaps.size === 0) return undefined;
  return without(
    text,
    [...gaps.values()].sort((a, b) => a.start - b.start),
  );
}
