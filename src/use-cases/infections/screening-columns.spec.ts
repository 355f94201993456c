import { growsLinearly } from '../../../test/support/growth.js';
import { screeningColumns } from './screening-columns.js';

const read = (text: string) =>
  screeningColumns(text).map(({ start, end, assertion }) => [text.slice(start, end), assertion]);

describe('the columns of a screening table', () => {
  it('parted by bars', () => {
    const text =
      'N° | date  | prélèvement | EPC | ERG | note\n1 | 10/01 | selles | nég | nég | -\n2 | 15/01 | selles | nég | POS | vu';
    expect(read(text)).toEqual([
      ['EPC', 'Absent'],
      ['ERG', 'Present'],
    ]);
  });

  it('aligned by blanks, where a dash is no answer', () => {
    const text =
      'Date      Site    SARM      BLSE      EPC\n21/07/25  nez     négatif   -         -\n21/07/25  rectum  -         POSITIF   nég\n\nSuite.';
    expect(read(text)).toEqual([
      ['SARM', 'Absent'],
      ['BLSE', 'Present'],
      ['EPC', 'Absent'],
    ]);
  });

  it('with dashes only say nothing', () => {
    expect(read('Date   SARM   EPC\n21/07  -      -')).toEqual([
      ['SARM', null],
      ['EPC', null],
    ]);
  });

  it.each([
    'Recherche SARM, BLSE, EPC : négative.',
    'SARM   BLSE\nTexte qui suit, sans cellules.',
    'SARM : négatif\nBLSE : positif',
  ])('are not seen in %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('are read in linear time', async () => {
    const unit = 'Date   SARM   EPC\n21/07  nég    nég\n';
    const grows = await growsLinearly((times) => screeningColumns(unit.repeat(times)), { upTo: 8000 });
    expect(grows).toBe(true);
  });
});
