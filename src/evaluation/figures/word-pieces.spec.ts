import { wordPieces } from './word-pieces.js';

const pieces = (text: string, gold: readonly { start: number; end: number }[] = []) =>
  wordPieces(text, gold).map(({ start, end }) => text.slice(start, end));

describe('word pieces', () => {
  it('are the words of the detectors and runs of digits', () => {
    expect(pieces('M. DUPONTMarie, né le 12/3/1950, Le Goff-Martin j@x.fr')).toEqual(
      'M DUPONT Marie né le 12 3 1950 Le Goff Martin j x fr'.split(' '),
    );
  });

  it('are cut at the edges of the gold, wherever they are', () => {
    expect(
      pieces('abcdef 12345', [
        { start: 2, end: 4 },
        { start: 5, end: 9 },
      ]),
    ).toEqual([...['ab', 'cd', 'e', 'f', '12', '345']]);
  });

  it('of nothing are none', () => {
    expect(pieces('', [])).toEqual([]);
    expect(pieces(' … ', [])).toEqual([]);
  });
});
