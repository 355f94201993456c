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

async function read(content: Buffer): Promise<string> {
  const reading = await pool.read({ format: 'pdf', content, limits: READING_LIMITS });
  if (!reading.ok) return reading.failure.code;
  if (reading.value.kind === 'text') return reading.value.text;
  return reading.value.kind === 'scanned' ? `scanned ${reading.value.pages.join(', ')}` : reading.value.kind;
}

const A4: PDFKit.PDFDocumentOptions = { size: 'A4', margin: 0 };
const [WIDTH, HEIGHT] = [595.28, 841.89];
/** A picture of a page, two points a pixel: dark where it says. */
function pageImage(isDark: (x: number, y: number) => boolean): Buffer {
  const [across, down] = [298, 421];
  const pixels = Array.from({ length: across * down }, (_, at) =>
    isDark(at % across, Math.floor(at / across)) ? 20 : 250,
  );
  return greyPng(across, pixels);
}
const isHead = (y: number): boolean => (y > 10 && y < 60) || y > 400;
/** A logo and a name above, an address below. */
const LETTERHEAD = pageImage((x, y) => isHead(y) && x > 30 && x % 3 === 0);
/** Letters as specks on lines from here to there, in points. */
const scanOf = (from: number, to: number, seed = 0): Buffer =>
  pageImage(
    (x, y) =>
      2 * y > from && 2 * y < to && x > 36 && x < 250 && y % 8 < 4 && (x * 7 + y * 13 + seed) % 3 === 0,
  );
const whole =
  (image: Buffer): Draw =>
  (pdf) =>
    pdf.image(image, 0, 0, { width: WIDTH, height: HEIGHT });
const at =
  (y: number, text: string): Draw =>
  (pdf) =>
    pdf.fontSize(11).text(text, 72, y, { width: 430, height: 700 });
const both =
  (...draws: Draw[]): Draw =>
  (pdf) => {
    for (const draw of draws) draw(pdf);
  };
const LONG = 'Examen clinique sans particularité. '.repeat(20);
const SHORT =
  'Patient Jean Exemple. Prélèvement du 12 mars, urines. Examen direct : rares leucocytes. Culture : stérile à 48 heures. Conclusion : absence d’infection.';
const LINE = 'Numérisé le 12/03/2026, dossier 4711, service de médecine';

describe('a report on a letterhead that is a picture of the whole page', () => {
  it.each<[string, Draw[], string]>([
    [
      'its last page is short',
      [both(whole(LETTERHEAD), at(200, LONG)), both(whole(LETTERHEAD), at(200, 'Dr Alba.'))],
      'Dr Alba.',
    ],
    ['its verso is blank', [both(whole(LETTERHEAD), at(200, LONG)), whole(LETTERHEAD)], 'particularité'],
    ['it is one short page', [both(whole(LETTERHEAD), at(250, SHORT))], 'absence d’infection'],
    [
      'it is a scan with all its letters in the layer',
      [both(whole(scanOf(250, 262)), at(248, SHORT))],
      'absence d’infection',
    ],
    [
      'a large picture is clipped to a logo',
      [
        at(200, LONG),
        (pdf) => {
          pdf.save().rect(20, 20, 120, 60).clip();
          whole(scanOf(100, 700))(pdf);
          pdf.restore().text('Dr Alba.', 72, 300);
        },
      ],
      'Dr Alba.',
    ],
  ])('is read: %s', async (_what, pages, expected) => {
    expect(await read(await pdfOf(pages, A4))).toContain(expected);
  });

  it('is read where some of its letters stand along the margin', async () => {
    const aside: Draw = (pdf) => {
      pdf.rotate(90, { origin: [0, 0] });
      for (let line = 0; line < 2; line += 1)
        pdf.text('Document-de-travail-interne '.repeat(3).trim(), 20, -40 - 12 * line, { lineBreak: false });
    };
    const hatched = pageImage((x, y) => (x + y) % 40 < 2);
    const page = both(whole(hatched), at(250, `${SHORT} ${SHORT}`), aside);
    expect(await read(await pdfOf([page], A4))).toContain('absence d’infection');
  });
});

describe('a scan beside typed pages', () => {
  const placed =
    (image: Buffer, x: number, y: number, width: number): Draw =>
    (pdf) =>
      pdf.image(image, x, y, { width, height: 100 });
  const letters = placed(scanOf(0, 842), 60, 300, 450);
  const paper = whole(greyPng(3, Array<number>(12).fill(255)));

  it('is one where its paper, a plain picture, is that of the typed pages too', async () => {
    expect(await read(await pdfOf([both(paper, at(200, LONG)), both(paper, letters)], A4))).toBe('scanned 2');
  });

  it('is one where a corner of the same picture is the logo of the typed pages', async () => {
    const scan = whole(scanOf(100, 700));
    const corner: Draw = (pdf) => {
      pdf.save().rect(20, 20, 120, 60).clip();
      scan(pdf);
      pdf.restore();
    };
    expect(await read(await pdfOf([both(corner, at(200, LONG)), scan], A4))).toBe('scanned 2');
  });

  it('is none where all its pictures are plain', async () => {
    expect(
      await read(await pdfOf([both(paper, at(200, LONG)), both(paper, at(200, 'Dr Alba.')), paper], A4)),
    ).toContain('Dr Alba.');
  });
});

describe('a stencil over a pattern', () => {
  it('is drawn in ink, though white was set before', async () => {
    const file = rawPdf(
      CATALOGUE,
      PAGES,
      rawPage('/XObject << /X 5 0 R >> /Pattern << /P 6 0 R >>'),
      stream(Buffer.from('1 1 1 rg /Pattern cs /P scn q 600 0 0 800 0 0 cm /X Do Q')),
      stream(
        Buffer.from([0x0f, 0xf0]),
        '/Type /XObject /Subtype /Image /Width 8 /Height 2 /ImageMask true /BitsPerComponent 1',
      ),
      '<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.2] /N 1 >> >> >>',
    );
    const scan = await pool.read({ format: 'scan', content: file, limits: READING_LIMITS });
    if (!scan.ok || scan.value.kind !== 'scan') throw new Error('not read');
    const pixels = Buffer.from(scan.value.image ?? []);
    expect([...new Set(pixels.subarray(pixels.indexOf('\n255\n') + 5))].sort()).toEqual([0, 255]);
  });
});

describe('a scan that looks like such a report', () => {
  it.each<[string, Draw[], string]>([
    ['a line of the software over it', [both(whole(scanOf(100, 700)), at(20, LINE))], 'scanned 1'],
    ['many letters typed over it', [both(whole(scanOf(100, 700)), at(20, SHORT))], 'scanned 1'],
    [
      'a typed head and foot of a whole page of letters',
      [both(whole(scanOf(170, 750)), at(20, `${SHORT} ${SHORT}`), at(775, SHORT))],
      'scanned 1',
    ],
    [
      'its few lines at the top, many letters typed over them',
      [both(whole(scanOf(40, 120)), at(20, SHORT))],
      'scanned 1',
    ],
    ['two lines of it are not in the layer', [both(whole(scanOf(250, 360)), at(248, SHORT))], 'scanned 1'],
    [
      'of the same size and place as the scan of a page that was recognized',
      [both(whole(scanOf(100, 700)), at(100, LONG)), whole(scanOf(100, 700, 1))],
      'scanned 2',
    ],
    [
      'on the letterhead of the typed pages',
      [
        both(whole(LETTERHEAD), at(200, LONG)),
        both(whole(LETTERHEAD), (pdf) => pdf.image(scanOf(0, 800), 0, 150, { width: WIDTH, height: 600 })),
      ],
      'scanned 2',
    ],
  ])('is named: %s', async (_what, pages, expected) => {
    expect(await read(await pdfOf(pages, A4))).toBe(expected);
  });
});

describe('a page filled with a pattern', () => {
  const page = (box: string): Buffer =>
    rawPdf(
      CATALOGUE,
      PAGES,
      rawPage('/Font << /F 5 0 R >> /Pattern << /P 6 0 R >>'),
      stream(Buffer.from(`BT /F 12 Tf 50 700 Td (Fax) Tj ET /Pattern cs /P scn ${box} re f`)),
      FONT,
      stream(
        Buffer.from('q 600 0 0 800 0 0 cm /I Do Q'),
        '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 600 800] /XStep 600 /YStep 800 /Resources << /XObject << /I 7 0 R >> >>',
      ),
      stream(
        Buffer.from([0x00, 0xff]),
        '/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
      ),
    );

  it('may be a scan, one that no engine is shown', async () => {
    expect(await read(page('0 0 600 800'))).toBe('scanned 1');
    expect(
      await pool.read({ format: 'scan', content: page('0 0 600 800'), limits: READING_LIMITS }),
    ).toMatchObject({
      failure: { code: 'DOCUMENT_OCR_FAILED' },
    });
  });

  it('is read where the pattern is behind a title', async () => {
    expect(await read(page('0 700 600 40'))).toBe('Fax');
  });
});
