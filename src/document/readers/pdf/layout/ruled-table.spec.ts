import { growsLinearly } from '../../../../../test/support/growth.js';
import { layOutPage } from './layout.js';
import { type TextRun } from './placed-run.js';
import { type Rule } from './rules.js';

/** Here y goes down, in the file and on the page. */
const AS_IT_IS = [1, 0, 0, 1, 0, 0];
const at = (str: string, x: number, y: number, width = str.length * 5): TextRun => ({
  str,
  width,
  transform: [10, 0, 0, 10, x, y],
});
const across = (y: number, from: number, to: number): Rule => ({ isAcross: true, at: y, from, to });
const down = (x: number, from: number, to: number): Rule => ({ isAcross: false, at: x, from, to });
/** All the rules of a table. */
const ruled = (xs: readonly number[], ys: readonly number[]): Rule[] => [
  ...ys.map((y) => across(y, xs[0] ?? 0, xs.at(-1) ?? 0)),
  ...xs.map((x) => down(x, ys[0] ?? 0, ys.at(-1) ?? 0)),
];
const read = (runs: readonly TextRun[], rules: readonly Rule[]): string[] =>
  layOutPage(runs, AS_IT_IS, { rules }).map(({ text }) => text.replaceAll('\u2028', ' / '));

describe('a table whose rules are drawn', () => {
  const xs = [50, 150, 200, 250, 300];
  const titles = [
    at('Médicament', 55, 112),
    at('Matin', 155, 112),
    at('Midi', 205, 112),
    at('Soir', 255, 112),
  ];

  it('keeps its empty cells, so that a tablet stays under its time of day', () => {
    const rows = [
      at('BISOPROLOL', 55, 127),
      at('1', 170, 127),
      at('1', 270, 127),
      at('FER', 55, 142),
      at('1', 220, 142),
    ];
    expect(read([...titles, ...rows], ruled(xs, [100, 115, 130, 145]))).toEqual([
      'Médicament\tMatin\tMidi\tSoir',
      'BISOPROLOL\t1\t\t1',
      'FER\t\t1',
    ]);
  });

  it('reads a cell over several lines whole, whatever stands beside it', () => {
    const rows = [
      at('PARACÉTAMOL', 55, 127),
      at('gélule', 55, 139),
      at('2', 170, 133),
      at('2', 270, 133),
      at('FER', 55, 157),
    ];
    expect(read([...titles, ...rows], ruled(xs, [100, 115, 145, 160]))).toEqual([
      'Médicament\tMatin\tMidi\tSoir',
      'PARACÉTAMOL / gélule\t2\t\t2',
      'FER',
    ]);
  });

  it('puts a cell over several columns or rows where it begins', () => {
    const rules = [
      ...[100, 130, 145].map((y) => across(y, 50, 300)),
      across(115, 150, 300),
      ...[50, 150, 300].map((x) => down(x, 100, 145)),
      ...[200, 250].map((x) => down(x, 115, 145)),
    ];
    const page = [
      at('Produit', 55, 112),
      at('Heures', 210, 112),
      at('8 h', 155, 127),
      at('12 h', 205, 127),
      at('19 h', 255, 127),
      at('FER', 55, 142),
      at('1', 220, 142),
    ];
    expect(read(page, rules)).toEqual(['Produit\tHeures', '\t8 h\t12 h\t19 h', 'FER\t\t1']);
  });

  it('may have no rules at its sides', () => {
    const rules = [
      ...[100, 115, 130].map((y) => across(y, 50, 300)),
      ...[150, 200, 250].map((x) => down(x, 100, 130)),
    ];
    expect(read([...titles, at('FER', 55, 127), at('1', 270, 127)], rules)).toEqual([
      'Médicament\tMatin\tMidi\tSoir',
      'FER\t\t\t1',
    ]);
  });

  it('stands between the lines above and under it, and two tables against each other keep their columns', () => {
    const rules = [...ruled([50, 175, 300], [100, 115]), ...ruled(xs, [115, 130, 145])];
    const page = [
      at('Avant', 50, 90),
      at('Nom : Untel', 55, 112),
      at('Né en 1950', 180, 112),
      ...titles.map((run) => ({ ...run, transform: [10, 0, 0, 10, run.transform[4] ?? 0, 127] })),
      at('FER', 55, 142),
      at('1', 270, 142),
      at('Après', 50, 160),
    ];
    expect(read(page, rules)).toEqual([
      'Avant',
      'Nom : Untel\tNé en 1950',
      'Médicament\tMatin\tMidi\tSoir',
      'FER\t\t\t1',
      'Après',
    ]);
  });
});

describe('boxes', () => {
  const rules = [...ruled([50, 170], [100, 150]), ...ruled([180, 300], [100, 150])];

  it('side by side are read one after the other', () => {
    const page = [
      at('Identité', 55, 112),
      at('Passage', 185, 112),
      at('Nom : Untel', 55, 125),
      at('Arrivée 21 h', 185, 125),
      at('Né en 1950', 55, 138),
      at('Sortie 3 h', 185, 138),
    ];
    expect(read(page, rules).filter(Boolean)).toEqual([
      'Identité',
      'Nom : Untel',
      'Né en 1950',
      'Passage',
      'Arrivée 21 h',
      'Sortie 3 h',
    ]);
  });

  it('of one line each are a row', () => {
    expect(read([at('Poids 58 kg', 55, 112), at('Taille 1,60 m', 185, 112)], rules)).toEqual([
      'Poids 58 kg\tTaille 1,60 m',
    ]);
  });

  it('around the whole page, or around nothing, change nothing', () => {
    const page = [at('Un', 55, 112), at('Deux', 55, 124)];
    expect(read(page, ruled([40, 400], [90, 300]))).toEqual(['Un', 'Deux']);
    expect(read(page, ruled([60, 90, 120], [200, 230, 260]))).toEqual(['Un', 'Deux']);
  });
});

describe('columns nearer to each other than words', () => {
  const prose = (x: number, words: string): TextRun[] =>
    Array.from({ length: 9 }, (_, index) => at(`${words} numéro ${index}, et`, x, 100 + 12 * index, 150));

  it('are told by the blank that runs down many lines', () => {
    const page = [...prose(50, 'la gauche de la page'), ...prose(204, 'la droite de la page')];
    const lines = read(page, []);
    expect(lines.slice(0, 9).every((line) => line.startsWith('la gauche'))).toBe(true);
    expect(lines.slice(9).every((line) => line.startsWith('la droite'))).toBe(true);
  });

  it('are told by a rule between them, and end at a rule across them', () => {
    const page = [
      at('Nom : Untel', 50, 80),
      at('Né en 1950', 204, 80),
      ...prose(50, 'la gauche'),
      ...prose(203, 'la droite'),
    ];
    const lines = read(page, [across(86, 50, 353), down(201.5, 90, 200)]);
    expect(lines[0]).toBe('Nom : Untel\tNé en 1950');
    expect(lines.slice(1, 10).every((line) => line.startsWith('la gauche'))).toBe(true);
  });

  it('are not the blank between the words of a justified line', () => {
    const words = (y: number, ...xs: number[]) => xs.map((x, index) => at(`mot${index}`, x, y, 30));
    const page = [...words(100, 50, 88, 126, 164, 202, 240), ...words(112, 50, 88, 126, 164, 202, 240)];
    expect(read(page, [])).toEqual(['mot0 mot1 mot2 mot3 mot4 mot5', 'mot0 mot1 mot2 mot3 mot4 mot5']);
  });
});

describe('the opening of a letter', () => {
  const page = [
    at('Laboratoire du Port', 50, 50),
    at('12 rue Haute', 50, 62),
    at('Madame Anne Untel', 300, 62),
    at('Secrétariat ouvert', 50, 74),
    at('14 impasse du Lavoir', 300, 74),
    at('99140 Chécy', 300, 86),
    at('Texte sur toute la largeur de la page, sans rien à côté', 50, 130, 400),
    at('Pied', 50, 780),
  ];

  it('has its sender and its addressee read one after the other, on the first page only', () => {
    expect(
      layOutPage(page, AS_IT_IS, { isFirst: true })
        .map(({ text }) => text)
        .slice(0, 6),
    ).toEqual([
      'Laboratoire du Port',
      '12 rue Haute',
      'Secrétariat ouvert',
      'Madame Anne Untel',
      '14 impasse du Lavoir',
      '99140 Chécy',
    ]);
    expect(read(page, [])).toContain('12 rue Haute\tMadame Anne Untel');
  });

  it('is no table of medicines', () => {
    const rows = ['un comprimé le matin', 'deux le soir', 'trois par jour'].flatMap((dose, index) => [
      at(`PRODUIT ${index}`, 50, 62 + 12 * index),
      at(dose, 300, 62 + 12 * index),
    ]);
    const lines = layOutPage([at('Traitement', 50, 50), ...rows, at('Pied', 50, 780)], AS_IT_IS, {
      isFirst: true,
    });
    expect(lines.map(({ text }) => text)).toContain('PRODUIT 1\tdeux le soir');
  });
});

describe('a page with many rules', () => {
  it('takes time in proportion to its text', async () => {
    const rules = ruled(
      Array.from({ length: 11 }, (_, index) => 50 * index),
      Array.from({ length: 101 }, (_, index) => 400 * index),
    );
    const page = (count: number): TextRun[] =>
      Array.from({ length: count }, (_, index) =>
        at(`m${index}`, (index % 10) * 50 + 5, Math.floor(index / 10) * 12),
      );
    expect(await growsLinearly((size) => layOutPage(page(size), AS_IT_IS, { rules }), { upTo: 20_000 })).toBe(
      true,
    );
  });
});
