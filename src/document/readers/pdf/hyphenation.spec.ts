import { rejoinWords } from './hyphenation.js';

/** Lines of a text set with hyphenation, so that a broken word is one of several. */
const SET_SO = [
  'une exploration complète mais ré-',
  'cente est venue avec une ana-',
  'lyse de la fonction du foie.',
];
const joined = (...lines: string[]): string[] => rejoinWords([...SET_SO, '', ...lines]).slice(4);

describe('a word broken at the end of a line', () => {
  it.each([
    ['une hémor-', 'ragie digestive', 'une hémorragie'],
    ['une hémor\u00AD', 'ragie digestive', 'une hémorragie'],
    ['un antibio\u2010', 'gramme complet', 'un antibiogramme'],
  ])('loses the hyphen of the typesetter: %s %s', (line, next, expected) => {
    expect(joined(line, next)[0]).toBe(expected);
  });

  it.each([
    ['sous anti-', 'TNF alpha', 'sous anti-TNF'],
    ['le CA 15-', '3 est normal', 'le CA 15-3'],
    ['en porte-', 'à-faux', 'en porte-à-faux'],
    ['une voie sous-', 'cutanée', 'une voie sous-cutanée'],
    ['des anti-', 'inflammatoires', 'des anti-inflammatoires'],
    ['a-', 't-il maigri', 'a-t-il'],
    ['le clone NCH-', '38 est positif', 'le clone NCH-38'],
  ])('keeps a hyphen of its own: %s %s', (line, next, expected) => {
    expect(joined(line, next)[0]).toBe(expected);
  });

  it.each([
    ['HER2-', 'RE+ en faveur'],
    ['CD20-', '3 foyers'],
    ['en pré-', 'et postopératoire'],
    ['RH -', 'groupe A'],
    ['Conclusion -', 'normal'],
  ])('is none where the sign means something else: %s %s', (line, next) => {
    expect(joined(line, next)).toEqual([line, next]);
  });

  it('keeps the hyphen where the text writes the word with it', () => {
    expect(joined('une micro-', 'biopsie', 'la micro-biopsie montre')[0]).toBe('une micro-biopsie');
  });

  it('keeps the hyphen in a text set without hyphenation', () => {
    const ragged = Array.from({ length: 40 }, () => 'une ligne de texte ordinaire sans coupure');
    expect(rejoinWords([...ragged, 'la chimio-', 'immunothérapie'])[40]).toBe('la chimio-immunothérapie');
  });

  it('is not looked for over an empty line, and hidden soft hyphens go', () => {
    expect(joined('hémor-', '', 'ragie')).toEqual(['hémor-', '', 'ragie']);
    expect(joined('hémor\u00ADragie')).toEqual(['hémorragie']);
  });
});
