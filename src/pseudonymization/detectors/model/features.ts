import { fold } from '../../lexicon/fold.js';
import {
  gapClass,
  lineClass,
  linesOf,
  placeClass,
  type ReadToken,
  useClass,
  type WordUse,
  wordUses,
} from './feature-context.js';
import { type ModelToken, modelTokens } from './feature-tokens.js';
import {
  GRAM_BUCKETS,
  GRAMS,
  gramsOf,
  numberClass,
  WORD_BUCKETS,
  wordBucket,
  wordShape,
} from './feature-words.js';

/** A model runs on the features it was trained on: any change here is a new version and a new training. */
export const FEATURE_VERSION = 1;

/** Columns of `features`, with the number of values each can take. */
export const FEATURE_COLUMNS = [
  { name: 'word', size: WORD_BUCKETS },
  { name: 'number', size: 512 },
  { name: 'shape', size: 96 },
  { name: 'gap', size: 8 },
  { name: 'line', size: 48 },
  { name: 'place', size: 28 },
  { name: 'use', size: 33 },
  /** The same word has the same slot in one document, so that its occurrences are read together. */
  { name: 'slot', size: 4096 },
] as const;
export const GRAM_COLUMNS = { count: GRAMS, size: GRAM_BUCKETS } as const;

const F = FEATURE_COLUMNS.length;
const [WORD, NUMBER, SHAPE, GAP, LINE, PLACE, USE, SLOT] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const SLOTS = FEATURE_COLUMNS[SLOT].size - 1;
const NUMBER_SHAPE = 72;
const LINE_SHAPE = 80;
const SIGN_SHAPE = 84;

export interface Features {
  readonly tokens: readonly ModelToken[];
  /** `tokens.length` rows of `F` columns. */
  readonly features: Int32Array;
  /** `tokens.length` rows of `K` columns; 0 is no n-gram. */
  readonly grams: Int32Array;
  readonly F: number;
  readonly K: number;
}

interface Entry {
  readonly word: number;
  readonly grams: Int32Array;
  readonly slot: number;
  readonly use: number;
}

const NO_GRAMS = new Int32Array(GRAMS);

function readTokens(text: string): ReadToken[] {
  const known = new Map<string, string>();
  return modelTokens(text).map((token) => {
    const raw = text.slice(token.start, token.end);
    if (token.kind !== 'word') return { ...token, raw, word: token.kind === 'number' ? raw : '' };
    let word = known.get(raw);
    if (word === undefined) known.set(raw, (word = fold(raw)));
    return { ...token, raw, word };
  });
}

/** Words of one letter and short numbers say nothing by coming back. */
function entriesOf(tokens: readonly ReadToken[], uses: ReadonlyMap<string, WordUse>): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let slots = 0;
  for (const { kind, word } of tokens) {
    if (word === '' || entries.has(word)) continue;
    const speaks = word.length >= (kind === 'word' ? 2 : 3);
    entries.set(word, {
      word: wordBucket(kind === 'word' ? word : '0'.repeat(Math.min(word.length, 20))),
      grams: kind === 'word' ? gramsOf(word) : NO_GRAMS,
      slot: speaks ? 1 + (slots++ % SLOTS) : 0,
      use: useClass(uses.get(word) as WordUse),
    });
  }
  return entries;
}

const lineEnds = (raw: string): number => Math.min(raw.split('\n').length - 1, 3);

function signWord({ kind, raw }: ReadToken): number {
  if (kind === 'line') return wordBucket(raw.includes('\f') ? '\f' : `\n${lineEnds(raw)}`);
  return wordBucket(`${raw[0]}${raw[1] ?? ''}${Math.min(raw.length, 4)}`);
}

function shapeOf({ kind, raw }: ReadToken): number {
  if (kind === 'word') return wordShape(raw);
  if (kind === 'number') return NUMBER_SHAPE + Math.min(raw.length - 1, 7);
  return kind === 'line' ? LINE_SHAPE + lineEnds(raw) : SIGN_SHAPE + Math.min(raw.length - 1, 3);
}

/** What the model reads of a text: tokens and their features, the same in training and in use. */
export function featurize(text: string): Features {
  const tokens = readTokens(text);
  const entries = entriesOf(tokens, wordUses(tokens));
  const lines = linesOf(tokens);
  const features = new Int32Array(tokens.length * F);
  const grams = new Int32Array(tokens.length * GRAMS);
  lines.forEach(({ from, to }, line) => {
    for (let at = from; at < to; at += 1) {
      const token = tokens[at] as ReadToken;
      const entry = entries.get(token.word);
      const row = at * F;
      features[row + WORD] = entry?.word ?? signWord(token);
      features[row + NUMBER] = token.kind === 'number' ? numberClass(token.word) : 0;
      features[row + SHAPE] = shapeOf(token);
      features[row + GAP] = gapClass(text, tokens[at - 1], token);
      features[row + LINE] = lineClass(at - from, to - from);
      features[row + PLACE] = placeClass(line, lines.length);
      features[row + USE] = entry?.use ?? 0;
      features[row + SLOT] = entry?.slot ?? 0;
      if (entry) grams.set(entry.grams, at * GRAMS);
    }
  });
  return { tokens, features, grams, F, K: GRAMS };
}
