import { tokenize } from '../../text/index.js';
import { createPhrases } from './phrases.js';

const found = (text: string, ...patterns: string[]) =>
  createPhrases(patterns)
    .find(tokenize(text))
    .map(({ start, end }) => text.slice(start, end));

describe('phrases with alternatives', () => {
  it.each([
    ['Perte de force du bras.', ['{perte|déficit} de force'], ['Perte de force']],
    ['DÉFICITS de force', ['{perte|déficit} de force'], ['DÉFICITS de force']],
    ['quadrant supéro externe', ['{quadrant|quadrants} {supéro-externe|QSE}'], ['quadrant supéro externe']],
    ['cure de chimio, chimio', ['{cure de|} chimio'], ['cure de chimio', 'chimio']],
    ['BAV du 2e degré', ['BAV', 'BAV du {2e|3e} degré'], ['BAV du 2e degré']],
    ['la fa et la FA', ['FA'], ['FA']],
    ['hernie. Étranglée', ['hernie {étranglée|}'], ['hernie']],
    ['hernie, étranglée', ['hernie étranglée'], []],
    ['Ki67 et Ki', ['Ki'], ['Ki']],
    ['cure n°7, cure n° 8', ['cure n°{7|8}'], ['cure n°7', 'cure n° 8']],
    ['VIH/SIDA', ['VIH/SIDA'], ['VIH/SIDA']],
    ['', ['x'], []],
  ])('%s', (text, patterns, expected) => {
    expect(found(text, ...patterns)).toEqual(expected);
  });

  it('do not write their alternatives out', () => {
    const ten = `{${Array.from({ length: 10 }, (_, at) => `mot${at}`).join('|')}}`;
    const pattern = Array.from({ length: 9 }, () => ten).join(' ');
    expect(found('mot1 mot2 mot3 mot4 mot5 mot6 mot7 mot8 mot9', pattern)).toHaveLength(1);
  });
});
