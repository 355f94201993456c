import {
  CATALOGUE,
  FONT,
  greyPng,
  PAGES,
  pdfOf,
  pngOf,
  rawPage,
  rawPdf,
  stream,
} from '../../../test/support/documents/pdf-files.js';
import { jpegOf, tiffOf } from '../../../test/support/documents/picture-files.js';
import { type Payload } from '../../intake/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { closeReaders, documentFailure, type Ocr, readDocument, type ReadOptions } from '../index.js';

const PIXELS = [0, 255, 128, 64, 32, 16];
const picture = (pdf: PDFKit.PDFDocument) => pdf.image(greyPng(3, PIXELS), 0, 0, { width: 300 });
const payload = (content: Buffer): Payload => ({
  contentType: 'application/pdf',
  content: sensitive(content),
});

/** An engine that keeps what it was shown, and answers in turn. */
function engineOf(...answers: Result<string>[]): Ocr & { readonly seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  return {
    seen,
    identity: { id: 'engine', version: '7' },
    readPage: (image) => Promise.resolve(answers[seen.push(image) - 1] ?? ok('')),
  };
}

async function outcomeOf(content: Buffer, options: ReadOptions): Promise<unknown> {
  const read = await readDocument([payload(content)], options);
  if (!read.ok) return read.failure.code;
  return { text: read.value.text.reveal(), reader: read.value.reader.id };
}

afterAll(closeReaders);

describe('a scanned PDF', () => {
  it('is refused where there is no engine', async () => {
    expect(await outcomeOf(await pdfOf([picture]), {})).toBe('DOCUMENT_WITHOUT_TEXT');
  });

  it('is read page by page by the engine, which its document names', async () => {
    const engine = engineOf(ok('Motif : chute'), ok('Conclusion : entorse'));
    const outcome = await outcomeOf(await pdfOf([picture, () => undefined, picture]), { ocr: engine });
    expect(outcome).toEqual({
      text: 'Motif : chute\nConclusion : entorse',
      reader: 'pdf-text-layer/engine',
    });
    expect(engine.seen.map((image) => Buffer.from(image))).toEqual(
      Array(2).fill(Buffer.concat([Buffer.from('P5\n3 2\n255\n'), Buffer.from(PIXELS)])),
    );
  });

  it('stays without text where no page has letters', async () => {
    expect(await outcomeOf(await pdfOf([picture]), { ocr: engineOf(ok(' .')) })).toBe(
      'DOCUMENT_WITHOUT_TEXT',
    );
  });

  it('is refused whole where one page is not read', async () => {
    const scan = await pdfOf([picture, picture]);
    const gaveUp = documentFailure('DOCUMENT_OCR_FAILED', 'gave up');
    expect(await outcomeOf(scan, { ocr: engineOf(ok('Motif'), gaveUp) })).toBe('DOCUMENT_OCR_FAILED');
    expect(await outcomeOf(scan, { ocr: engineOf(ok('Motif')), limits: { ocrPages: 1 } })).toBe(
      'DOCUMENT_TOO_LARGE',
    );
  });

  it('is never shown to the engine where it has a text layer', async () => {
    const engine = engineOf(ok('Autre'));
    const typed = await pdfOf([(pdf) => pdf.text('Conclusion : examen normal.')]);
    expect(await outcomeOf(typed, { ocr: engine })).toMatchObject({ reader: 'pdf-text-layer' });
    expect(engine.seen).toEqual([]);
  });
});

describe('a PDF some pages of which are scanned', () => {
  const typed = (text: string) => (pdf: PDFKit.PDFDocument) => pdf.text(text);
  const whole = (pdf: PDFKit.PDFDocument) =>
    pdf.image(greyPng(3, PIXELS), 0, 0, { width: pdf.page.width, height: pdf.page.height });

  it('is refused by its own code where there is no engine, whatever form it is the last of', async () => {
    const mixed = await pdfOf([typed('Motif : chute.'), whole]);
    expect(await outcomeOf(mixed, {})).toBe('DOCUMENT_PARTLY_SCANNED');
    const forms = [
      payload(mixed),
      { ...payload(Buffer.from('Le texte.')), contentType: 'text/plain' as const },
    ];
    expect((await readDocument(forms)).ok).toBe(true);
  });

  it('is read whole by the engine, each page in its place', async () => {
    const engine = engineOf(ok('Deuxième page\n\nreconnue'), ok('Quatrième page'));
    const mixed = await pdfOf([typed('Première page.'), whole, typed('Troisième page.'), whole]);
    expect(await outcomeOf(mixed, { ocr: engine })).toEqual({
      text: 'Première page.\nDeuxième page\n\nreconnue\nTroisième page.\nQuatrième page',
      reader: 'pdf-text-layer/engine',
    });
    expect(engine.seen).toHaveLength(2);
  });

  it('keeps what is typed over a scan, and repeated lines of scans each time', async () => {
    const stamped = (pdf: PDFKit.PDFDocument) => void whole(pdf).text('Reçu le 12/03/2026', 50, 50);
    const engine = engineOf(ok('CRP 210\nsuite'), ok('CRP 210\nfin'));
    expect(await outcomeOf(await pdfOf([stamped, whole]), { ocr: engine })).toMatchObject({
      text: 'Reçu le 12/03/2026\nCRP 210\nsuite\nCRP 210\nfin',
    });
  });

  it('says once what a hidden layer of its scan and the engine both read', async () => {
    const layered = (pdf: PDFKit.PDFDocument) => void whole(pdf).text('Hémoculture : S. aureus', 50, 300);
    const engine = engineOf(ok('Mme Alba\nHémoculture: S.aureus\nfin'), ok('suite'));
    expect(await outcomeOf(await pdfOf([layered, whole]), { ocr: engine })).toMatchObject({
      text: 'Mme Alba\nHémoculture: S.aureus\nfin\nsuite',
    });
  });

  it('is its text alone where the engine sees no letters: the page is a photograph', async () => {
    const mixed = await pdfOf([typed('Motif : chute.'), whole]);
    expect(await outcomeOf(mixed, { ocr: engineOf(ok(' |. ')) })).toMatchObject({ text: 'Motif : chute.' });
  });

  it('is refused where a page is not read, or there are more than are read', async () => {
    const mixed = await pdfOf([typed('Motif : chute.'), whole, whole]);
    const gaveUp = documentFailure('DOCUMENT_TIMEOUT', 'gave up');
    expect(await outcomeOf(mixed, { ocr: engineOf(ok('a'), gaveUp) })).toBe('DOCUMENT_TIMEOUT');
    expect(await outcomeOf(mixed, { ocr: engineOf(ok('a')), limits: { ocrPages: 1 } })).toBe(
      'DOCUMENT_TOO_LARGE',
    );
  });

  it('is refused where the picture of a page is not decoded', async () => {
    const drawn = stream(Buffer.from('BT /F 12 Tf 50 700 Td (Fax) Tj ET q 600 0 0 800 0 0 cm /X Do Q'));
    const broken = stream(
      Buffer.from('no JPEG'),
      '/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode',
    );
    const page = rawPage('/Font << /F 5 0 R >> /XObject << /X 6 0 R >>');
    expect(await outcomeOf(rawPdf(CATALOGUE, PAGES, page, drawn, FONT, broken), { ocr: engineOf() })).toBe(
      'DOCUMENT_OCR_FAILED',
    );
  });
});

describe('a document that is pictures', () => {
  const picture = (contentType: Payload['contentType'], content: Buffer): Payload => ({
    contentType,
    content: sensitive(content),
  });
  const cdaOf = (mediaType: string, content: Buffer): Payload =>
    picture(
      'application/xml',
      Buffer.from(
        `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="${mediaType}" representation="B64">${content.toString('base64')}</text></nonXMLBody></component></ClinicalDocument>`,
      ),
    );
  const PNG = greyPng(3, PIXELS);
  const PAGE = { width: 30, height: 20 };
  const told = async (payloads: readonly Payload[], options: ReadOptions): Promise<unknown> => {
    const read = await readDocument(payloads, options);
    if (!read.ok) return read.failure.code;
    return { text: read.value.text.reveal(), reader: read.value.reader.id };
  };

  it.each<[string, Payload]>([
    ['a TIFF', picture('image/tiff', tiffOf([PAGE]))],
    ['a JPEG', picture('image/jpeg', jpegOf(30, 20))],
    ['a PNG', picture('image/png', PNG)],
    ['a TIFF in a CDA', cdaOf('image/tiff', tiffOf([PAGE]))],
    ['a JPEG in a CDA', cdaOf('IMAGE/JPEG', jpegOf(30, 20))],
    ['a GIF in a CDA', cdaOf('image/gif', Buffer.from('GIF89a'))],
  ])('is refused as a scan where there is no engine: %s', async (_what, one) => {
    expect(await told([one], {})).toBe('DOCUMENT_WITHOUT_TEXT');
  });

  it('is shown to the engine page after page, file after file', async () => {
    const engine = engineOf(ok('Un'), ok('Deux'), ok(' '), ok('Quatre'));
    const payloads = [picture('image/tiff', tiffOf([PAGE, PAGE, PAGE])), picture('image/png', PNG)];
    expect(await told(payloads, { ocr: engine })).toEqual({
      text: 'Un\nDeux\nQuatre',
      reader: 'picture/engine',
    });
    expect(Buffer.from(engine.seen[3] as Uint8Array).equals(PNG)).toBe(true);
  });

  it('may be the body of a CDA, which its document names too', async () => {
    const ocr = engineOf(ok('Un'), ok('Deux'));
    expect(await told([cdaOf('image/tiff', tiffOf([PAGE, PAGE]))], { ocr })).toEqual({
      text: 'Un\nDeux',
      reader: 'cda-r2/picture/engine',
    });
  });

  it.each<[string, Payload[], Partial<ReadOptions['limits']>, string]>([
    ['no letter on it', [picture('image/png', PNG)], {}, 'DOCUMENT_WITHOUT_TEXT'],
    ['more pixels than a page', [picture('image/png', pngOf(90_000, 90_000))], {}, 'DOCUMENT_TOO_LARGE'],
    ['another file', [picture('image/png', Buffer.from('PNG'))], {}, 'DOCUMENT_MALFORMED'],
    [
      'more pages than are read, over several files',
      [picture('image/png', PNG), picture('image/png', PNG)],
      { ocrPages: 1 },
      'DOCUMENT_TOO_LARGE',
    ],
    ['more bytes than a report', [picture('image/png', PNG)], { payloadBytes: 20 }, 'DOCUMENT_TOO_LARGE'],
  ])('is refused: %s', async (_what, payloads, limits, expected) => {
    const engine = engineOf(ok(' '));
    expect(await told(payloads, { ocr: engine, ...(limits && { limits }) })).toBe(expected);
  });
});
