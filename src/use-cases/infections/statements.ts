import {
  countEnded,
  createMatcher,
  expandAlternatives,
  type Match,
  readYaml,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { CLAUSE_BORDER } from './clause.js';

type Told =
  'mistaken' | 'natural' | 'ended' | 'carriage' | 'former' | 'aged' | 'unproven' | 'lasting' | 'notLasting';
type Kind = Told | 'bearer' | 'known';

interface Entry {
  readonly patterns: readonly string[];
}
type Words = Readonly<Record<Told, readonly Entry[]>> & {
  readonly bearer: readonly string[];
  readonly known: readonly string[];
};

const STATEMENTS = readYaml<Words>(import.meta.url, './vocabulary/statements.yml');

const entryOf = (value: Kind, patterns: readonly string[]) => ({
  value,
  patterns: patterns.flatMap(expandAlternatives),
});
// The longest phrase wins among words that end a carriage or say that it lasts; the others are read apart.
const TOGETHER: readonly Kind[] = ['ended', 'lasting', 'notLasting'];
const patternsOf = (kind: Kind): readonly string[] =>
  kind === 'bearer' || kind === 'known'
    ? STATEMENTS[kind]
    : STATEMENTS[kind].flatMap(({ patterns }) => patterns);
const matchers = [
  TOGETHER,
  ...(['mistaken', 'natural', 'carriage', 'former', 'aged', 'unproven', 'bearer', 'known'] as const).map(
    (kind): readonly Kind[] => [kind],
  ),
].map((kinds) => createMatcher(kinds.map((kind) => entryOf(kind, patternsOf(kind)))));

/** UTF-16 code units: how far a clause is read either way. */
const REACH = 140;
const GLUE = /^[ \t'’«"]*(?:(?:d|de|du|des|un|une|à|par|l|le|la|les)(?:[ \t'’«"]+|$)){0,3}$/iu;
const CARRIED = /^[^,;:\n]{0,40}$/u;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;

/** What the clause of a mention says of it. UTF-16 offsets. */
export interface Statements {
  /** It is another person's, or a mistake. */
  isMistaken(span: Span): boolean;
  /** It belongs to the species: nothing was acquired. */
  isNatural(span: Span): boolean;
  /** It was carried and is no longer. */
  isEnded(span: Span): boolean;
  /** What was found of it proves nothing. */
  isUnproven(span: Span): boolean;
  /** It is carried now, although its heading or its year are of the past. */
  isLasting(span: Span): boolean;
}

/** The words are found once for the text; each mention then reads its own clause. */
export function createStatements(tokens: TokenizedText): Statements {
  const { text } = tokens;
  const found = new Map<Kind, Match<Kind>[]>();
  for (const match of matchers.flatMap((matcher) => matcher.find(tokens))) {
    const known = found.get(match.value);
    if (known) known.push(match);
    else found.set(match.value, [match]);
  }
  const within = (kind: Kind, { start, end }: Span): Match<Kind> | undefined => {
    const all = found.get(kind) ?? [];
    const first = all[countEnded(all, start)];
    return first && first.start >= start && first.end <= end ? first : undefined;
  };
  const lastWithin = (kind: Kind, { start, end }: Span): Match<Kind> | undefined => {
    const all = found.get(kind) ?? [];
    const last = all[countEnded(all, end) - 1];
    return last && last.start >= start ? last : undefined;
  };
  const clauseOf = ({ start, end }: Span): Span => {
    const before = text.slice(Math.max(0, start - REACH), start);
    const after = text.slice(end, end + REACH).search(CLAUSE_BORDER);
    return {
      start: start - (before.split(CLAUSE_BORDER).at(-1) ?? '').length,
      end: after === -1 ? Math.min(text.length, end + REACH) : end + after,
    };
  };
  return {
    isMistaken: (span) => within('mistaken', clauseOf(span)) !== undefined,
    isNatural(span) {
      const natural = within('natural', { start: span.end, end: clauseOf(span).end });
      return natural !== undefined && GLUE.test(text.slice(span.end, natural.start));
    },
    isEnded(span) {
      const clause = clauseOf(span);
      const former = lastWithin('former', { start: clause.start, end: span.start });
      if (former && GLUE.test(text.slice(former.end, span.start))) return true;
      const aged = within('aged', { start: span.end, end: clause.end });
      if (aged && GLUE.test(text.slice(span.end, aged.start))) return true;
      if (within('ended', { start: span.end, end: clause.end }) === undefined) return false;
      return within('carriage', clause) !== undefined;
    },
    isUnproven: (span) => within('unproven', clauseOf(span)) !== undefined,
    isLasting(span) {
      const clause = clauseOf(span);
      if (within('notLasting', clause) || within('ended', clause)) return false;
      const bearer = lastWithin('bearer', { start: clause.start, end: span.start });
      const isBearer =
        bearer !== undefined &&
        CARRIED.test(text.slice(bearer.end, span.start)) &&
        (within('known', clause) !== undefined || !YEAR.test(text.slice(clause.start, clause.end)));
      if (isBearer) return true;
      return within('lasting', clause) !== undefined && within('carriage', clause) !== undefined;
    },
  };
}
