import { type Candidate, PRIORITY } from '../candidate.js';
import { numberInWords } from './calendar.js';

/** Digits, with what says that they are years of a life. */
const AGE =
  /(?<![\d.,/])(\d{2,3})(?:[.,]5)?(?: ?½)?[ -]?(?:ans?(?!\p{L})|a(?!\p{L})(?= ?[,.;)])|ann[ée]es? d['’]âge)/giu;
const LABELLED = /(?<!\p{L})[âa]ge ?[:=]? ?(\d{2,3})(?![\d./%]|,\d| ?(?:mois|jours?|j|sem|sa)(?!\p{L}))/giu;
const ORDINAL = /(?<![\d.,/])(\d{2,3}) ?(?:e|è|[eè]me) (?:ann[ée]e|anniversaire)(?!\p{L})/giu;
const WORDED = /(?<!\p{L})((?:quatre[ -]vingts?|nonante|cent)(?:[ -]\p{L}+){0,3}?)[ -]ans(?!\p{L})/giu;
const CENTENARIAN = /(?<!\p{L})centenaire(?!\p{L})/giu;
const DURATION = /(?:depuis|il y a|pendant|durant) $/i;

/** Ages above the cap, the only ones that are altered. Longest human life bounds the reading. */
export function detectAges(text: string, cap: number): Candidate[] {
  const found: Candidate[] = [];
  const add = (match: RegExpExecArray, age: number): void => {
    const { 0: raw, index } = match;
    if (age <= cap + 1 || age > 125 || DURATION.test(text.slice(Math.max(0, index - 10), index))) return;
    found.push({
      start: index,
      end: index + raw.length,
      category: 'AGE',
      role: null,
      detector: 'rule',
      score: 0.9,
      priority: PRIORITY.lexicon,
    });
  };
  for (const pattern of [AGE, LABELLED, ORDINAL])
    for (const match of text.matchAll(pattern)) add(match, Number(match[1]));
  for (const match of text.matchAll(WORDED)) add(match, numberInWords(match[1] ?? '') ?? 0);
  for (const match of text.matchAll(CENTENARIAN)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
    // A hospital or a street may have this name; the patient is one.
    if (match[0] === match[0].toLowerCase() && /^(?:[ ,.;)\n]|$)/.test(after)) add(match, 100);
  }
  return found;
}
