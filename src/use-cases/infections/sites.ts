import {
  type AssertionVerdict,
  countEnded,
  firstFrom,
  lastEnded,
  overlapping,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { type Judged, type Named } from './judged.js';
import { type Mention } from './mentions.js';
import { isStated } from './draft.js';
import { siteContextMatcher, siteMatcher, SITELESS } from './vocabulary.js';

/** Words between a site and what it is the site of: "sepsis d'origine urinaire", "point de départ à préciser (dentaire ?)". */
const GAP =
  /^[\s'’,:(]*(?:(?:d|de|du|la|le|l|des|à|a|au|aux|une?|liée?s?|secondaires?|probable(?:ment)?|possible|présumée?|supposée?|retenue?|nosocomiale?|communautaire|haute?|basse?|aigu[ëe]?|(?:re)?chercher|pr[ée]ciser|origine|allure)[\s'’:(]+)*$/iu;
const LONGEST_GAP = 36;
const LIST =
  /^\s*(?:\([^()\n]{0,30}\))?\s*(?:,|et|ou|ni|et\/ou|\/|\?|ou\/et)\s*(?:de l['’]|de la |du |de |d['’])?$/i;
/** "D'origine", "point de départ": how far what has that origin may stand. */
const ORIGIN_WITHIN = 90;
/** "Recherche de portage digestif". */
const SEARCHED = /(?:recherche|d[ée]pistage)[ \t]+(?:de|du|d['’])[ \t]*$/i;
/** A device is a site by its context only: "infection sur cathéter" is a name. */
const DEVICES = /^(?:cathéter|prothèse|sang)$/;

type Judge = <T extends Span>(span: T, said?: Span) => Judged<T>;
type JudgedMention = Judged<Mention>;

interface Around {
  readonly text: string;
  readonly byEnd: readonly JudgedMention[];
  readonly byStart: readonly JudgedMention[];
  readonly judge: Judge;
  /** The first mention stated as there, now. */
  readonly stated: JudgedMention | null;
}

/**
 * Sites of a mentioned infection or bacterium, and of nothing else: after "point de départ" and the like beside it, or
 * right after a disease that has no place of its own ("sepsis pulmonaire"). The place inside a disease's name is no Site
 * (docs/annotation-guide-findings.md). A site takes what is said of its infection. UTF-16 offsets; `mentions` sorted by start.
 */
export function findSites(
  tokens: TokenizedText,
  mentions: readonly JudgedMention[],
  judge: Judge,
): Judged<Named>[] {
  if (mentions.length === 0) return [];
  const { text } = tokens;
  const byEnd = mentions.toSorted((one, other) => one.end - other.end);
  const named = byEnd.filter(({ organism }) => organism === null);
  const contexts = siteContextMatcher.find(tokens);
  const around: Around = {
    text,
    byEnd,
    byStart: mentions,
    judge,
    stated: mentions.find(isStated) ?? null,
  };
  const sites: Judged<Named>[] = [];
  for (const { start, end, value } of siteMatcher.find(tokens)) {
    const site = { start, end, name: value.entry.name };
    const last = sites.at(-1);
    if (overlapping(named, site)) continue;
    const isListed = last !== undefined && LIST.test(text.slice(last.end, start).slice(0, LONGEST_GAP));
    const verdict = verdictBeside(site, contexts, around) ?? (isListed ? last.verdict : null);
    if (verdict) sites.push({ ...judge(site), verdict });
  }
  return sites;
}

function verdictBeside(site: Named, contexts: readonly Span[], around: Around): AssertionVerdict | null {
  const { text, byEnd, judge } = around;
  const follows = (span: Span | undefined): span is Span =>
    span !== undefined && site.start - span.end <= LONGEST_GAP && GAP.test(text.slice(span.end, site.start));
  const mention = lastEnded(byEnd, site.start);
  const allowed = mention && SITELESS.get(mention.name);
  const isAllowed = allowed === 'any' ? !DEVICES.test(site.name) : allowed?.includes(site.name);
  if (isAllowed && follows(mention)) return mention.verdict;
  const context = lastEnded(contexts, site.start);
  if (!follows(context) || SEARCHED.test(text.slice(Math.max(0, context.start - 16), context.start)))
    return null;
  const { sentence, verdict } = judge(site);
  if (verdict.assertion === 'Absent') return verdict;
  const cause = causeOf(context, sentence, around);
  if (!cause) return null;
  const isAsked = /^[ \t]*\?/.test(text.slice(site.end, site.end + 4));
  // The origin of what is denied, past or doubtful is as that is.
  if (!isStated(cause)) return cause.verdict;
  return isAsked ? { ...verdict, assertion: 'Indetermine' } : verdict;
}

/** What has this origin: the mention before it in its sentence, else the one after; "porte d'entrée", "portage": any that is stated. */
function causeOf(
  context: Span,
  sentence: number,
  { text, byEnd, byStart, stated }: Around,
): JudgedMention | null {
  for (let at = countEnded(byEnd, context.start) - 1; at >= 0; at -= 1) {
    const mention = byEnd[at] as JudgedMention;
    if (mention.sentence !== sentence || context.start - mention.end > ORIGIN_WITHIN) break;
    if (mention.verdict.assertion !== 'Absent') return mention;
  }
  const next = firstFrom(byStart, context.end);
  const isNear = next?.sentence === sentence && next.start - context.end <= ORIGIN_WITHIN;
  if (isNear && next.verdict.assertion !== 'Absent') return next;
  return !/origine|allure/i.test(text.slice(context.start, context.end)) ? stated : null;
}

/** The site that words name ("voies urinaires": urinaire); the words themselves where the vocabulary has none. */
export const siteNamed = (words: string): string => siteMatcher.find(words)[0]?.value.entry.name ?? words;
