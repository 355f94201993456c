import { type SpanRole } from '../pseudonymized-document.js';
import { type Candidate } from './candidate.js';
import { inEponym } from './identity/context.js';
import { type Token } from './tokens.js';

/** One word of a name read in another document of the stay, folded. */
export interface LearnedWord {
  readonly word: string;
  readonly category: 'LAST_NAME' | 'FIRST_NAME';
  readonly role: SpanRole;
}

/** Under all others: what this text says of a name by itself is surer than what another text taught. */
const PRIORITY_LEARNED = 5;
const SCORE = 0.9;
/** Without a capital, a short word is more often a word than a name. */
const LOWER_FROM = 6;

/** Tokens that are learned words, exactly: no typo, no initial, no part of one. */
export function learnedTokens(
  text: string,
  tokens: readonly Token[],
  words: ReadonlyMap<string, LearnedWord> | ReadonlySet<string>,
): Token[] {
  return tokens.filter(
    ({ folded, shape }, at) =>
      words.has(folded) && (shape !== 'lower' || folded.length >= LOWER_FROM) && !inEponym(text, tokens, at),
  );
}

export function detectLearned(
  text: string,
  tokens: readonly Token[],
  learned: readonly LearnedWord[],
): Candidate[] {
  const words = new Map(learned.map((one) => [one.word, one]));
  return learnedTokens(text, tokens, words).map(({ start, end, folded }) => {
    const { category, role } = words.get(folded) as LearnedWord;
    return {
      ...{ start, end, category, role, detector: 'identity', score: SCORE, priority: PRIORITY_LEARNED },
      words: [{ start, end, canonical: folded }],
    };
  });
}
