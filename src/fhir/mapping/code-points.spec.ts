import fc from 'fast-check';
import { codePointsOf } from './code-points.js';

const at = (text: string, quote: string) => {
  const start = text.indexOf(quote);
  return codePointsOf(text)({ start, end: start + quote.length });
};

describe('offsets in Unicode code points', () => {
  it('are UTF-16 offsets where every character is one unit, accents included', () => {
    expect(at('Récepteurs élevés', 'élevés')).toEqual({ offset: 11, length: 6 });
  });

  it('count a combining accent as its own code point', () => {
    expect(at('e\u0301leve\u0301', 'leve\u0301')).toEqual({ offset: 2, length: 5 });
  });

  it('count an astral character before or inside the span once', () => {
    expect(at('🧬🧬 HER2 🩺 fin', 'HER2 🩺')).toEqual({ offset: 3, length: 6 });
  });

  it('take the whole character where a bound falls inside a pair', () => {
    const toCodePoints = codePointsOf('a🧬b');
    expect(toCodePoints({ start: 2, end: 4 })).toEqual({ offset: 1, length: 2 });
    expect(toCodePoints({ start: 0, end: 2 })).toEqual({ offset: 0, length: 2 });
  });

  it('select the same words in a text read by code points', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'é', '🧬', '𝛼', 'e\u0301', '\n', '👩‍⚕️') });
    fc.assert(
      fc.property(words, words, words, (before, quote, after) => {
        const text = before + quote + after;
        const span = codePointsOf(text)({ start: before.length, end: before.length + quote.length });
        const read = Array.from(Buffer.from(text, 'utf8').toString('utf8'));
        expect(read.slice(span.offset, span.offset + span.length).join('')).toBe(quote);
      }),
    );
  });
});
