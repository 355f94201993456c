import { joinPages } from './furniture.js';
import { type PageLine } from './layout/layout.js';

/** Lines under each other, or where `@y` says. */
const page = (...texts: string[]): PageLine[] =>
  texts.map((text, index) => {
    const [words = '', y] = text.split('@');
    return { text: words, parted: false, begins: index === 0, x: 50, y: Number(y ?? 20 * index) };
  });
const read = (...pages: PageLine[][]): string[] => joinPages(pages).map(({ text }) => text);

describe('what is printed on each page', () => {
  it('is left once: the header before the text, the footer after it', () => {
    expect(
      read(
        page('CHU de Valmont', 'Patient suivi pour', 'Imprimé le 3 mars@800'),
        page('CHU de Valmont', 'une anémie.', 'Imprimé le 3 mars@800'),
      ),
    ).toEqual(['CHU de Valmont', 'Patient suivi pour', 'une anémie.', 'Imprimé le 3 mars']);
  });

  it('is recognised with a page number in it, which goes', () => {
    expect(read(page('Mme Untel - Page 1/2', 'début'), page('Mme Untel - Page 2/2', 'suite'))).toEqual([
      'Mme Untel',
      'début',
      'suite',
    ]);
    expect(read(page('début', '1'), page('fin', '2'))).toEqual(['début', 'fin']);
    expect(read(page('début', '- 1 -'))).toEqual(['début']);
  });

  it('does not take a result for a page number', () => {
    expect(read(page('Ganglions envahis : 1/2', 'a'), page('b', 'c'))).toContain('Ganglions envahis : 1/2');
    expect(read(page('a', 'b'), page('c', 'Ganglions : 2/2 métastatiques')).at(-1)).toBe(
      'Ganglions : 2/2 métastatiques',
    );
    expect(read(page('a', 'b'), page('c', 'Ganglions envahis : 2/2')).at(-1)).toBe('Ganglions envahis : 2/2');
    expect(read(page('a', 'b'), page('c', 'CHU de Valmont\t2/2')).at(-1)).toBe('CHU de Valmont');
    expect(read(page('Fin', '3'), page('suite', '7'))).toEqual(['Fin', '3', 'suite', '7']);
  });

  it('does not take a line of the text for a header', () => {
    expect(read(page('A', 'Néant', 'B'), page('C', 'Néant', 'D'))).toEqual([
      'A',
      'Néant',
      'B',
      'C',
      'Néant',
      'D',
    ]);
    expect(read(page('Sodium\t138'), page('Sodium\t141'))).toEqual(['Sodium\t138', 'Sodium\t141']);
  });

  it('takes a header that begins on the second page out of the sentence it cuts', () => {
    expect(
      read(
        page('Lettre', 'Il a été'),
        page('Suite du dossier@0', 'vu hier', 'et'),
        page('Suite du dossier@0', 'ce jour.'),
      ),
    ).toEqual(['Lettre', 'Il a été', 'vu hier', 'et', 'ce jour.', 'Suite du dossier']);
  });

  it('is also the titles of a table that goes on', () => {
    expect(
      read(page('Texte', 'Examen\tRésultat', 'Sodium\t138'), page('Examen\tRésultat', 'Chlore\t101')),
    ).toEqual(['Texte', 'Examen\tRésultat', 'Sodium\t138', 'Chlore\t101']);
  });
});
