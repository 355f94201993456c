import { REPORT_WORDS } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type DetectionInput } from '../candidate.js';
import { isCommon } from '../known-facts.js';
import { CARER_FUNCTIONS } from '../titles.js';
import { type Token } from '../tokens.js';
import { CARE_BY, CARER_AFTER, RELATIVE_AFTER } from './name-context.js';

/** "Jean Petit, infirmier", "évaluation par Jean Petit", "Jean Petit, son frère": who the words beside say it is. */
export function saidOf({ text, facts }: DetectionInput, read: readonly Token[]): SpanRole | undefined {
  if (read.some(({ folded }) => facts.words.has(folded))) return undefined;
  const [start, end] = [(read[0] as Token).start, (read.at(-1) as Token).end];
  const after = text.slice(end, end + 40);
  if (CARER_AFTER.test(after)) return 'Carer';
  if (RELATIVE_AFTER.test(after)) return 'Other';
  return CARE_BY.test(text.slice(Math.max(0, start - 80), start)) ? 'Carer' : undefined;
}

const FUNCTION_AFTER =
  /^,[ \n](?:interne|externe|IDEC?|IADE|IBODE|infirmi[eè]re?|cadre de sant[eé]|di[eé]t[eé]ticien|kin[eé]sith|psychologue|orthophoniste|ergoth|pharmacien|sage-femme|aide-soignant|praticien|assistante? sociale?)/i;
/** "Amrita Naïken, interne": two names no list knows, before what they do. */
export function isPresented(text: string, read: readonly Token[]): boolean {
  const [first, last] = read;
  if (read.length !== 2 || first === undefined || last === undefined) return false;
  if (first.shape !== 'capital' || !FUNCTION_AFTER.test(text.slice(last.end, last.end + 24))) return false;
  const isName = ({ folded, raw }: Token): boolean =>
    raw.length > 2 && !isCommon(folded) && !REPORT_WORDS.has(folded) && !CARER_FUNCTIONS.has(folded);
  return isName(first) && isName(last) && text.slice(first.end, last.start) === ' ';
}
