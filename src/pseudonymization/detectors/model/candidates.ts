import {
  COMMON_WORDS,
  EPONYMS,
  FIRST_NAMES,
  MEDICAL_WORDS,
  NOT_NAMES,
  REPORT_WORDS,
  TOWN_KEYS,
} from '../../lexicon/index.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, type NameWord, PRIORITY } from '../candidate.js';
import { type Span } from '../../../text/index.js';
import { followsTitle, inEponym, precedesPersonVerb } from '../identity/context.js';
import { foldInPlace } from '../identity/facts.js';
import { intoJoined, readJoined } from '../joined.js';
import { isCommon, isParticle } from '../known-facts.js';
import { CARER_FUNCTIONS, CARER_TITLES, CIVIL_TITLES } from '../titles.js';
import { opensSentence, type Token } from '../tokens.js';
import { repaired } from '../rules/forced-lines.js';
import { columns } from './columns.js';
import { COMBINATION } from './combination.js';
import { nameRuns, wholeWords } from './name-runs.js';
import { phoneEdges } from './phone-edges.js';
import { placeEdges } from './place-edges.js';
import { isStranger } from './roles.js';
import { type ModelSpan } from './spans.js';
import { tradeEdges } from './trade-edges.js';

/** Above what rules know from word lists, below what a title or a label says. */
const SURE = PRIORITY.title - 1;
/** Below every rule. */
const UNSURE = 6;
/** Where policy alters them whole they are lifted above names: a model's guess is not. */
const LIFTED: ReadonlySet<SpanCategory> = new Set(['EMAIL', 'URL', 'ADDRESS', 'HOSPITAL']);
const LIFT = 45;
const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
const isNameCategory = (category: SpanCategory): category is 'LAST_NAME' | 'FIRST_NAME' =>
  NAMES.has(category);
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

const isWordOfReports = (folded: string): boolean =>
  (NOT_NAMES.has(folded) || REPORT_WORDS.has(folded)) && !FIRST_NAMES.has(folded);

/** "Hugues Roche": what follows a first name that is nothing else is a surname. */
function followsFirstName(tokens: readonly Token[], text: string, at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at] as Token];
  if (before === undefined || text.slice(before.end, token.start) !== ' ') return false;
  return token.shape !== 'lower' && FIRST_NAMES.has(before.folded) && !isCommon(before.folded);
}

/** "Petit épanchement": an ordinary word that opens a sentence, before another word in small letters that is no verb. */
function startsAsWord(text: string, tokens: readonly Token[], at: number): boolean {
  const [token, after] = [tokens[at] as Token, tokens[at + 1]];
  if (token.shape !== 'capital' || !COMMON_WORDS.has(token.folded) || !opensSentence(text, token.start))
    return false;
  if (after?.shape !== 'lower' || text.slice(token.end, after.start) !== ' ') return false;
  return !precedesPersonVerb(text, tokens, at);
}

/** Drugs, eponyms and organisms stay readable, and so do ordinary words, unless a title says that a person is meant. */
function isProtected({ text, tokens }: DetectionInput, at: number): boolean {
  const { folded, shape } = tokens[at] as Token;
  if (followsTitle(text, tokens, at)) return false;
  if (MEDICAL_WORDS.has(folded) || EPONYMS.has(folded)) return !followsFirstName(tokens, text, at);
  if (startsAsWord(text, tokens, at)) return true;
  if (shape === 'initial') return false;
  if (isWordOfReports(folded)) return shape === 'lower' || !followsFirstName(tokens, text, at);
  return inEponym(text, tokens, at) || (shape === 'lower' && COMMON_WORDS.has(folded));
}

const isTitle = (folded: string): boolean => CARER_TITLES.has(folded) || CIVIL_TITLES.has(folded);

/** "SF Hélène", "IDE Marc". */
const isFunction = ({ shape, raw, folded }: Token): boolean =>
  shape === 'upper' && raw.length < 6 && CARER_FUNCTIONS.has(folded);

const isUntitledLower = ({ text, tokens }: DetectionInput, at: number): boolean =>
  (tokens[at] as Token).shape === 'lower' && !followsTitle(text, tokens, at);

/** "M. Rivoire": monsieur, and not an initial. */
const isTitleM = ({ text }: DetectionInput, end: number): boolean =>
  /^ ?\p{Lu}\p{L}|^ \p{Lu}\.?[- ]/u.test(text.slice(end, end + 4));

/** "unité Edmond-Michelet", "école Jean-Macé": a place that bears somebody's name. */
const NAMED_PLACE =
  /(?<!\p{L})(?:[eé]coles?(?: (?:maternelle|primaire|[eé]l[eé]mentaire|priv[eé]e))?|coll[eè]ge|lyc[eé]e|groupe scolaire|cr[eè]che|gymnase|stade|unit[eé]|pavillon|amphith[eé][aâ]tre) $/iu;
const inPlaceName = (text: string, start: number): boolean =>
  NAMED_PLACE.test(text.slice(Math.max(0, start - 32), start));

function wordsOf({ text, tokens }: DetectionInput, inside: readonly number[]): NameWord[] {
  return inside.map((at) => {
    const { start, end, folded, shape } = tokens[at] as Token;
    return shape === 'initial'
      ? { start, end: end + (text[end] === '.' ? 1 : 0), canonical: folded, initial: true }
      : { start, end, canonical: folded };
  });
}

/** "Unité Simone", "MARGOT OPERE": words of reports at the ends are no part of a name. */
function withoutReportWords({ text, tokens }: DetectionInput, inside: readonly number[]): readonly number[] {
  const isWord = (at: number | undefined): boolean => {
    const token = at === undefined ? undefined : tokens[at];
    if (token === undefined || at === undefined) return false;
    const isTied = /['’-]/.test(text.charAt(token.start - 1)) || /['’-]/.test(text.charAt(token.end));
    if (isTied || token.shape === 'lower' || token.shape === 'initial' || isParticle(token.folded))
      return false;
    if (followsTitle(text, tokens, at) || followsFirstName(tokens, text, at)) return false;
    return (
      isWordOfReports(token.folded) || (token.raw.length > 2 && isTitle(token.folded)) || isFunction(token)
    );
  };
  let [from, to] = [0, inside.length];
  while (from < to && isWord(inside[from])) from += 1;
  while (to > from && isWord(inside[to - 1])) to -= 1;
  return inside.slice(from, to);
}

function nameCandidate(
  input: DetectionInput,
  span: ModelSpan,
  inside: readonly number[],
): Candidate | undefined {
  const solid = inside.filter((at) => !isParticle((input.tokens[at] as Token).folded));
  if (solid.length === 0 || solid.every((at) => isProtected(input, at))) return undefined;
  if (inPlaceName(input.text, span.start)) return undefined;
  if (span.score < COMBINATION.lower && solid.every((at) => isUntitledLower(input, at))) return undefined;
  const words = wordsOf(input, withoutReportWords(input, inside));
  if (words.length === 1 && words[0]?.canonical === 'm' && isTitleM(input, words[0].end)) return undefined;
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const found = { ...bare(span), start: first.start, end: last.end, words };
  const stranger = found.role === 'Patient' && isStranger(found, input.facts);
  return stranger ? { ...found, role: 'Other' } : found;
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
    if (inEponym(text, tokens, at) || isWordOfReports(folded) || inPlaceName(text, start)) return [];
    const { category, role, score } = source;
    return [
      {
        ...{ start, end, category, role, score, detector: 'model', priority: UNSURE - 1 },
        words: [{ start, end, canonical: folded }],
      },
    ];
  });
}

/** Categories of words, which a span takes whole. */
const OF_WORDS: ReadonlySet<SpanCategory> = new Set<SpanCategory>([
  ...(['CITY', 'COUNTRY', 'FAMILY_STATUS', 'PATIENT_SOCIAL_IDENTITY', 'PATIENT_NATIONALITY'] as const),
  'HOSPITAL',
]);

type Folded = () => string;

/** "la", "Écouvillon": no word of a town's name. */
const isNoPlace = ({ shape, folded }: Token): boolean =>
  !TOWN_KEYS.has(folded) &&
  ((shape === 'lower' && isParticle(folded)) || isWordOfReports(folded) || MEDICAL_WORDS.has(folded));

/** A span that is no name, with the ends that lists and the words around give it. */
function edged(
  input: DetectionInput,
  folded: Folded,
  span: ModelSpan,
  inside: readonly Token[],
): ModelSpan[] {
  const { category, score } = span;
  if (category === 'PHONE_NUMBER') return [{ ...span, ...phoneEdges(input.text, span) }];
  if (!OF_WORDS.has(category) || inside.length === 0) return [span];
  if ((category === 'CITY' || category === 'COUNTRY') && inside.every(isNoPlace)) return [];
  const start = Math.min(span.start, (inside[0] as Token).start);
  const whole = { ...span, start, end: Math.max(span.end, (inside.at(-1) as Token).end) };
  let edges: Span | undefined = whole;
  if (category === 'HOSPITAL') edges = placeEdges(input, inside, whole);
  if (category === 'PATIENT_SOCIAL_IDENTITY') edges = tradeEdges(input, folded(), whole, score);
  return edges === undefined ? [] : [{ ...whole, start: edges.start, end: edges.end }];
}

function believedIn(input: DetectionInput, spans: readonly ModelSpan[]): Candidate[] {
  const believed = spans.filter(({ category, score }) => score >= COMBINATION.of(category).alone);
  const inside = tokensIn(input.tokens, believed);
  const owners = new Map(inside.flatMap((tokens, at) => tokens.map((token) => [token, at] as const)));
  let folded: string | undefined;
  const foldedOnce = (): string => (folded ??= foldInPlace(input.text));
  const found = believed.flatMap((span, at): Candidate[] => {
    const own = inside[at] as number[];
    if (!isNameCategory(span.category)) {
      const tokens = own.map((token) => input.tokens[token] as Token);
      return columns(input.text, span).flatMap((piece) => {
        const inPiece = tokens.filter(({ start, end }) => start < piece.end && end > piece.start);
        return edged(input, foldedOnce, piece, inPiece).map(bare);
      });
    }
    const words = wholeWords(input, own, (token) => (owners.get(token) ?? at) !== at);
    return nameRuns(input, words, span.category).flatMap((run) => {
      const name = nameCandidate(input, { ...span, category: run.category }, run.inside);
      return name === undefined ? [] : [name];
    });
  });
  const names = found.filter(({ category }) => NAMES.has(category));
  return [...found, ...spread(input, names)];
}

/** What the model sees and may be believed, as candidates beside those of identity and rules. */
export function modelCandidates(input: DetectionInput, spans: readonly ModelSpan[]): Candidate[] {
  const joined = repaired(input.text);
  if (joined === undefined) return believedIn(input, spans);
  return readJoined(input, joined, (whole) => believedIn(whole, intoJoined(joined, spans)));
}
