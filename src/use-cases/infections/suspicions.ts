import {
  type AssertionVerdict,
  countEnded,
  createMatcher,
  expandAlternatives,
  type Match,
  readYaml,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { CLAUSE_BORDER } from './clause.js';

const KINDS = ['refuted', 'notDiagnosed', 'clear', 'open', 'nothing', 'supposed'] as const;
type Kind = (typeof KINDS)[number];

const WORDS = readYaml<Readonly<Record<Kind, readonly string[]>>>(
  import.meta.url,
  './vocabulary/suspicions.yml',
);
const matchers = KINDS.map(
  (kind) =>
    [kind, createMatcher([{ value: kind, patterns: WORDS[kind].flatMap(expandAlternatives) }])] as const,
);

/** UTF-16 code units: how far a clause is read. */
const REACH = 160;
/** "La mucormycose, crainte devant un halo, est éliminée". */
const APPOSED =
  /^[^.;:,()\n]{0,30},[^.;:,()\n]{0,80},[ \t]*(?:(?:a|ont|avai(?:en)?t)[ \t]+(?:finalement[ \t]+)?[ée]t[ée]|est|sont|[ée]tait|fut)[ \t]+(?:\p{L}+[ \t]+)?$/iu;
/** "Un aspergillome a été discuté devant un grelot, écarté". */
const DISCUSSED =
  /^[^.;:,()\n]{0,30}(?<!\p{L})(?:a|ont|avai(?:en)?t)[ \t]+(?:un[ \t]+temps[ \t]+)?[ée]t[ée][ \t]+\p{L}{3,20}[^.;:,()\n]{0,60},[ \t]*(?:(?:puis|mais|et|finalement|enfin)[ \t]+){0,2}$/iu;
/** "Coqueluche : la PCR est revenue négative", "amibiase hépatique (sérologie négative)". */
const TESTED =
  /^[ \t]*:[ \t]*(?:[^.;:,\n]|(?<=(?<!\p{L})\p{Lu})\.){0,50}$|^[ \t]*(?:\p{L}{3,20}[ \t]*)?\([^().;\n]{0,50}$/iu;
const IN_BRACKETS = /^[ \t]*(?:\p{L}{3,20}[ \t]*)?\([^().;\n]{0,50}$/iu;
/** "Diagnostics évoqués : dengue (NS1 négatif), …": a list of what was thought of. */
const LISTED =
  /(?<!\p{L})(?:[ée]voqu[ée]e?s|discut[ée]e?s|envisag[ée]e?s|suspect[ée]e?s|diff[ée]rentiels?|hypoth[èe]ses?)[ \t]*:[^\n:]{0,260}$/iu;
const LIST = 300;
const BESIDE_COLON = /^[ \t]*:[^.;:\n]{0,120}$/u;
const BESIDE = /^[ \t]*$/u;
const ARTICLE =
  /^[ \t]*(?:(?:de[ \t]+|d['’]|l['’]|la[ \t]+|le[ \t]+|une?[ \t]+)?(?:nouvel(?:le)?[ \t]+|autre[ \t]+)?)?$/iu;

/** What becomes of a suspicion in the clause that tells it; null where nothing is said. */
export type Suspicions = (span: Span, verdict: AssertionVerdict) => AssertionVerdict['assertion'] | null;

/** The words are found once for the text; each mention then reads its own clause. */
export function createSuspicions(tokens: TokenizedText): Suspicions {
  const { text } = tokens;
  const found = new Map(matchers.map(([kind, matcher]) => [kind, matcher.find(tokens)]));
  const after = (kind: Kind, { start, end }: Span): Match<Kind> | undefined => {
    const all = found.get(kind) ?? [];
    const first = all[countEnded(all, start)];
    return first && first.start >= start && first.end <= end ? first : undefined;
  };
  const isAfter = (kind: Kind, rest: Span, ...shapes: readonly RegExp[]): boolean => {
    const word = after(kind, rest);
    return word !== undefined && shapes.some((shape) => shape.test(text.slice(rest.start, word.start)));
  };
  return ({ start, end }, { assertion }) => {
    if (assertion === 'Absent') return null;
    const clause = text.slice(end, end + REACH).search(CLAUSE_BORDER);
    const rest = { start: end, end: clause === -1 ? Math.min(text.length, end + REACH) : end + clause };
    if (isAfter('notDiagnosed', rest, BESIDE_COLON)) return 'Absent';
    if (isAfter('supposed', rest, BESIDE)) return 'Indetermine';
    const isListed = () => LISTED.test(text.slice(Math.max(0, start - LIST), start));
    if (assertion !== 'Indetermine')
      return isAfter('clear', rest, IN_BRACKETS) && isListed() ? 'Absent' : null;
    const all = found.get('nothing') ?? [];
    const nothing = all[countEnded(all, start) - 1];
    if (nothing && start - nothing.end < REACH && ARTICLE.test(text.slice(nothing.end, start)))
      return 'Absent';
    if (isAfter('refuted', rest, APPOSED, DISCUSSED)) return 'Absent';
    const isClear = isAfter('clear', rest, TESTED) && after('open', rest) === undefined;
    return isClear ? 'Absent' : null;
  };
}
