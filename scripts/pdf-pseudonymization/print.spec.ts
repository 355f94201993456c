import { ReaderPool } from '../../src/document/index.js';
import { type AnnotatedDocument } from '../../src/evaluation/index.js';
import { aDocumentOf, spanOf } from '../../test/support/evaluation/index.js';
import { blocksOf } from './blocks.js';
import { printWithPdfkit } from './pdfkit/print.js';
import { LAYOUTS } from './report.js';
import { reread } from './reread.js';

const LETTER = `HÔPITAL DE RONCEVELLE            Secrétariat : 02 61 91 12 40
Service de pneumologie           Dr Anne MERCIER
12 rue du Lavoir                 Dr Wanda MAŚLAK

Patient : BELVAUX Paul
Né le : 03/04/1951

CONCLUSION
Monsieur Paul BELVAUX a été revu en consultation à la demande du Docteur Hélène
DELAUNAY-ROUX, pour une dyspnée d'effort apparue au retour de Marsangis, sans fièvre ni
expectoration, et dont le bilan est décrit plus bas.

Date        VEMS    CVF
03/01/2026  2,1     3,0
05/02/2026  2,3     3,1
`;
const SHEET = `FICHE DE LIAISON
----------------------------
NOM | BELVAUX
TÉLÉPHONE | 06 39 98 12 34
${'Les soins du matin sont faits au lit, par deux personnes. '.repeat(40)}
Vue par Odile FERRAND le 12/02/2026.
`;

const marked = (id: string, text: string, covered: readonly string[]): AnnotatedDocument =>
  aDocumentOf(
    text,
    covered.map((stretch) => spanOf(text, stretch)),
    { id, patient: id },
  );

const letter = marked('letter', LETTER, [
  'Anne',
  'MERCIER',
  'Wanda',
  'MAŚLAK',
  'BELVAUX',
  'Paul',
  'DELAUNAY-ROUX',
]);
const sheet = marked('sheet', SHEET, ['BELVAUX', '06 39 98 12 34', 'Odile', 'FERRAND']);

const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

const bare = (text: string): string => text.replace(/[\s-]/g, '');

describe.each(LAYOUTS)('a report printed as %s and read back', (layout) => {
  it.each([letter, sheet])('holds its gold: $id', async (document) => {
    const read = await reread(document, await printWithPdfkit(document, layout), pool);
    const [source, text] = [document.text.reveal(), read?.document.text.reveal() ?? ''];
    expect(read?.lost).toEqual([]);
    // The name stands above each page too, where the reader leaves it.
    const found = new Set(read?.document.spans.map(({ start, end }) => bare(text.slice(start, end))));
    const asPrinted = (stretch: string): string => bare(stretch).replace('Ś', 'S');
    expect(found).toEqual(
      new Set(document.spans.map(({ start, end }) => asPrinted(source.slice(start, end)))),
    );
  });

  it('lacks a word that was not printed', async () => {
    const file = await printWithPdfkit(letter, layout);
    const more = marked('letter', `${LETTER}Copie : Dr Lucie FAVREAU`, ['Anne', 'Lucie', 'FAVREAU']);
    const order = [{ start: 0, end: more.text.reveal().length }];
    const read = await reread(
      more,
      { ...file, printed: { ...file.printed, source: more.text.reveal(), order } },
      pool,
    );
    expect(read?.words).toBe(3);
    expect(read?.lost.map(({ start, end }) => more.text.reveal().slice(start, end))).toEqual([
      'Lucie',
      'FAVREAU',
    ]);
  });

  it('is the same bytes every time', async () => {
    const [one, other] = [await printWithPdfkit(sheet, layout), await printWithPdfkit(sheet, layout)];
    expect(one.content.equals(other.content)).toBe(true);
  });
});

describe('a report printed again', () => {
  it('is refused where it is no PDF', async () => {
    const { printed } = await printWithPdfkit(sheet, 'form');
    expect(await reread(sheet, { content: Buffer.from('%PDF-'), printed }, pool)).toBeUndefined();
  });

  it('is taken apart into what a word processor would hold', () => {
    const kinds = blocksOf({ text: LETTER, spans: [] }).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'sides',
      'gap',
      'field',
      'field',
      'gap',
      'heading',
      'paragraph',
      'gap',
      'table',
      'gap',
    ]);
  });

  it('keeps its lines where a feed cut them inside words', () => {
    const text = `${'a'.repeat(70)} ROSSI\nGNOL et le MAR\nTIN de ${'b'.repeat(70)}\nfin`;
    const spans = ['ROSSI\nGNOL', 'MAR\nTIN'].map((stretch) => spanOf(text, stretch));
    expect(blocksOf({ text, spans }).map(({ kind }) => kind)).toEqual(['line', 'line', 'line', 'line']);
    expect(blocksOf({ text, spans: [] })[0]?.kind).toBe('paragraph');
  });
});
