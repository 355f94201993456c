import {
  createMatcher,
  expandAlternatives,
  type Matcher,
  readYaml,
  type Span,
  tokenize,
} from '../../text/index.js';

const words = readYaml<Record<'yes' | 'affirming' | 'denying' | 'noAnswer' | 'asked', readonly string[]>>(
  import.meta.url,
  './vocabulary/bare-alerts.yml',
);
const matcherOf = (patterns: readonly string[]): Matcher<true> =>
  createMatcher([{ value: true, patterns: patterns.flatMap(expandAlternatives) }]);
const affirming = matcherOf(words.affirming);
const denying = matcherOf(words.denying);
const noAnswer = matcherOf(words.noAnswer);
const asked = matcherOf(words.asked);
const yes: ReadonlySet<string> = new Set(words.yes.flatMap((word) => tokenize(word).stems));

/** UTF-16 code units: how far a clause is read either way. */
const CLAUSE = 80;
const BORDER = /[.;\n]/;
/** "BMR (oui/non) :", "BMR/BHRe ?": a label that waits for its answer. */
const LABEL =
  /^[ \t]*\)?[ \t]*(?:\/[ \t]*\p{L}{2,5}|(?:\([^()\n]{0,12}\)[ \t]*)?(?:ou|et)[ \t][^:.;\n]{0,60}(?=:))?[ \t]*(?:(?:\([^()\n]{0,40}\)|O\/N)?[ \t]*[:=?]|\([ \t]*(?:O\/N|oui[ \t]*\/[ \t]*non)[ \t]*\)|O\/N(?!\p{L}))/iu;
/** "Oui / non": a form that nobody filled in. */
const UNFILLED = /^[ \t]*(?:oui|o)[ \t]*\/[ \t]*(?:non|n)(?![\p{L}])/iu;
const DONE = /^[ \t]*(?:oui|o|x)(?!\p{L})(?![^.;\n]{0,40}positi)/iu;
/** The word behind a tick at the head of an answer. */
const TICKED_WORD = /^\s*(?:\[ ?[xX] ?\]|[☑☒✔])[ \t]*(\p{L}+)?/u;
const TICKED = /(?:\[ ?[xX] ?\]|[☑☒✔])[ \t]?$/;
const SIGN = /^[ \t]*(?:\(\+{1,3}\)|\+{1,3})/;
/** "Si confirmation : BHRe". */
const CONDITION = /(?<!\p{L})si[ \t]+(?!oui)[^:]{1,40}:[ \t]*$/iu;
const CONTACT =
  /(?<!(?:isolement|pr[ée]cautions|mesures|compl[ée]mentaires|type)[ \t])(?<!\p{L})contact[ \t«"]*$/iu;

/**
 * Does a bare "BMR" or "BHRe" speak of the patient now? As a label it needs a yes for its answer; elsewhere words that
 * affirm it in its clause, and none that speak of something else.
 */
export function speaksOfPatient(text: string, { start, end }: Span): boolean {
  const before = beforeOf(text, start);
  const rest = text.slice(end, end + CLAUSE);
  if (TICKED.test(before) || SIGN.test(rest)) return true;
  if (CONTACT.test(before) || CONDITION.test(before)) return false;
  const label = LABEL.exec(rest)?.[0];
  if (label !== undefined) {
    const answer = firstClause(rest.slice(label.length));
    // "Dépistage BMR : oui": it was done.
    return (
      isYes(answer) &&
      !namesOther(answer, text.slice(start, end)) &&
      !(found(asked, before) && DONE.test(answer))
    );
  }
  const clause = `${before} ${firstClause(rest)}`.replace(/[:()]/g, ' ');
  return found(affirming, clause) && !found(denying, clause);
}

/** The alert in full is the label of a form that does not say yes. */
export function isRefused(text: string, { start, end }: Span): boolean {
  const isLabel = LABEL.test(text.slice(end, end + CLAUSE));
  return isLabel && !speaksOfPatient(text, { start, end });
}

const beforeOf = (text: string, start: number): string =>
  lastClause(text.slice(Math.max(0, start - CLAUSE), start));
const lastClause = (text: string): string => text.split(BORDER).at(-1) ?? '';
const firstClause = (text: string): string => text.split(BORDER)[0] ?? '';

const found = (matcher: Matcher<true>, clause: string): boolean => matcher.find(tokenize(clause)).length > 0;

/** "BMR ou BHRe : présence de BMR": the answer names one of the two. */
function namesOther(answer: string, word: string): boolean {
  const isHigh = /^BHR|hautement/i.test(word);
  return isHigh ? /BMR/i.test(answer) && !/BHR/i.test(answer) : /BHR/i.test(answer) && !/BMR/i.test(answer);
}

function isYes(answer: string): boolean {
  if (UNFILLED.test(answer)) return false;
  if (/^\s*\+/.test(answer)) return true;
  const ticked = TICKED_WORD.exec(answer);
  if (ticked) return ticked[1] === undefined || !found(noAnswer, ticked[1]);
  const [first = ''] = tokenize(answer).stems;
  return yes.has(first) && !found(denying, answer);
}
