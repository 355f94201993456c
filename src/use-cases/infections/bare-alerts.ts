import {
  createMatcher,
  expandAlternatives,
  type Matcher,
  readYaml,
  type Span,
  tokenize,
} from '../../text/index.js';

const words = readYaml<Record<'yes' | 'affirming' | 'denying', readonly string[]>>(
  import.meta.url,
  './vocabulary/bare-alerts.yml',
);
const matcherOf = (patterns: readonly string[]): Matcher<true> =>
  createMatcher([{ value: true, patterns: patterns.flatMap(expandAlternatives) }]);
const affirming = matcherOf(words.affirming);
const denying = matcherOf(words.denying);
const yes: ReadonlySet<string> = new Set(words.yes.flatMap((word) => tokenize(word).stems));

/** UTF-16 code units: how far a clause is read either way. */
const CLAUSE = 80;
const BORDER = /[.;\n]/;
/** "BMR (oui/non) :", "BMR/BHRe ?": a label that waits for its answer. */
const LABEL = /^[ \t]*(?:\/[ \t]*\p{L}{2,5})?[ \t]*(?:\([^()\n]{0,40}\))?[ \t]*[:=?]/u;
const TICKED = /(?:\[ ?[xX] ?\]|[☑☒✔])[ \t]?$/;
const SIGN = /^[ \t]*(?:\(\+{1,3}\)|\+{1,3})/;
const CONTACT =
  /(?<!(?:isolement|pr[ée]cautions|mesures|compl[ée]mentaires|type)[ \t])(?<!\p{L})contact[ \t«"]*$/iu;

/**
 * Does a bare "BMR" or "BHRe" speak of the patient now? As a label it needs a yes for its answer; elsewhere words that
 * affirm it in its clause, and none that speak of something else.
 */
export function speaksOfPatient(text: string, { start, end }: Span): boolean {
  const before = lastClause(text.slice(Math.max(0, start - CLAUSE), start));
  const rest = text.slice(end, end + CLAUSE);
  if (TICKED.test(before) || SIGN.test(rest)) return true;
  if (CONTACT.test(before)) return false;
  const label = LABEL.exec(rest)?.[0];
  if (label !== undefined) return isYes(firstClause(rest.slice(label.length)));
  const clause = `${before} ${firstClause(rest)}`;
  return found(affirming, clause) && !found(denying, clause);
}

const lastClause = (text: string): string => text.split(BORDER).at(-1) ?? '';
const firstClause = (text: string): string => text.split(BORDER)[0] ?? '';

const found = (matcher: Matcher<true>, clause: string): boolean => matcher.find(tokenize(clause)).length > 0;

function isYes(answer: string): boolean {
  if (/^\s*(?:\+|\[ ?[xX]|[☑☒✔])/.test(answer)) return true;
  const [first = ''] = tokenize(answer).stems;
  return yes.has(first) && !found(denying, answer);
}
