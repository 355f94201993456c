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

  it('are none for a page without text', () => {
    expect(lines(run('   ', 50, 700))).toEqual([]);
  });
});
