import { createMatcher, expandAlternatives, fold, tokenize } from './index.js';
import { growsLinearly } from '../../../test/support/growth.js';

const found = (patterns: string[], text: string, options = {}) =>
  createMatcher([{ value: 'x', patterns, ...options }])
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

describe('a phrase matcher', () => {
  it.each([
    ['infection urinaire', 'INFECTION URINAIRE', 'INFECTION URINAIRE'],
    ['endocardite', 'Endocardités', 'Endocardités'],
    ['œdème', 'un Oedème', 'Oedème'],
    ['oedeme', 'un œdème', 'œdème'],
    ['infection urinaire', 'des infections\nurinaires', 'infections\nurinaires'],
    ["choc d'origine septique", 'choc d’origine septique', 'choc d’origine septique'],
    ['Ki-67', 'Ki67 à 20 %', 'Ki67'],
    ['Ki67', 'le Ki-67', 'Ki-67'],
    ['OXA 48', 'OXA-48', 'OXA-48'],
    ['E. coli', 'à E.coli', 'E.coli'],
    ['E. coli', 'à E coli', 'E coli'],
    ['CA 15-3', 'CA15-3', 'CA15-3'],
    ['fibrome', 'ﬁbrome', 'ﬁbrome'],
    ['pyélonéphrite', 'pye\u0301lone\u0301phrite', 'pye\u0301lone\u0301phrite'],
  ])('reads "%s" in "%s"', (pattern, text, expected) => {
    expect(found([pattern], text)).toEqual([expected]);
  });

  it.each([
    ['sepsis', 'antisepsis'],
    ['ki', 'Ki67'],
    ['infection urinaire', 'infection. Urinaire'],
    ['infection urinaire', 'infection, urinaire'],
    ['infection urinaire', 'infection\n\nurinaire'],
    ['E coli', 'vitamine E. Coli'],
  ])('does not read "%s" in "%s"', (pattern, text) => {
    expect(found([pattern], text)).toEqual([]);
  });

  it('keeps the longest phrase and never overlaps', () => {
    const matcher = createMatcher([
      { value: 'short', patterns: ['choc', 'septique'] },
      { value: 'long', patterns: ['choc septique'] },
    ]);
    expect(matcher.find('choc septique, choc').map((match) => match.value)).toEqual(['long', 'short']);
  });

  it('falls back on the shorter phrase when the longer one breaks off', () => {
    expect(found(['infection', 'infection à pneumocoque'], 'infection à levures')).toEqual(['infection']);
  });

  it('reads abbreviations with their capitals only', () => {
    expect(found(['RE'], 'RE positif, re-contrôle', { caseSensitive: true })).toEqual(['RE']);
    expect(found(['ACE'], 'ACE, ace, Acé', { caseSensitive: true })).toEqual(['ACE']);
  });

  it('prefers the exact abbreviation to the word of the same letters', () => {
    const matcher = createMatcher([
      { value: 'word', patterns: ['ace'] },
      { value: 'antigen', patterns: ['ACE'], caseSensitive: true },
    ]);
    expect(matcher.find('ace ACE').map((match) => match.value)).toEqual(['word', 'antigen']);
  });

  it('can hold plural marks against a match', () => {
    expect(found(['urine'], 'urines urine', { plural: false })).toEqual(['urine']);
  });

  it('keeps to the span it is given', () => {
    const matcher = createMatcher([{ value: 1, patterns: ['sepsis'] }]);
    const text = 'sepsis, sepsis, sepsis';
    expect(matcher.find(text, { start: 3, end: 15 })).toEqual([
      { start: 8, end: 14, value: 1, pattern: 'sepsis' },
    ]);
    expect(matcher.find(text, { start: 8, end: 13 })).toEqual([]);
  });

  it('gives offsets in UTF-16 code units of the original', () => {
    const text = '🦠 œil : e\u0301rysipe\u0300le';
    expect(found(['erysipele'], text)).toEqual(['e\u0301rysipe\u0300le']);
  });

  it('refuses a pattern without a word', () => {
    expect(() => createMatcher([{ value: 1, patterns: ['+ -'] }])).toThrow('pattern without a word');
  });

  it('reads the same from tokens as from text', () => {
    const matcher = createMatcher([{ value: 1, patterns: ['sepsis'] }]);
    expect(matcher.find(tokenize('un sepsis'))).toEqual(matcher.find('un sepsis'));
  });

  it('stays linear on a phrase that almost repeats', async () => {
    const matcher = createMatcher([{ value: 1, patterns: ['a a a a b'] }]);
    const read = (times: number) => expect(matcher.find('a '.repeat(times))).toEqual([]);
    expect(await growsLinearly(read, { upTo: 200_000 })).toBe(true);
  });
});

describe('folding and alternatives', () => {
  it('folds case, accents and ligatures', () => {
    expect(fold('ŒDÈME Çà ﬂ')).toBe('oedeme ca fl');
  });

  it('opens nested and empty alternatives', () => {
    expect(expandAlternatives('{pas|plus} {d’|}argument')).toEqual([
      'pas d’argument',
      'pas argument',
      'plus d’argument',
      'plus argument',
    ]);
    expect(expandAlternatives('{a|b{c|d}}')).toEqual(['a', 'bc', 'a', 'bd']);
  });
});
