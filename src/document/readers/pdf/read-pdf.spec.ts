import { deflateSync } from 'node:zlib';
import {
  CATALOGUE,
  type Draw,
  FONT,
  PAGES,
  pdfOf,
  rawPage,
  rawPdf,
  stream,
} from '../../../../test/support/documents/pdf-files.js';
import { READING_LIMITS, ReaderPool } from '../../index.js';

const pdf = (draw: Draw, options: PDFKit.PDFDocumentOptions = {}) => pdfOf([draw], options);

const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

async function read(content: Buffer, limits = READING_LIMITS, readers = pool): Promise<string> {
  const reading = await readers.read({ format: 'pdf', content, limits });
  if (!reading.ok) return `${reading.failure.code} ${reading.failure.class}`;
  if (reading.value.kind === 'scanned') return `scanned ${reading.value.pages.join(', ')}`;
  return reading.value.kind === 'text' ? reading.value.text : 'embedded';
}

describe('a PDF with a text layer', () => {
  it('gives its lines, accents and pages in order', async () => {
    const content = await pdf((document) => {
      document.fontSize(11).text('CHU de Valmont — Œdème, Éléonore');
      document.moveDown(3).text('CONCLUSION :').text('Carcinome infiltrant, HER2 : score 3+.');
      document.addPage().text('Page suivante');
    });
    expect(await read(content)).toBe(
      'CHU de Valmont — Œdème, Éléonore\n\nCONCLUSION :\nCarcinome infiltrant, HER2 : score 3+.\nPage suivante',
    );
  });

  it('parts the columns of a table by tabs', async () => {
    const content = await pdf((document) => {
      document.text('Sodium', 72, 100).text('138', 250, 100).text('mmol/L', 400, 100);
      document.text('Potassium', 72, 116).text('3,9', 250, 116).text('mmol/L', 400, 116);
    });
    expect(await read(content)).toBe('Sodium\t138\tmmol/L\nPotassium\t3,9\tmmol/L');
  });

  it('puts a word cut at the end of a line together', async () => {
    const content = await pdf((document) => document.text('anti-').text('biogramme'));
    expect(await read(content)).toBe('antibiogramme');
  });

  it('is read where only its owner has a password', async () => {
    expect(await read(await pdf((document) => document.text('Ouvert'), { ownerPassword: 'secret' }))).toBe(
      'Ouvert',
    );
  });
});

describe('a PDF that is not read', () => {
  it('has no text layer', async () => {
    expect(await read(await pdf((document) => document.rect(50, 50, 200, 200).fill('black')))).toBe(
      'scanned 1',
    );
  });

  it('asks for a password', async () => {
    expect(await read(await pdf((document) => document.text('Fermé'), { userPassword: 'secret' }))).toBe(
      'DOCUMENT_ENCRYPTED permanent',
    );
  });

  it('is cut short, at any place', async () => {
    const whole = await pdf((document) => document.text('Texte. '.repeat(400)));
    for (const share of [0, 0.1, 0.5, 0.9]) {
      expect(await read(whole.subarray(0, whole.length * share))).toBe('DOCUMENT_MALFORMED permanent');
    }
  });

  it('is something else', async () => {
    expect(await read(Buffer.from('{\\rtf1 Bonjour}%%EOF'))).toBe('DOCUMENT_MALFORMED permanent');
  });

  const map = stream(
    Buffer.from(
      'begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap',
    ),
  );
  const unknown = FONT.replace('>>', '/ToUnicode 6 0 R >>');
  const written = (text: string) => stream(Buffer.from(`BT /F 6 Tf 5 700 Td (${text}) Tj ET`));

  it('has fonts that do not say which letters they draw', async () => {
    const file = rawPdf(
      CATALOGUE,
      PAGES,
      rawPage('/Font << /F 5 0 R >>'),
      written('illisible'),
      unknown,
      map,
    );
    expect(await read(file)).toBe('DOCUMENT_UNREADABLE permanent');
  });

  it('has such a font on one page among many', async () => {
    const page = (content: number, font: number) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${content} 0 R /Resources << /Font << /F ${font} 0 R >> >> >>`;
    const pages = (...kids: number[]) =>
      `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`;
    const objects = [page(4, 8), written('Un mot de plus. '.repeat(40)), unknown, map, page(9, 5), FONT];
    const file = (...kids: number[]) =>
      rawPdf(CATALOGUE, pages(...kids), ...objects, written('illisible '.repeat(12)));
    expect(await read(file(3, 3, 3))).toContain('Un mot de plus.');
    expect(await read(file(3, 3, 7, 3))).toBe('DOCUMENT_UNREADABLE permanent');
  });

  it.each([
    ['beside a typed page', 'Un mot de plus.'],
    ['beside a page that is a scan', ''],
  ])('has a page in a font that gives numbers for its letters: %s', async (_what, typed) => {
    const page = (content: number, font: string) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${content} 0 R /Resources << /Font << /F ${font} >> /XObject << /X 7 0 R >> >> >>`;
    const numbers = Array.from({ length: 80 }, (_, at) =>
      (1 + ((at * 7) % 25)).toString(16).padStart(2, '0'),
    );
    const scan = 'q 600 0 0 800 0 0 cm /X Do Q';
    const file = (second: string) =>
      rawPdf(
        CATALOGUE,
        '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
        page(5, FONT),
        page(
          6,
          '<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Sub /FirstChar 1 /LastChar 1 /Widths [500] >>',
        ),
        typed === '' ? stream(Buffer.from(scan)) : written(typed),
        stream(Buffer.from(`BT /F 6 Tf 5 700 Td <${numbers.join('')}> Tj ET ${second}`)),
        stream(
          Buffer.from([0x00, 0xff]),
          '/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
        ),
      );
    expect(await read(file(''))).toBe('DOCUMENT_UNREADABLE permanent');
    expect(await read(file(scan))).toBe(typed === '' ? 'scanned 1, 2' : 'scanned 2');
  });

  it('is a portfolio, whose documents are attached to a cover', async () => {
    const catalogue = CATALOGUE.replace('>>', '/Collection << /Type /Collection /View /D >> >>');
    const file = rawPdf(catalogue, PAGES, rawPage('/Font << /F 5 0 R >>'), written('Ouvrir avec…'), FONT);
    expect(await read(file)).toBe('DOCUMENT_TYPE_NOT_READ permanent');
  });

  it('has more pages or more text than a report', async () => {
    const content = await pdf((document) => document.text('un').addPage().text('deux'));
    expect(await read(content, { ...READING_LIMITS, pdfPages: 1 })).toBe('DOCUMENT_TOO_LARGE permanent');
    expect(await read(content, { ...READING_LIMITS, textLength: 4 })).toBe('DOCUMENT_TOO_LARGE permanent');
  });
});

describe('a hostile PDF', () => {
  const text = stream(Buffer.from('BT /F 12 Tf 50 700 Td (Seule page) Tj ET'));

  it('says it has a billion pages and has one', async () => {
    const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>';
    expect(await read(rawPdf(CATALOGUE, pages, rawPage('/Font << /F 5 0 R >>'), text, FONT))).toBe(
      'Seule page',
    );
  });

  it('shows one page a hundred thousand times', async () => {
    const pages = `<< /Type /Pages /Kids [${'3 0 R '.repeat(100_000)}] /Count 100000 >>`;
    expect(await read(rawPdf(CATALOGUE, pages, rawPage('/Font << /F 5 0 R >>'), text, FONT))).toBe(
      'DOCUMENT_TOO_LARGE permanent',
    );
  });

  it('has pages that hold themselves', async () => {
    const pages = '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>';
    expect(await read(rawPdf(CATALOGUE, pages))).toBe('DOCUMENT_MALFORMED permanent');
  });

  it('draws a form that draws itself', async () => {
    const form = stream(
      Buffer.from('/X Do /X Do'),
      '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>',
    );
    const file = rawPdf(
      CATALOGUE,
      PAGES,
      rawPage('/XObject << /X 5 0 R >>'),
      stream(Buffer.from('/X Do')),
      form,
    );
    const limited = new ReaderPool({ size: 1, limits: { timeoutMs: 5000 } });
    expect(await read(file, READING_LIMITS, limited)).toMatch(/^DOCUMENT_\w+ permanent$/);
    await limited.close();
  });

  it('unfolds to more memory than a document may take, and the next file is read', async () => {
    const bomb = deflateSync(Buffer.alloc(256 * 2 ** 20, ' '), { level: 1 });
    const file = rawPdf(CATALOGUE, PAGES, rawPage(''), stream(bomb, '/Filter /FlateDecode'));
    const limited = new ReaderPool({ size: 1, limits: { memoryMb: 250 } });
    expect(await read(file, READING_LIMITS, limited)).toBe('DOCUMENT_OUT_OF_MEMORY permanent');
    expect(await read(await pdf((document) => document.text('Suivant')), READING_LIMITS, limited)).toBe(
      'Suivant',
    );
    await limited.close();
  });
});
