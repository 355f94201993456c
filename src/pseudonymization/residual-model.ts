import { type Span } from '../text/index.js';
import { followsTitle, inEponym } from './detectors/identity/context.js';
import { isParticle } from './detectors/known-facts.js';
import { type ModelReading } from './detectors/model/index.js';
import { tokenize, type Token } from './detectors/tokens.js';
import { type IdentifyingSpan, type SpanCategory } from './pseudonymized-document.js';

/** Who is who without more knowledge, and nothing that a date or a town may be taken for. */
const DIRECT: ReadonlySet<SpanCategory> = new Set<SpanCategory>([
  ...(['LAST_NAME', 'FIRST_NAME', 'IDENTIFYING_CODE', 'PHONE_NUMBER', 'EMAIL', 'ADDRESS'] as const),
]);
const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
const LEAST_LETTERS = 3;
const LEAST_SIGNS = 4;
/** An extension, or five digits beside a town, reaches nobody from outside. */
const LEAST_OF_A_PHONE = 8;

/** A direct identifier that a model is sure of and that stays as it was. */
export interface Doubt {
  readonly category: SpanCategory;
  /** Line of the document, from 1. */
  readonly line: number;
}

const MOST_TOLD = 10;

/** A failure is kept and shown: it says a few of very many. */
export function tellDoubts(doubts: readonly Doubt[]): string {
  const told = doubts.slice(0, MOST_TOLD).map(({ category, line }) => `${category} in line ${String(line)}`);
  const rest = doubts.length - told.length;
  return `the model is sure of what stays: ${told.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
}

export interface Doubted {
  /** The original, as the model read it. */
  readonly text: string;
  /** The original as it came, with the same offsets: what was not altered stands there with its own spaces. */
  readonly original: string;
  readonly read: ModelReading;
  /** What was found in it and what stands there now, in order and apart. */
  readonly spans: readonly IdentifyingSpan[];
  readonly isAltered: (category: SpanCategory) => boolean;
  /** Least mean probability. */
  readonly least: number;
}

/** Index of the first stretch that ends after `offset`. */
function firstEndingAfter(stretches: readonly Span[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Span).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const overlaps = (stretches: readonly Span[], { start, end }: Span): boolean =>
  (stretches[firstEndingAfter(stretches, start)]?.start ?? Infinity) < end;

/**
 * What the model read as a direct identifier with that certainty and nobody replaced: its words are in the output too. Ordinary
 * words, particles and eponyms beside what they name ("résection selon Hartmann") are no doubt; a name that a list of ours
 * protects is one.
 */
export function findDoubts({ text, original, read, spans, isAltered, least }: Doubted): Doubt[] {
  const sure = read.spans.filter(
    ({ category, score }) => DIRECT.has(category) && isAltered(category) && score >= least,
  );
  if (sure.length === 0) return [];
  // A direct identifier that was found and stands there still is no better than one that was not found.
  const settled = spans.filter(
    ({ start, end, category, replacement }) =>
      !DIRECT.has(category) || !isAltered(category) || replacement !== original.slice(start, end),
  );
  const tokens = tokenize(text);
  const isName = (token: Token, at: number): boolean =>
    token.folded.length >= LEAST_LETTERS &&
    !isParticle(token.folded) &&
    !overlaps(settled, token) &&
    (followsTitle(text, tokens, at) || (token.shape !== 'lower' && !inEponym(text, tokens, at)));
  const stays = (span: Span & { readonly category: SpanCategory }): boolean => {
    if (!NAMES.has(span.category))
      return (
        !overlaps(settled, span) &&
        signsOf(text.slice(span.start, span.end)) >=
          (span.category === 'PHONE_NUMBER' ? LEAST_OF_A_PHONE : LEAST_SIGNS)
      );
    for (let at = firstEndingAfter(tokens, span.start); (tokens[at]?.start ?? Infinity) < span.end; at += 1)
      if (isName(tokens[at] as Token, at)) return true;
    return false;
  };
  const lines = linesOf(text);
  const lineOf = (offset: number): number => firstEndingAfter(lines, offset) + 1;
  return sure.filter(stays).map(({ category, start }) => ({ category, line: lineOf(start) }));
}

const signsOf = (written: string): number => written.replace(/[^\p{L}\d]/gu, '').length;

/** Each with the end of line that closes it. */
function linesOf(text: string): Span[] {
  let end = 0;
  return text.split('\n').map((line) => {
    const start = end;
    end += line.length + 1;
    return { start, end };
  });
}
