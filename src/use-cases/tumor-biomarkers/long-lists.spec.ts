import { tokenize } from '../../text/index.js';
import { bind } from './bind.js';
import { resultsOf } from './findings.js';
import { mentions } from './lexicon.js';
import { findingsIn } from './marked-examples.js';
import { readSentence, type Sentence } from './sentence.js';
import { type MentionAt } from './terms.js';

/** A list, counted: nothing here looks at a clock. */
const listOf = (names: string, times: number, said: string) => `${names.repeat(times)}${said}`;

const LISTS: readonly (readonly [string, string])[] = [
  ['EGFR, KRAS, ', 'BRAF non mutés'],
  ['RE, RP, ', 'HER2 négatifs'],
  ['MLH1, PMS2, ', 'MSH2 : expression conservée'],
  ['HER2 (', ''],
  ['HER2 ', ': 3+'],
];

/** Characters of evidence a text gives, and its longest stretch. */
function evidenceOf(text: string): { total: number; longest: number } {
  const lengths = findingsIn(text).flatMap(({ evidence }) => evidence.map((each) => each.text.length));
  return { total: lengths.reduce((sum, each) => sum + each, 0), longest: Math.max(0, ...lengths) };
}

/** The sentence, its pieces and gaps counted at each look. */
function counted(sentence: Sentence): { sentence: Sentence; looks: () => number } {
  let looks = 0;
  const watch = <T extends object>(list: T): T =>
    new Proxy(list, {
      get: (target, key, receiver): unknown => {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
  return {
    sentence: { ...sentence, pieces: watch(sentence.pieces), gaps: watch(sentence.gaps) },
    looks: () => looks,
  };
}

function looksAt(text: string): number {
  const tokens = tokenize(text);
  const found = mentions.find(tokens).map(({ start, end, value }): MentionAt => ({
    kind: 'mention',
    start,
    end,
    text: text.slice(start, end),
    mention: value,
  }));
  const { sentence, looks } = counted(readSentence(tokens, { start: 0, end: text.length }, found));
  bind(sentence).flatMap(resultsOf);
  return looks();
}

describe('a long list', () => {
  it.each(LISTS)(
    'of "%s" then "%s" gives evidence of bounded stretches, as long as the list',
    (names, said) => {
      const short = evidenceOf(listOf(names, 300, said));
      const long = evidenceOf(listOf(names, 600, said));
      expect(long.longest).toBeLessThanOrEqual(300);
      expect(long.total).toBeLessThanOrEqual(short.total * 2.1 + 300);
    },
  );

  it.each(LISTS)('of "%s" then "%s" costs its length', (names, said) => {
    const short = looksAt(listOf(names, 300, said));
    expect(short).toBeGreaterThan(0);
    expect(looksAt(listOf(names, 600, said))).toBeLessThanOrEqual(short * 2.1 + 100);
  });
});
