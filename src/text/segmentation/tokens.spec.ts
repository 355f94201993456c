import { frenchTokens } from './index.js';

const tokensOf = (text: string): string[] =>
  frenchTokens(text).map(({ start, end }) => text.slice(start, end));

describe('frenchTokens', () => {
  it('parts elided words and keeps the words that hold an apostrophe', () => {
    expect(tokensOf("L'hôpital qu’elle quitte aujourd'hui jusqu'à")).toEqual([
      "L'",
      'hôpital',
      'qu’',
      'elle',
      'quitte',
      "aujourd'hui",
      "jusqu'",
      'à',
    ]);
  });

  it('keeps decimals and dotted dates whole, and parts a number from its unit', () => {
    expect(tokensOf('CRP 2,5mg/L, pH 7.38 le 12.03.2024.')).toEqual([
      'CRP',
      '2,5',
      'mg',
      '/',
      'L',
      ',',
      'pH',
      '7.38',
      'le',
      '12.03.2024',
      '.',
    ]);
  });

  it('keeps letters with their digits and parts hyphens', () => {
    expect(tokensOf('HER2 Ki-67 3+')).toEqual(['HER2', 'Ki', '-', '67', '3', '+']);
  });

  it('says what each token is', () => {
    expect(frenchTokens('RO 90 %').map(({ kind }) => kind)).toEqual(['word', 'number', 'punctuation']);
  });

  it('keeps a decomposed accent in its word and a surrogate pair in one token', () => {
    expect(tokensOf('e\u0301tat 😀')).toEqual(['e\u0301tat', '😀']);
  });

  it('finds nothing in blanks', () => {
    expect(frenchTokens(' \n\t')).toEqual([]);
  });
});
