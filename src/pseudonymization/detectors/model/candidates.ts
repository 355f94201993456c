import { COMMON_WORDS, EPONYMS, MEDICAL_WORDS } from '../../lexicon/index.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, type NameWord, PRIORITY } from '../candidate.js';
import { followsTitle, inEponym } from '../identity/context.js';
import { isCommon, isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';
import { COMBINATION } from './combination.js';
import { type ModelSpan } from './spans.js';

/** Above what rules know from word lists, below what a title or a label says. */
const SURE = PRIORITY.title - 1;
/** Below every rule. */
const UNSURE = 6;
/** Where policy alters them whole they are lifted above names: a model's guess is not. */
const LIFTED: ReadonlySet<SpanCategory> = new Set(['EMAIL', 'URL', 'ADDRESS', 'HOSPITAL']);
const LIFT = 45;
const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
/** Without a capital, a short word is more often a word than a name. */
const LOWER_FROM = 6;

/** Indexes of the tokens that lie in a span, spans and tokens in order. */
function tokensIn(tokens: readonly Token[], spans: readonly ModelSpan[]): number[][] {
  let from = 0;
  return spans.map(({ start, end }) => {
    while (from < tokens.length && (tokens[from] as Token).end <= start) from += 1;
    const found: number[] = [];
    for (let at = from; at < tokens.length && (tokens[at] as Token).start < end; at += 1) found.push(at);
    return found;
  });
}

/** Drugs, eponyms and organisms stay readable, and so do ordinary words, unless a title says that a person is meant. */
function isProtected({ text, tokens }: DetectionInput, at: number): boolean {
  const { folded, shape } = tokens[at] as Token;
  if (followsTitle(text, tokens, at)) return false;
  if (MEDICAL_WORDS.has(folded) || EPONYMS.has(folded)) return true;
  return inEponym(text, tokens, at) || (shape === 'lower' && COMMON_WORDS.has(folded));
}

const isUntitledLower = ({ text, tokens }: DetectionInput, at: number): boolean =>
  (tokens[at] as Token).shape === 'lower' && !followsTitle(text, tokens, at);

/** "M. Rivoire": monsieur, and not an initial. */
const isTitleM = ({ text }: DetectionInput, end: number): boolean =>
  /^ ?\p{Lu}\p{L}/u.test(text.slice(end, end + 3));

function wordsOf({ text, tokens }: DetectionInput, inside: readonly number[]): NameWord[] {
  return inside.map((at) => {
    const { start, end, folded, shape } = tokens[at] as Token;
    return shape === 'initial'
      ? { start, end: end + (text[end] === '.' ? 1 : 0), canonical: folded, initial: true }
      : { start, end, canonical: folded };
  });
}

function nameCandidate(
  input: DetectionInput,
  span: ModelSpan,
  inside: readonly number[],
): Candidate | undefined {
  const solid = inside.filter((at) => !isParticle((input.tokens[at] as Token).folded));
  if (solid.length === 0 || solid.every((at) => isProtected(input, at))) return undefined;
  if (span.score < COMBINATION.lower && solid.every((at) => isUntitledLower(input, at))) return undefined;
  const words = wordsOf(input, inside);
  if (words.length === 1 && words[0]?.canonical === 'm' && isTitleM(input, words[0].end)) return undefined;
  const [first, last] = [words[0] as NameWord, words.at(-1) as NameWord];
  return { ...bare(span), start: first.start, end: last.end, words };
}

function bare({ start, end, category, role, kind, score }: ModelSpan): Candidate {
  const priority = score >= COMBINATION.of(category).over ? SURE : UNSURE;
  return {
    ...{ start, end, category, role, score, detector: 'model' },
    ...(kind === null ? {} : { kind }),
    priority: LIFTED.has(category) ? priority - LIFT : priority,
  };
}

/** A surname the model is sure of goes wherever it stands as a word in this document. */
function spread({ text, tokens }: DetectionInput, found: readonly Candidate[]): Candidate[] {
  const names = new Map<string, Candidate>();
  for (const one of found) {
    if (one.score < COMBINATION.spread) continue;
    for (const { canonical, initial } of one.words ?? [])
      if (initial !== true && canonical.length > 3 && !isCommon(canonical) && !isParticle(canonical))
        names.set(canonical, names.get(canonical) ?? one);
  }
  if (names.size === 0) return [];
  return tokens.flatMap(({ start, end, folded, shape }, at): Candidate[] => {
    const source = names.get(folded);
    if (source === undefined || (shape === 'lower' && folded.length < LOWER_FROM)) return [];
    if (inEponym(text, tokens, at)) return [];
    const { category, role, score } = source;
    return [
      {
        ...{ start, end, category, role, score, detector: 'model', priority: UNSURE - 1 },
        words: [{ start, end, canonical: folded }],
      },
    ];
  });
}

/** What the model sees and may be believed, as candidates beside those of identity and rules. */
export function modelCandidates(input: DetectionInput, spans: readonly ModelSpan[]): Candidate[] {
  const believed = spans.filter(({ category, score }) => score >= COMBINATION.of(category).alone);
  const inside = tokensIn(input.tokens, believed);
  const found = believed.flatMap((span, at): Candidate[] => {
    if (!NAMES.has(span.category)) return [bare(span)];
    const name = nameCandidate(input, span, inside[at] as number[]);
    return name === undefined ? [] : [name];
  });
  const names = found.filter(({ category }) => NAMES.has(category));
  return [...found, ...spread(input, names)];
}
