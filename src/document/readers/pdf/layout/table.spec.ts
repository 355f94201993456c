import { growsLinearly } from '../../../../../test/support/growth.js';
import { bandsOf } from './bands.js';
import { layOutPage } from './layout.js';
import { type PlacedRun, type TextRun } from './placed-run.js';
import { type Rule } from './rules.js';
import { guttersOf } from './table-gutters.js';

const at = (str: string, x: number, y: number, width = str.length * 5): TextRun => ({
  str,
  width,
  transform: [10, 0, 0, 10, x, y],
});
const row = (y: number, ...cells: readonly (readonly [string, number])[]): TextRun[] =>
  cells.map(([text, x]) => at(text, x, y));
const read = (runs: readonly TextRun[], rules: readonly Rule[] = []): string[] =>
  layOutPage(runs, [1, 0, 0, 1, 0, 0], { rules }).map(({ text }) => text.replaceAll('\u2028', ' / '));
const under = (y: number): Rule => ({ isAcross: true, at: y, from: 50, to: 400 });

describe('a grid of medicines without rules', () => {
  const titles = row(
    100,
    ['Médicament', 50],
    ['Matin', 150],
    ['Midi', 200],
    ['Soir', 250],
    ['Remarque', 300],
  );

  it('keeps each tablet under its time of day where each column has its title', () => {
    const page = [
      ...titles,
      ...row(112, ['FER', 50], ['1', 160], ['1', 260], ['à jeun', 300]),
      ...row(124, ['ZINC', 50], ['2', 260]),
      ...row(136, ['CUIVRE', 50], ['1', 160], ['le lundi', 300]),
    ];
    expect(read(page)).toEqual([
      'Médicament\tMatin\tMidi\tSoir\tRemarque',
      'FER\t1\t\t1\tà jeun',
      'ZINC\t\t\t2',
      'CUIVRE\t1\t\t\tle lundi',
    ]);
  });

  it('loses no column under a title over several, even one that holds nothing but its hour', () => {
    const page = [
      ...row(100, ['Produit', 50], ['Heures', 150], ['Remarque', 300]).map((run) =>
        run.str === 'Heures' ? { ...run, width: 130 } : run,
      ),
      ...row(112, ['8 h', 150], ['12 h', 200], ['19 h', 250]),
      ...row(124, ['FER', 50], ['1', 150], ['1', 250], ['à jeun', 300]),
      ...row(136, ['ZINC', 50], ['2', 250], ['le soir', 300]),
      ...row(148, ['CUIVRE', 50], ['1', 150], ['le lundi', 300]),
    ];
    expect(read(page)).toEqual([
      'Produit\tHeures\t\t\tRemarque',
      '\t8 h\t12 h\t19 h',
      'FER\t1\t\t1\tà jeun',
      'ZINC\t\t\t2\tle soir',
      'CUIVRE\t1\t\t\tle lundi',
    ]);
  });

  it('does not guess where a value without a title stands', () => {
    const page = [
      ...row(100, ['FER', 50], ['1', 160], ['à jeun', 300]),
      ...row(112, ['ZINC', 50], ['2', 260], ['le soir', 300]),
      ...row(124, ['CUIVRE', 50], ['1', 160], ['le lundi', 300]),
    ];
    expect(read(page)).toEqual(['FER\t1\tà jeun', 'ZINC\t2\tle soir', 'CUIVRE\t1\tle lundi']);
  });
});

describe('rows between rules', () => {
  const titles = row(100, ['Produit', 50], ['Dose', 200], ['Remarque', 300]);

  it('are whole, whatever lines their cells have', () => {
    const page = [
      ...titles,
      ...row(115, ['BISOPROLOL comprimé', 50], ['1,25', 200], ['ne pas donner si le', 300]),
      ...row(127, ['sécable', 50], ['mg', 200], ['pouls est lent', 300]),
      ...row(142, ['FER', 50], ['80 mg', 200], ['à jeun', 300]),
    ];
    expect(read(page, [104, 131, 146].map(under))).toEqual([
      'Produit\tDose\tRemarque',
      'BISOPROLOL comprimé / sécable\t1,25 / mg\tne pas donner si le / pouls est lent',
      'FER\t80 mg\tà jeun',
    ]);
  });

  it('are several where values stand under values', () => {
    const page = [
      ...titles,
      ...row(115, ['FER', 50], ['80 mg', 200], ['à jeun', 300]),
      ...row(127, ['ZINC', 50], ['15 mg', 200], ['Au repas', 300]),
      ...row(142, ['CUIVRE', 50], ['2 mg', 200], ['Le soir', 300]),
    ];
    expect(read(page, [104, 131, 146].map(under))).toEqual([
      'Produit\tDose\tRemarque',
      'FER\t80 mg\tà jeun',
      'ZINC\t15 mg\tAu repas',
      'CUIVRE\t2 mg\tLe soir',
    ]);
  });
});

describe('the gutters of a table', () => {
  it('take time in proportion to its rows', async () => {
    const placed = (count: number): PlacedRun[] =>
      Array.from({ length: count }, (_, index) => {
        const x = 80 * (index % 5);
        return { text: 'mot', x, end: x + 40, baseline: 12 * Math.floor(index / 5), size: 10, angle: 0 };
      });
    expect(await growsLinearly((size) => guttersOf(bandsOf(placed(size), 10), 10), { upTo: 40_000 })).toBe(
      true,
    );
  });
});
