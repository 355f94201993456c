import { layOutPage } from './layout.js';
import { type TextRun } from './placed-run.js';

/** A page of 800 points, as pdf.js gives it: y grows upwards in the file, downwards once turned. */
const UPRIGHT = [1, 0, 0, -1, 0, 800];
const run = (str: string, x: number, y: number, { size = 10, width = str.length * 5 } = {}): TextRun => ({
  str,
  width,
  transform: [size, 0, 0, size, x, y],
});
const laidOut = (runs: TextRun[], matrix = UPRIGHT): string[] =>
  layOutPage(runs, matrix).flatMap(({ text, parted }, index) => (parted && index > 0 ? ['', text] : [text]));
const lines = (...runs: TextRun[]): string[] => laidOut(runs);

describe('the lines of a page', () => {
  it('go from top to bottom whatever the order of the file', () => {
    expect(lines(run('bas', 50, 700), run('haut', 50, 712))).toEqual(['haut', 'bas']);
  });

  it('join the runs of one baseline, with a blank only where there is a gap', () => {
    expect(lines(run('HER2', 50, 700), run('positif', 73, 700), run('3', 108, 700))).toEqual([
      'HER2 positif3',
    ]);
  });

  it('join exponents and indices, and tell an exponent from the digits before it', () => {
    expect(lines(run('10', 50, 700), run('9', 60, 703.5, { size: 6, width: 3 }), run('/L', 63, 700))).toEqual(
      ['10^9/L'],
    );
  });

  it('part columns by a tab', () => {
    expect(lines(run('Sodium', 50, 700), run('138', 200, 700), run('mmol/L', 300, 700))).toEqual([
      'Sodium\t138\tmmol/L',
    ]);
  });

  it('part paragraphs by an empty line', () => {
    expect(lines(run('a', 50, 700), run('b', 50, 688), run('c', 50, 676), run('d', 50, 650))).toEqual([
      'a',
      'b',
      'c',
      '',
      'd',
    ]);
  });

  it('drop a run printed twice to look bold', () => {
    expect(lines(run('CONCLUSION', 50, 700), run('CONCLUSION', 50.4, 700))).toEqual(['CONCLUSION']);
  });

  it('read a turned page upright, and leave out marks along the margin', () => {
    const turnedPage = [0, 1, 1, 0, 0, 0];
    const onTurned = (str: string, x: number, y: number): TextRun => ({
      str,
      width: 20,
      transform: [0, 10, -10, 0, x, y],
    });
    expect(laidOut([onTurned('bas', 112, 50), onTurned('haut', 100, 50)], turnedPage)).toEqual([
      'haut',
      'bas',
    ]);
    const margin: TextRun = { str: 'COPIE', width: 30, transform: [0, 10, -10, 0, 20, 400] };
    expect(lines(margin, run('Texte', 50, 100))).toEqual(['Texte']);
  });

  it('compose accents and read the bullets of symbol fonts', () => {
    expect(lines(run('\uF0B7 e\u0301tat, 5 \u03BCg', 50, 700))).toEqual(['• état, 5 µg']);
  });

  it('read columns of prose one after the other', () => {
    const left = [
      'Le patient a été vu en',
      'consultation pour une',
      'douleur ancienne du',
      'genou droit qui gêne la',
    ];
    const right = [
      'marche depuis deux ans et',
      'résiste aux antalgiques de',
      'palier un et deux malgré',
      'une bonne observance.',
    ];
    const at = (x: number) => (text: string, index: number) => run(text, x, 700 - 12 * index, { width: 130 });
    expect(lines(...left.map(at(50)), ...right.map(at(200)))).toEqual([...left, ...right]);
  });

  it('read the names of a team beside a letter before it', () => {
    const team = ['Chef de service', 'Pr Alba', 'Praticiens', 'Dr Brun', 'Dr Colin', 'Dr Dorval'];
    const letter = [
      'Cher confrère,',
      'J’ai revu votre patient pour',
      'son diabète de type deux.',
      'Il va bien.',
      'Cordialement,',
    ];
    expect(
      lines(
        ...team.map((text, index) => run(text, 40, 700 - 9 * index, { size: 7, width: 60 })),
        ...letter.map((text, index) => run(text, 180, 694 - 13 * index, { width: 200 })),
      ).filter(Boolean),
    ).toEqual([...team, ...letter]);
  });

  it('read a cell over several lines whole, and never mix two results', () => {
    const cell = (text: string, x: number, y: number) => run(text, x, y, { width: text.length * 5 });
    expect(
      lines(
        cell('Bisoprolol', 50, 700),
        cell('un comprimé le matin à', 150, 700),
        cell('poursuivi', 300, 700),
        cell('jeun', 150, 689),
        cell('Indapamide', 50, 670),
        cell('aucune', 150, 670),
        cell('arrêté', 300, 670),
      ),
    ).toEqual(['Bisoprolol\tun comprimé le matin à\u2028jeun\tpoursuivi', 'Indapamide\taucune\tarrêté']);
    expect(
      lines(
        cell('SODIUM (électrode)', 50, 700),
        cell('138', 200, 700),
        cell('mmol/L', 300, 700),
        cell('15/02/17', 50, 688),
        cell('521', 160, 688),
        cell('CHLORE (électrode)', 50, 660),
        cell('101', 200, 660),
        cell('mmol/L', 300, 660),
      ).filter(Boolean),
    ).toEqual(['SODIUM (électrode)\t138\tmmol/L', '15/02/17\t521', 'CHLORE (électrode)\t101\tmmol/L']);
  });

  it('leave out a stamp across the page, and keep a wide table turned by a quarter', () => {
    const stamp: TextRun = { str: 'COPIE', width: 300, transform: [60, 45, -45, 60, 150, 300] };
    const over = run('DUPLICATA', 40, 690, { size: 50, width: 300 });
    expect(lines(run('Texte un', 50, 710), run('Texte deux', 50, 698), stamp, over)).toEqual([
      'Texte un',
      'Texte deux',
    ]);
    const words = Array.from({ length: 21 }, (_, index): TextRun => ({
      str: `v${index}`,
      width: 10,
      transform: [0, 10, -10, 0, 300, 20 * index],
    }));
    const text = Array.from({ length: 9 }, (_, index) =>
      run('Une ligne entière du texte', 50, 700 - 12 * index),
    );
    expect(lines(...text, ...words).join(' ')).toContain('v20');
    expect(lines(run('Conclusion : carcinome.', 50, 700), ...words)).toContain('Conclusion : carcinome.');
  });

  it('are none for a page without text', () => {
    expect(lines(run('   ', 50, 700))).toEqual([]);
  });
});
