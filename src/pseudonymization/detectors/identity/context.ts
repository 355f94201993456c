import { EPONYM_HEADS, EPONYM_PAIRS, GRADE_EPONYMS, SCORE_EPONYMS } from '../../lexicon/index.js';
import { isCommon, isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';
import { CARER_TITLES, CIVIL_TITLES, PERSON_VERBS } from '../titles.js';

const TITLE_GAP = /^\.?[ \t ]{0,3}\n?$/;

/** "Mme", "M.", "Dr" stand just before. A bare "m" (metre) does not count. */
export function followsTitle(text: string, tokens: readonly Token[], at: number): boolean {
  let first = at;
  while (first > at - 4 && isParticle(tokens[first - 1]?.folded ?? '')) first -= 1;
  const before = tokens[first - 1];
  const token = tokens[first] as Token;
  if (before === undefined || !TITLE_GAP.test(text.slice(before.end, token.start))) return false;
  if (before.raw === 'm' || (before.folded === 'me' && token.shape === 'lower')) return false;
  return CIVIL_TITLES.has(before.folded) || CARER_TITLES.has(before.folded);
}

/** "Lambert-Eaton", "Child-Pugh". */
function inEponymPair(text: string, tokens: readonly Token[], at: number): boolean {
  return [at - 1, at].some((first) => {
    const [left, right] = [tokens[first], tokens[first + 1]];
    if (left === undefined || right === undefined || text.slice(left.end, right.start) !== '-') return false;
    return EPONYM_PAIRS.has(`${left.folded}-${right.folded}`);
  });
}

const RESULT = /^ ?(?:[:=à] ?)?\d{1,3}(?:\/\d{1,3})?(?![\d/]|[ .-]?\d| ?(?:ans|mois|jours|rue|bis)\b)/;
const GRADE = /^ ?[:=]? ?(?:classe|grade|stade|score|TRG) ?(?:\d|I)/;

/** "Westley 4", "Norton : 12", "Wexner à 14", "Chevallier : classe 3": the result of a score; not "Norton 62 ans", not "NORTON 12". */
const isScoreResult = (text: string, { folded, shape, end }: Token): boolean =>
  shape === 'capital' &&
  ((SCORE_EPONYMS.has(folded) && RESULT.test(text.slice(end, end + 16))) ||
    (GRADE_EPONYMS.has(folded) && GRADE.test(text.slice(end, end + 16))));

/** "maladie de Parkinson", "score de Glasgow", "syndrome de Guillain-Barré": a thing, not a person. */
export function inEponym(text: string, tokens: readonly Token[], at: number): boolean {
  if (!followsTitle(text, tokens, at)) {
    if (inEponymPair(text, tokens, at) || isScoreResult(text, tokens[at] as Token)) return true;
  }
  for (let back = 1; back <= 4; back += 1) {
    const before = tokens[at - back];
    const after = tokens[at - back + 1];
    if (before === undefined || after === undefined || after.start - before.end > 3) return false;
    if (/[.;:!?]\s/.test(text.slice(before.end, after.start))) return false;
    if (EPONYM_HEADS.has(before.folded)) return true;
  }
  return false;
}

/** Letters around on the same line are all capitals: a heading or a label printed in capitals. */
export function inCapitalLine(text: string, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at] as Token;
  let seen = 0;
  for (const step of [-1, 1]) {
    for (let near = at + step; Math.abs(near - at) <= 2; near += step) {
      const other = tokens[near];
      if (other === undefined) break;
      const between = step < 0 ? text.slice(other.end, token.start) : text.slice(token.end, other.start);
      if (between.includes('\n')) break;
      if (other.shape === 'lower' || other.shape === 'capital') return false;
      seen += 1;
    }
  }
  return seen > 0;
}

const SAME_NAME_GAP = /^(?:[ \t ]{1,3}|\s?-\s?|, ?|['’]|\. ?-?|\r?\n|)$/;
export const inOneName = (text: string, left: Token, right: Token): boolean =>
  right.start - left.end <= 3 && SAME_NAME_GAP.test(text.slice(left.end, right.start));

export function precedesPersonVerb(text: string, tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  const token = tokens[at] as Token;
  return after !== undefined && text.slice(token.end, after.start) === ' ' && PERSON_VERBS.has(after.folded);
}

/** "Dr G. ROLAND": the initial is of the name that stands after it, which is not the known one. */
export function leadsToName(text: string, tokens: readonly Token[], at: number): boolean {
  for (let near = at; near < at + 3; near += 1) {
    const [left, right] = [tokens[near], tokens[near + 1]];
    if (left === undefined || right === undefined) return false;
    if (!/^\.?[ -]?-?$/.test(text.slice(left.end, right.start))) return false;
    if (right.shape === 'initial') continue;
    return right.shape === 'upper' || (right.shape === 'capital' && !isCommon(right.folded));
  }
  return false;
}
