import { type Draw, pdfOf } from '../../../../test/support/documents/pdf-files.js';
import { READING_LIMITS, ReaderPool } from '../../index.js';

const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

/** How often the text of two pages says each of these words. */
async function counted(pages: readonly Draw[], words: readonly string[]): Promise<number[]> {
  const content = await pdfOf(pages, { size: 'A4' });
  const reading = await pool.read({ format: 'pdf', content, limits: READING_LIMITS });
  if (!reading.ok || reading.value.kind !== 'text') throw new Error('not read');
  const { text } = reading.value;
  return words.map((word) => text.split(word).length - 1);
}

const each = <T>(items: readonly T[], draw: (item: T, row: number) => void): void => items.forEach(draw);
const DRUGS = ['Amoxicilline', 'Céfotaxime', 'Gentamicine', 'Ofloxacine', 'Vancomycine'];
const GERMS = ['Salmonella', 'Shigella', 'Campylobacter', 'Yersinia', 'Clostridioides'];

describe('a table that goes on over two pages keeps every word of the second', () => {
  it('small labels beside larger values', async () => {
    const page =
      (germ: string, values: string): Draw =>
      (pdf) => {
        pdf.fontSize(11).text(`Germe ${germ}`, 250, 72);
        each(DRUGS, (drug, row) => {
          pdf.fontSize(8).text(drug, 72, 110 + 20 * row, { lineBreak: false });
          pdf.fontSize(11).text(values.charAt(row), 250, 110 + 20 * row, { lineBreak: false });
        });
      };
    expect(await counted([page('un', 'SSRSI'), page('deux', 'RSSRS')], DRUGS)).toEqual(DRUGS.map(() => 2));
  });

  it('labels over two lines, their value halfway between', async () => {
    const page =
      (date: string, least: number): Draw =>
      (pdf) => {
        pdf.fontSize(10).text(`Prélèvement du ${date}`, 250, 72);
        each(DRUGS, (drug, row) => {
          pdf.text(drug, 72, 110 + 40 * row, { lineBreak: false });
          pdf.text(`méthode-${row}`, 72, 122 + 40 * row, { lineBreak: false });
          pdf.text(String(least + row), 250, 116 + 40 * row, { lineBreak: false });
        });
      };
    const words = [...DRUGS, ...DRUGS.map((_, row) => `méthode-${row}`)];
    expect(await counted([page('3 mars', 210), page('4 mars', 430)], words)).toEqual(words.map(() => 2));
  });

  it('values under their label', async () => {
    const page =
      (date: string, least: number): Draw =>
      (pdf) => {
        pdf.fontSize(10).text(`Prélèvement du ${date}`, 250, 72);
        each(DRUGS, (drug, row) => {
          pdf.text(drug, 72, 110 + 40 * row, { lineBreak: false });
          pdf.text(String(least + row), 180, 124 + 40 * row, { lineBreak: false });
        });
      };
    expect(await counted([page('3 mars', 210), page('4 mars', 430)], DRUGS)).toEqual(DRUGS.map(() => 2));
  });

  it('a column at the right that says the same on both', async () => {
    const page =
      (date: string): Draw =>
      (pdf) => {
        pdf.fontSize(10).text(`Prélèvement du ${date}`, 72, 72);
        each(GERMS, (germ, row) => {
          pdf.fontSize(10).text(`${germ} ${date}`, 72, 110 + 20 * row, { lineBreak: false });
          pdf.fontSize(8).text('NON DETECTE', 350, 113 + 20 * row, { lineBreak: false });
        });
      };
    expect(await counted([page('lundi'), page('mardi')], ['NON DETECTE'])).toEqual([2 * GERMS.length]);
  });

  it('filled fields', async () => {
    const page =
      (date: string): Draw =>
      (pdf) => {
        pdf.font('Helvetica').fontSize(10);
        if (date === 'lundi') pdf.initForm();
        pdf.text(`Relevé du ${date}`, 72, 72);
        each(GERMS, (germ, row) => {
          pdf.text(`Question ${date} ${row}`, 72, 110 + 40 * row, { lineBreak: false });
          pdf.formText(`champ ${date} ${row}`, 350, 124 + 40 * row, 120, 14, { value: germ });
        });
        // What ends both pages alike, at the same place, is a footer.
        pdf.text(`Relevé par l’équipe du ${date}`, 72, 400);
      };
    expect(await counted([page('lundi'), page('mardi')], GERMS)).toEqual(GERMS.map(() => 2));
  });
});
