import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { FEATURE_COLUMNS, featurize, GRAM_COLUMNS } from './features.js';

const raws = (text: string): string[] =>
  featurize(text).tokens.map(({ start, end }) => text.slice(start, end));
const column = (text: string, name: string): number[] => {
  const { tokens, features, F } = featurize(text);
  const at = FEATURE_COLUMNS.findIndex((one) => one.name === name);
  return tokens.map((_, row) => features[row * F + at] as number);
};
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(..."aéÉAZœ0129 \t\n\r-.'’:/@\u00a0\ud83d\ude00ß") }),
);

describe('the tokens of the model', () => {
  it('parts letters, digits, line ends and signs', () => {
    expect(raws("Le 03/04/2026, d'Ys-Lune.")).toEqual([
      ...['Le', '03', '/', '04', '/', '2026', ',', 'd', "'", 'Ys', '-', 'Lune', '.'],
    ]);
  });

  it('parts words stuck together', () => {
    expect(raws('MmeVOLTIGEUR OrsinePAQUERETTE PAQUERETTEOrsine ARNm')).toEqual([
      ...['Mme', 'VOLTIGEUR', 'Orsine', 'PAQUERETTE', 'PAQUERETTE', 'Orsine', 'ARNm'],
    ]);
  });

  it('reads empty lines and repeated signs as one', () => {
    expect(raws('a\r\n \n\nb.......c')).toEqual(['a', '\r\n \n\n', 'b', '.......', 'c']);
  });

  it('covers every sign that is no blank, in order, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const token of featurize(text).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(text.slice(end, token.start)).toMatch(/^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/u);
          end = token.end;
        }
        expect(text.slice(end)).toMatch(/^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/u);
      }),
    );
  });
});

describe('the features of the model', () => {
  it('stay within the sizes of their columns, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, features, grams, F, K } = featurize(text);
        expect(features).toHaveLength(tokens.length * F);
        expect(grams).toHaveLength(tokens.length * K);
        features.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(FEATURE_COLUMNS[at % F]?.size as number);
        });
        for (const gram of grams) expect(gram >= 0 && gram < GRAM_COLUMNS.size).toBe(true);
      }),
    );
  });

  it('are the same for a word in capitals or without accents, save its shape', () => {
    for (const name of ['word', 'slot']) {
      const [first, second, third] = column('Éloïne ÉLOÏNE eloine', name);
      expect([second, third]).toEqual([first, first]);
    }
    expect(new Set(column('Éloïne ÉLOÏNE eloine', 'shape')).size).toBe(3);
  });

  it('tell a word that follows a title elsewhere in the document', () => {
    const [alone] = column('Voltigeur', 'use');
    const [, , , , , titled] = column('Mme Voltigeur\npuis\nVoltigeur', 'use');
    expect(titled).not.toBe(alone);
  });

  // A change here makes every trained model wrong: raise FEATURE_VERSION and train again.
  it('are those of version 1', () => {
    const { features, grams } = featurize(
      'Mme ORSINE Voltigeur,\nnée le 03/04/1951 à Œuilly...\n\nTél. 01 99 00 12 34',
    );
    const hash = createHash('sha256');
    for (const numbers of [features, grams]) hash.update([...numbers].join(' '));
    expect(hash.digest('hex')).toBe('df626c7e7a8895e53b513c49e9f7c635c8cc112634e3585165cc5248e7654f59');
  });
});
