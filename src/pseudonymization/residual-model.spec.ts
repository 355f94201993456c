import { growsLinearly } from '../../test/support/growth.js';
import { findDoubts, tellDoubts } from './residual-model.js';
import { type IdentifyingSpan, type SpanCategory } from './pseudonymized-document.js';

interface Seen {
  readonly what: string;
  readonly category?: SpanCategory;
  readonly score?: number;
}

const at = (text: string, what: string) => ({
  start: text.indexOf(what),
  end: text.indexOf(what) + what.length,
});

/** What stays of a text in which `found` was found and written as `replacement`. */
function doubts(
  text: string,
  seen: readonly Seen[],
  found: readonly { what: string; replacement: string; category?: SpanCategory }[] = [],
  kept: readonly SpanCategory[] = [],
  original = text,
) {
  const spans = found.map(({ what, replacement, category = 'LAST_NAME' }): IdentifyingSpan => ({
    ...at(text, what),
    ...{ category, replacement, role: null, kind: null, detector: 'rule', score: 1 },
  }));
  return findDoubts({
    ...{ text, original, spans, least: 0.95, isAltered: (category) => !kept.includes(category) },
    read: {
      model: '1',
      spans: seen.map(({ what, category = 'LAST_NAME', score = 0.99 }) => ({
        ...at(text, what),
        ...{ category, score, role: null, kind: null, attributeScore: 1 },
      })),
    },
  }).map(({ category, line }) => `${category} ${String(line)}`);
}

describe('what a model is sure of and stays', () => {
  it.each<[string, Seen, string]>([
    ['a name', { what: 'TRONVAL' }, 'LAST_NAME 2'],
    ['a first name', { what: 'Hugues', category: 'FIRST_NAME' }, 'FIRST_NAME 2'],
    ['a number', { what: '81-22-07', category: 'IDENTIFYING_CODE' }, 'IDENTIFYING_CODE 3'],
    ['a phone', { what: '01 99 00 44 12', category: 'PHONE_NUMBER' }, 'PHONE_NUMBER 3'],
    ['an address', { what: '4 sente des Ormes', category: 'ADDRESS' }, 'ADDRESS 4'],
    ['a lower case name after a title', { what: 'belvarin' }, 'LAST_NAME 5'],
  ])('%s is told, with its line', (_, seen, told) => {
    const text =
      'Synthèse\nPosé par Hugues TRONVAL.\nDossier 81-22-07, 01 99 00 44 12\n4 sente des Ormes\nAvis du dr belvarin';
    expect(doubts(text, [seen])).toEqual([told]);
    expect(doubts(text, [{ ...seen, score: 0.94 }])).toEqual([]);
  });

  it.each<[string, string, Seen]>([
    ['an ordinary word', 'cicatrice blanche et propre', { what: 'blanche' }],
    ['an eponym beside what it names', 'maladie de Wegener connue', { what: 'Wegener' }],
    ['a particle or an initial', 'reçu De V. ce jour', { what: 'De V.' }],
    ['a few digits', 'chambre 214 ce jour', { what: '214', category: 'IDENTIFYING_CODE' }],
    ['an extension', 'site de Vaucelles, 98990', { what: '98990', category: 'PHONE_NUMBER' }],
    ['a town', 'habite Vaucelles', { what: 'Vaucelles', category: 'CITY' }],
    ['a day', 'le 12/03/2024', { what: '12/03/2024', category: 'IDENTIFYING_DATE' }],
  ])('%s is none', (_, text, seen) => {
    expect(doubts(text, [seen])).toEqual([]);
  });

  it('a title makes a name of an eponym', () => {
    expect(doubts('score du Dr Glasgow', [{ what: 'Glasgow' }])).toEqual(['LAST_NAME 1']);
  });

  it('what was replaced is settled, and the rest of the same name is not', () => {
    const seen = [{ what: 'Odile TRONVAL' }];
    const all = { what: 'Odile TRONVAL', replacement: 'Aline MARCHELET' };
    const first = { what: 'Odile', replacement: 'Aline' };
    expect(doubts('Vue par Odile TRONVAL', seen, [all])).toEqual([]);
    expect(doubts('Vue par Odile TRONVAL', seen, [first])).toEqual(['LAST_NAME 1']);
  });

  it('a name that was found and written again as it was is none the better', () => {
    const same = { what: 'TRONVAL', replacement: 'TRONVAL' };
    expect(doubts('Vue par TRONVAL', [{ what: 'TRONVAL' }], [same])).toEqual(['LAST_NAME 1']);
  });

  it('a name written again with its own spaces is none the better', () => {
    const text = 'Vue par LE TRONVAL';
    const original = text.replace('LE ', 'LE\u00a0');
    const same = { what: 'LE TRONVAL', replacement: 'LE\u00a0TRONVAL' };
    expect(doubts(text, [{ what: 'LE TRONVAL' }], [same], [], original)).toEqual(['LAST_NAME 1']);
  });

  it('what policy keeps may stay', () => {
    const seen = [{ what: 'Lorraine', category: 'FIRST_NAME' as const }];
    const country = { what: 'Lorraine', replacement: 'Lorraine', category: 'COUNTRY' as const };
    expect(doubts('né en Lorraine', seen, [country])).toEqual([]);
    expect(doubts('né en Lorraine', seen, [], ['FIRST_NAME'])).toEqual([]);
  });

  it('tells the line of each of very many, and a few of them', async () => {
    const line = 'Vu par Belvarin ce jour\n';
    const manyDoubts = (count: number) => {
      const text = line.repeat(count);
      const spans = Array.from({ length: count }, (_, n) => ({
        ...{ start: n * line.length + 7, end: n * line.length + 15 },
        ...{ category: 'LAST_NAME' as const, score: 0.99, role: null, kind: null, attributeScore: 1 },
      }));
      const read = { model: '1', spans };
      return findDoubts({ text, original: text, read, spans: [], least: 0.95, isAltered: () => true });
    };
    const found = manyDoubts(12);
    expect(found.map((one) => one.line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(tellDoubts(found)).toMatch(/: LAST_NAME in line 1, .*, LAST_NAME in line 10 and 2 more$/);
    expect(await growsLinearly(manyDoubts, { upTo: 40_000 })).toBe(true);
  });
});
