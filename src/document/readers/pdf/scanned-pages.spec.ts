import {
  CATALOGUE,
  type Draw,
  FONT,
  greyPng,
  PAGES,
  pdfOf,
  rawPage,
  rawPdf,
  stream,
} from '../../../../test/support/documents/pdf-files.js';
import { READING_LIMITS, ReaderPool } from '../../index.js';

const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

/** The text of a file, or the pages it says are scanned. */
async function read(content: Buffer): Promise<string> {
  const reading = await pool.read({ format: 'pdf', content, limits: READING_LIMITS });
  if (!reading.ok) return reading.failure.code;
  if (reading.value.kind === 'text') return reading.value.text;
  return reading.value.kind === 'scanned' ? `scanned ${reading.value.pages.join(', ')}` : reading.value.kind;
}

const GREY = greyPng(2, [0, 90, 180, 255]);
const A4: PDFKit.PDFDocumentOptions = { size: 'A4' };
const WIDTH = 595.28;
const HEIGHT = 841.89;
/** A picture of this part of an A4 page, from its upper left corner. */
const pictureOf =
  (across: number, down: number): Draw =>
  (pdf) =>
    pdf.image(GREY, 0, 0, { width: across * WIDTH, height: down * HEIGHT });
const scan = pictureOf(1, 1);
const typed: Draw = (pdf) => pdf.text('Conclusion : carcinome infiltrant.');
const both =
  (...draws: Draw[]): Draw =>
  (pdf) => {
    for (const draw of draws) draw(pdf);
  };
const longText: Draw = (pdf) => pdf.text('Examen clinique sans particularité. '.repeat(20));

describe('the pages of a PDF that are pictures of a text', () => {
  it.each<[string, Draw[], string]>([
    ['a scanned page after a typed one', [typed, scan], 'scanned 2'],
    ['scanned pages among typed ones', [scan, typed, scan, typed], 'scanned 1, 3'],
    ['a scan under the line of a fax', [both(scan, (pdf) => pdf.text('12/03/2026 14:02 p. 1'))], 'scanned 1'],
    ['a receipt on a page of its own', [typed, pictureOf(0.4, 0.4)], 'scanned 2'],
    [
      'a scan in strips',
      [
        typed,
        (pdf) => {
          for (let strip = 0; strip < 20; strip += 1) {
            pdf.image(GREY, 0, (strip * HEIGHT) / 20, { width: WIDTH, height: HEIGHT / 20 });
          }
        },
      ],
      'scanned 2',
    ],
    [
      'a scan laid on its side',
      [
        typed,
        (pdf) => {
          pdf.rotate(90, { origin: [0, 0] });
          pdf.image(GREY, 0, -WIDTH, { width: HEIGHT, height: WIDTH });
        },
      ],
      'scanned 2',
    ],
  ])('are named: %s', async (_what, pages, expected) => {
    expect(await read(await pdfOf(pages, A4))).toBe(expected);
  });

  it.each<[string, Draw[]]>([
    ['a page without a letter but for the stamp of the ward', [typed, pictureOf(0.25, 0.15)]],
    ['a logo, a signature and a few words', [both(pictureOf(1, 0.12), typed, pictureOf(0.3, 0.2))]],
    ['a background behind a long text', [both(scan, longText)]],
    ['a text drawn over its own scan', [both(scan, longText), typed]],
    ['a blank page', [typed, () => undefined]],
    ['a page of lines only', [typed, (pdf) => pdf.rect(50, 50, 400, 600).stroke()]],
  ])('are not: %s', async (_what, pages) => {
    expect(await read(await pdfOf(pages, A4))).not.toMatch(/scanned|DOCUMENT/);
  });
});

describe('the pictures of a page as no simple producer draws them', () => {
  const few = '/Font << /F 5 0 R >>';
  const letters = 'BT /F 12 Tf 50 700 Td (Fax) Tj ET';
  const imageOf = (dictionary: string, data = Buffer.from([0x00, 0xff])) =>
    stream(data, `/Type /XObject /Subtype /Image ${dictionary}`);
  const small = '/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray';
  const drawn = 'q 600 0 0 800 0 0 cm /X Do Q';
  const file = (content: string, ...objects: (string | Buffer)[]) =>
    rawPdf(
      CATALOGUE,
      PAGES,
      rawPage(`${few} /XObject << /X 6 0 R >>`),
      stream(Buffer.from(`${letters} ${content}`)),
      FONT,
      ...objects,
    );

  it.each<[string, Buffer, string]>([
    [
      'a stencil',
      file(drawn, imageOf('/Width 8 /Height 2 /ImageMask true /BitsPerComponent 1')),
      'scanned 1',
    ],
    [
      'in a form',
      file(
        '/X Do',
        stream(
          Buffer.from('q 300 0 0 400 0 0 cm /I Do Q'),
          '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [2 0 0 2 0 0] /Resources << /XObject << /I 7 0 R >> >>',
        ),
        imageOf(small),
      ),
      'scanned 1',
    ],
    [
      'written in the page itself',
      file('q 600 0 0 800 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /G ID \x00\x80 EI Q', imageOf(small)),
      'scanned 1',
    ],
    ['one nobody can decode', file(drawn, imageOf(`${small} /Filter /DCTDecode`)), 'scanned 1'],
    [
      'one that says it has more pixels than a page',
      file(drawn, imageOf('/Width 90000 /Height 90000 /BitsPerComponent 1 /ColorSpace /DeviceGray')),
      'scanned 1',
    ],
    ['drawn beside the page', file('q 600 0 0 800 900 0 cm /X Do Q', imageOf(small)), 'Fax'],
  ])('are seen: %s', async (_what, content, expected) => {
    expect(await read(content)).toBe(expected);
  });
});
