import { type AssertionVerdict } from '../../text/index.js';
import { type LinkedResistance } from './decide-alerts.js';
import { isStated } from './draft.js';

/** "Carbapénémases : recherche de VIM, IMP, NDM par PCR négative": a heading and the answer of its test. */
const TESTED =
  /^[ \t]*(?:\([^()\n]{0,40}\))?[ \t]*:[ \t]*(?:recherche|test|PCR|immunochromato)[^.;\n]{0,60}(?:n[ée]gati|non[ \t]+d[ée]tect|absen)/iu;
const REACH = 140;

/** "Carbapénémase : non recherchée", "test carbapénémase non indiqué": nothing is known. */
const NOT_DONE =
  /^[ \t]*(?:\([^()\n]{0,40}\)[ \t]*)?:?[ \t]*(?:est[ \t]+)?non[ \t]+(?:recherch|indiqu|test[ée]|r[ée]alis|faite?|effectu|demand)/iu;

export const isNotDone = (text: string, end: number): boolean => NOT_DONE.test(text.slice(end, end + REACH));

/** "5 enzymes (KPC, OXA-48, VIM) ..... négative". */
const IN_BRACKETS =
  /^[ \t]*(?:[,/+;][^()\n.:+]{0,60})?\)[ \t.…:_-]{0,60}(?:n[ée]gati|non[ \t]+d[ée]tect|absen)/iu;
/** "(reste nég : KPC NDM IMP)". */
const BEHIND_DENIAL =
  /(?<!\p{L})(?:n[ée]g(?:ati(?:f|ve)s?)?|non[ \t]+d[ée]tect[ée]e?s)[ \t]*:[ \t]*[A-Z\d ,/et-]{0,60}$/u;

/** What the rest of its line answers to a resistance that is stated. */
export function answeredByTest(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  verdict: AssertionVerdict,
): AssertionVerdict {
  const [before, after] = [text.slice(Math.max(0, start - REACH), start), text.slice(end, end + REACH)];
  const isAnswered = TESTED.test(after) || IN_BRACKETS.test(after) || BEHIND_DENIAL.test(before);
  return isAnswered && verdict.assertion === 'Present' ? { ...verdict, assertion: 'Absent' } : verdict;
}

/** "Carbapénémase de type KPC": its type is no "à type de". */
export const isTyped = (text: string, start: number): boolean =>
  /(?:carbap[ée]n[ée]mase|enzyme|g[èe]ne)s?[ \t]+(?:de[ \t]+)?type[ \t]*$/iu.test(
    text.slice(Math.max(0, start - 40), start),
  );

/** A carbapenemase that is denied or open is named as the report does; EPC is the strain that has one. */
export const nameByAnswer = (name: string, words: string, { assertion }: AssertionVerdict): string =>
  name === 'EPC' && assertion !== 'Present' && /^(?:carba|m[ée]tallo)/i.test(words) ? 'carbapénémase' : name;

/** "Céphalosporinase déréprimée de haut niveau (AmpC)" is one resistance. */
export function withoutWeaker(all: readonly LinkedResistance[]): LinkedResistance[] {
  const high = new Set(
    all.filter((one) => one.name === HIGH && isStated(one)).map(({ organism }) => organism?.name ?? ''),
  );
  return all.filter(({ name, organism }) => name !== 'AmpC' || !high.has(organism?.name ?? ''));
}

const HIGH = 'AmpC haut niveau';
