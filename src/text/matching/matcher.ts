import { type Span } from '../span.js';
import { createSpelling, SHORTEST_SLIP } from './spelling.js';
import { type TokenizedText, tokenize, tokenRange } from './tokens.js';

/** One thing to find, and every way it is written. */
export interface MatcherEntry<T> {
  readonly value: T;
  /** Case, accents, ligatures, hyphens, apostrophes, spaces and plural marks do not count. */
  readonly patterns: readonly string[];
  /** For abbreviations that are also words ("RE", "ACE"): letters as written, accents too, no plural. */
  readonly caseSensitive?: boolean;
  /** `false`: plural marks count. Default `true`. */
  readonly plural?: boolean;
}

/** Where an entry was found: UTF-16 offsets into the original text. */
export interface Match<T> extends Span {
  readonly value: T;
  /** The pattern of the entry that matched, as written there. */
  readonly pattern: string;
}

export interface Matcher<T> {
  /**
   * Leftmost, longest, never overlapping, in order. Give the tokens of `tokenize(text)` when several matchers
   * read one text. `span` keeps the matches that lie inside it.
   */
  find(text: string | TokenizedText, span?: Span): Match<T>[];
}

export interface MatcherOptions {
  /** Reads a long word with one slip of spelling as the word of the vocabulary, unless it is one of these. */
  readonly misspelledExcept?: readonly string[];
}

interface Leaf<T> {
  readonly entry: MatcherEntry<T>;
  readonly pattern: string;
  readonly tokens: TokenizedText;
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly leaves: Leaf<T>[];
}

const JOINERS = /^[\s\u00A0\u202F\-\u2010-\u2015'\u2019\u02BC]*$/;

const emptyNode = <T>(): Node<T> => ({ next: new Map(), leaves: [] });
const between = (tokens: TokenizedText, index: number): string =>
  tokens.text.slice(tokens.ends[index], tokens.starts[index + 1]);

/** Words of a phrase are apart by spaces, hyphens, apostrophes, or the signs the pattern itself has there. */
function gapFits(written: string, found: string): boolean {
  if (found === ' ' || found === written || found === '') return true;
  let rest = found;
  for (const sign of written) if (!/\s/.test(sign)) rest = rest.replace(sign, '');
  return JOINERS.test(rest) && rest.split('\n').length <= 2;
}

function fits<T>(leaf: Leaf<T>, tokens: TokenizedText, from: number): boolean {
  const { entry, tokens: wanted } = leaf;
  const last = wanted.starts.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const at = from + index;
    if (entry.plural === false && tokens.folded[at] !== wanted.folded[index]) return false;
    if (entry.caseSensitive) {
      const written = wanted.text.slice(wanted.starts[index], wanted.ends[index]);
      if (tokens.text.slice(tokens.starts[at], tokens.ends[at]) !== written) return false;
    }
    if (index < last && !gapFits(between(wanted, index), between(tokens, at))) return false;
  }
  return true;
}

/** `Ki67` is two tokens in one word: a match may not begin or end inside a word. */
function isWholeWord(tokens: TokenizedText, from: number, to: number): boolean {
  const gluedBefore = from > 0 && tokens.ends[from - 1] === tokens.starts[from];
  return !gluedBefore && tokens.starts[to] !== tokens.ends[to - 1];
}

type Spelling = (word: string) => string | null;

function step<T>(node: Node<T>, word: string, corrected: Spelling): Node<T> | undefined {
  const next = node.next.get(word);
  if (next || word.length < SHORTEST_SLIP) return next;
  const known = corrected(word);
  return known === null ? undefined : node.next.get(known);
}

interface Reading<T> {
  readonly root: Node<T>;
  readonly corrected: Spelling;
  readonly tokens: TokenizedText;
}

function longestFrom<T>({ root, corrected, tokens }: Reading<T>, from: number, limit: number) {
  let node: Node<T> | undefined = root;
  let best: { leaf: Leaf<T>; to: number } | null = null;
  for (let at = from; at < limit; at += 1) {
    node = step(node, tokens.stems[at] as string, corrected);
    if (!node) break;
    if (node.leaves.length === 0 || !isWholeWord(tokens, from, at + 1)) continue;
    const leaf = node.leaves.find((candidate) => fits(candidate, tokens, from));
    if (leaf) best = { leaf, to: at + 1 };
  }
  return best;
}

/**
 * Builds a phrase matcher for French text: a trie over words, linear in the text.
 * Throws on a pattern without a letter or digit (a fault of the vocabulary, not of the text).
 */
export function createMatcher<T>(
  entries: readonly MatcherEntry<T>[],
  { misspelledExcept }: MatcherOptions = {},
): Matcher<T> {
  const root = emptyNode<T>();
  const words = new Set<string>();
  for (const entry of entries) {
    for (const pattern of entry.patterns) {
      const tokens = tokenize(pattern);
      if (tokens.stems.length === 0) throw new Error(`pattern without a word: "${pattern}"`);
      let node = root;
      for (const stem of tokens.stems) {
        words.add(stem);
        const next = node.next.get(stem) ?? emptyNode<T>();
        node.next.set(stem, next);
        node = next;
      }
      // A case-sensitive reading is the more exact one: it is tried first.
      const leaf = { entry, pattern, tokens };
      if (entry.caseSensitive) node.leaves.unshift(leaf);
      else node.leaves.push(leaf);
    }
  }

  const known = new Set(misspelledExcept?.flatMap((word) => tokenize(word).stems));
  const corrected: Spelling = misspelledExcept ? createSpelling(words, known) : () => null;

  const find = (text: string | TokenizedText, span?: Span): Match<T>[] => {
    const tokens = typeof text === 'string' ? tokenize(text) : text;
    const range = span ? tokenRange(tokens, span) : { from: 0, to: tokens.starts.length };
    const matches: Match<T>[] = [];
    for (let at = range.from; at < range.to; at += 1) {
      const found = longestFrom({ root, corrected, tokens }, at, range.to);
      if (!found) continue;
      const { leaf, to } = found;
      const start = tokens.starts[at] as number;
      const end = tokens.ends[to - 1] as number;
      matches.push({ start, end, value: leaf.entry.value, pattern: leaf.pattern });
      at = to - 1;
    }
    return matches;
  };
  return { find };
}
