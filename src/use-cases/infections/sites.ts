import { type AssertionVerdict, type Span, type TokenizedText } from '../../text/index.js';
import { type Judged, type Named } from './judged.js';
import { type Mention } from './mentions.js';
import { countBefore, firstFrom, lastBefore, overlapping } from './ordered-spans.js';
import { isStated } from './draft.js';
import { siteContextMatcher, siteMatcher } from './vocabulary.js';

/** Words between a site and what it is the site of: "sepsis d'origine urinaire", "bactériémie liée au cathéter". */
const GAP =
  /^[\s'’,]*(?:(?:d|de|du|la|le|l|des|à|a|au|aux|sur|liée?s?|secondaires?|probable(?:ment)?|possible|présumée?|supposée?|nosocomiale?|communautaire|un|une|haute?|basse?|aigu[ëe]?)[\s'’]+)*$/iu;
const LONGEST_GAP = 36;
const LIST = /^\s*(?:,|et|ou|et\/ou|\/)\s*(?:de l['’]|de la |du |de |d['’])?$/i;
/** "D'origine", "point de départ": how far what has that origin may stand. */
const ORIGIN_WITHIN = 90;

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
 * Sites of a mentioned infection or bacterium, and of nothing else: a part of its name, right after it, or after "point
 * de départ" and the like beside it. A site takes what is said of its infection. UTF-16 offsets; `mentions` sorted by start.
 */
export function findSites(
  tokens: TokenizedText,
  mentions: readonly JudgedMention[],
  judge: Judge,
): Judged<Named>[] {
  if (mentions.length === 0) return [];
  const { text } = tokens;
  const byEnd = mentions.toSorted((one, other) => one.end - other.end);
  const diseases = byEnd.filter(({ organism, bloodCulture }) => organism === null && !bloodCulture);
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
    const disease = overlapping(diseases, site);
    const isListed = last !== undefined && LIST.test(text.slice(last.end, start).slice(0, LONGEST_GAP));
    const verdict = disease
      ? disease.verdict
      : (verdictBeside(site, contexts, around) ?? (isListed ? last.verdict : null));
    if (verdict) sites.push({ ...judge(site), verdict });
  }
  return sites;
}

function verdictBeside(site: Named, contexts: readonly Span[], around: Around): AssertionVerdict | null {
  const { text, byEnd, judge } = around;
  const follows = (span: Span | undefined): span is Span =>
    span !== undefined && site.start - span.end <= LONGEST_GAP && GAP.test(text.slice(span.end, site.start));
  const mention = lastBefore(byEnd, site.start);
  if (follows(mention)) return (mention as JudgedMention).verdict;
  const context = lastBefore(contexts, site.start);
  if (!follows(context)) return null;
  const { sentence, verdict } = judge(site);
  const cause = causeOf(context, sentence, around);
  if (!cause) return null;
  // A denied origin is no site; an origin of what is denied, past or doubtful is as that is.
  if (verdict.assertion === 'Absent') return null;
  return isStated(cause) ? verdict : cause.verdict;
}

/** What has this origin: the mention before it in its sentence, else the one after; "porte d'entrée": any that is stated. */
function causeOf(
  context: Span,
  sentence: number,
  { text, byEnd, byStart, stated }: Around,
): JudgedMention | null {
  for (let at = countBefore(byEnd, context.start) - 1; at >= 0; at -= 1) {
    const mention = byEnd[at] as JudgedMention;
    if (mention.sentence !== sentence || context.start - mention.end > ORIGIN_WITHIN) break;
    if (mention.verdict.assertion !== 'Absent') return mention;
  }
  const next = firstFrom(byStart, context.end);
  if (next && next.sentence === sentence && next.start - context.end <= ORIGIN_WITHIN) return next;
  return /^(?:porte|site|foyer)/i.test(text.slice(context.start, context.end)) ? stated : null;
}
