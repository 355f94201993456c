import { readCell, rowOf } from './antibiogram-cells.js';
import { readTables } from './antibiogram-tables.js';

const at = <T extends object>(text: string, words: string, more: T, from = 0) => {
  const start = text.indexOf(words, from);
  return { start, end: start + words.length, ...more };
};
const shown = (
  text: string,
  organisms: readonly string[],
  drugs: readonly string[],
  labels: readonly (readonly [string, string])[] = [],
) =>
  readTables(text, {
    organisms: organisms.map((name) => at(text, name, { organism: name })),
    drugs: drugs.map((name) => at(text, name, { name })),
    byLabel: new Map(labels),
  }).results.map(({ organism, antibiotic, result }) => `${organism} ${antibiotic} ${result}`);

describe('a cell', () => {
  it.each([
    ['S', 'S', null],
    ['SFP', 'I', null],
    ['> 8 R', 'R', '>8'],
    ['S (0,25)', 'S', '0,25'],
    ['sensible à forte posologie', 'I', null],
    ['Résistant', 'R', null],
  ])('"%s"', (cell, result, mic) => {
    expect(readCell(cell)).toEqual({ result, mic });
  });

  it.each(['', '-', 'NT', 'E. coli', '8', 'Streptococcus'])('"%s" holds no category', (cell) => {
    expect(readCell(cell)).toBeNull();
  });
});

describe('a row', () => {
  it.each([
    ['| a | b |', 2],
    ['a\tb', 2],
    ['a   b   c', 3],
    ['a ; b ; c', 3],
  ])('%s', (line, count) => {
    expect(rowOf(line, { start: 0, end: line.length })?.cells).toHaveLength(count);
  });

  it('is no row where nothing parts it', () => {
    expect(rowOf('une phrase', { start: 0, end: 10 })).toBeNull();
  });
});

describe('tables', () => {
  it('read a column for each organism, and an empty cell as nothing', () => {
    const text = '| | ORG1 | ORG2 |\n| D1 | S | |\n| D2 | | R |';
    expect(shown(text, ['ORG1', 'ORG2'], ['D1', 'D2'])).toEqual(['ORG1 D1 S', 'ORG2 D2 R']);
  });

  it('read a column for each antibiotic', () => {
    const text = 'Germe | D1 | D2\nORG1 | S | R\nORG2 | I | S';
    expect(shown(text, ['ORG1', 'ORG2'], ['D1', 'D2'])).toEqual([
      'ORG1 D1 S',
      'ORG1 D2 R',
      'ORG2 D1 I',
      'ORG2 D2 S',
    ]);
  });

  it('place a cell under the nearest column where blanks part them', () => {
    const text = 'Nom        ORG1      ORG2\nD1         S         R\nD2                   S';
    expect(shown(text, ['ORG1', 'ORG2'], ['D1', 'D2'])).toEqual(['ORG1 D1 S', 'ORG2 D1 R', 'ORG2 D2 S']);
  });

  it('read the bare label of a column', () => {
    const text = 'ATB      A     B\nD1       S     R\nD2       -     SFP';
    expect(
      shown(
        text,
        [],
        ['D1', 'D2'],
        [
          ['A', 'ORG1'],
          ['B', 'ORG2'],
        ],
      ),
    ).toEqual(['ORG1 D1 S', 'ORG2 D1 R', 'ORG2 D2 I']);
  });

  it('read columns split in MIC and category', () => {
    const text =
      '| ATB | ORG1 | ORG2 |\n| | CMI | Cat | CMI | Cat |\n| D1 | 8 | R | 0,5 | S |\n| D2 | 1 | S | - | - |';
    expect(shown(text, ['ORG1', 'ORG2'], ['D1', 'D2'])).toEqual(['ORG1 D1 R', 'ORG2 D1 S', 'ORG1 D2 S']);
  });

  it('end at a blank line', () => {
    expect(
      shown('| | ORG1 | ORG2 |\n\n| D1 | S | R |\n| D2 | S | R |', ['ORG1', 'ORG2'], ['D1', 'D2']),
    ).toEqual([]);
  });
});
