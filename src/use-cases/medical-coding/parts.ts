import {
  createMatcher,
  expandAlternatives,
  inside,
  type Match,
  readYaml,
  type Span,
  type TokenizedText,
} from '../../text/index.js';

const KINDS = ['reason', 'conclusion', 'cause', 'managed', 'arising'] as const;
type Kind = (typeof KINDS)[number];
/** What part a problem has in the stay, by the words of its sentence; `effect`: words of cause follow it. */
export type Part = Kind | 'effect';

const FILE = readYaml<Readonly<Record<Kind, readonly string[]>>>(import.meta.url, './triggers.yml');
const matchers = KINDS.map((kind) =>
  createMatcher([{ value: kind, patterns: FILE[kind].flatMap(expandAlternatives) }]),
);
/** How far before a problem the words that say why the patient came may stand. UTF-16 code units. */
const REACH = 60;

/** How near a cause and its effect stand to the words between them. */
const BESIDE = 25;

/** The words of parts in a text, by kind. */
export type Parts = ReadonlyMap<Kind, readonly Match<Kind>[]>;

export const partsIn = (tokens: TokenizedText): Parts =>
  new Map(matchers.map((matcher, at) => [KINDS[at] as Kind, matcher.find(tokens)]));

/** The parts of a problem: reason and conclusion stand before it, what was done anywhere in its sentence. */
export function partsOf(parts: Parts, mention: Span, sentence: Span): ReadonlySet<Part> {
  const found = new Set<Part>();
  const before = (end: number, reach: number) => end <= mention.start && mention.start - end <= reach;
  for (const [kind, words] of parts) {
    for (const { start, end } of inside(words, { start: sentence.start - REACH, end: sentence.end })) {
      if (kind === 'cause') {
        if (before(end, BESIDE)) found.add('cause');
        if (start >= mention.end && start - mention.end <= BESIDE) found.add('effect');
      } else if (kind === 'reason' || kind === 'conclusion') {
        if (before(end, REACH)) found.add(kind);
      } else if (start >= sentence.start) found.add(kind);
    }
  }
  return found;
}
