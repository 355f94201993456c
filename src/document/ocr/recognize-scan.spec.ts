import PDFDocument from 'pdfkit';
import { deflateSync } from 'node:zlib';
import { type Payload } from '../../intake/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { closeReaders, documentFailure, type Ocr, readDocument, type ReadOptions } from '../index.js';

/** A PNG of grey pixels (RFC 2083), rows of `width`; the checksums are not looked at by what reads it here. */
function png(width: number, pixels: readonly number[]): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(pixels.length / width, 4);
  header[8] = 8;
  const rows = Array.from({ length: pixels.length / width }, (_, row) => [
    0,
    ...pixels.slice(row * width, (row + 1) * width),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function scanOf(...pages: ((pdf: PDFKit.PDFDocument) => void)[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const pdf = new PDFDocument({ autoFirstPage: false });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    for (const draw of pages) {
      pdf.addPage();
      draw(pdf);
    }
    pdf.end();
  });
}

const PIXELS = [0, 255, 128, 64, 32, 16];
const picture = (pdf: PDFKit.PDFDocument) => pdf.image(png(3, PIXELS), 0, 0, { width: 300 });
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
    expect(await outcomeOf(await scanOf(picture), {})).toBe('DOCUMENT_WITHOUT_TEXT');
  });

  it('is read page by page by the engine, which its document names', async () => {
    const engine = engineOf(ok('Motif : chute'), ok('Conclusion : entorse'));
    const outcome = await outcomeOf(await scanOf(picture, () => undefined, picture), { ocr: engine });
    expect(outcome).toEqual({
      text: 'Motif : chute\n\nConclusion : entorse',
      reader: 'pdf-text-layer/engine',
    });
    expect(engine.seen.map((image) => Buffer.from(image))).toEqual(
      Array(2).fill(Buffer.concat([Buffer.from('P5\n3 2\n255\n'), Buffer.from(PIXELS)])),
    );
  });

  it('stays without text where no page has letters', async () => {
    expect(await outcomeOf(await scanOf(picture), { ocr: engineOf(ok(' .')) })).toBe('DOCUMENT_WITHOUT_TEXT');
  });

  it('is refused whole where one page is not read', async () => {
    const scan = await scanOf(picture, picture);
    const gaveUp = documentFailure('DOCUMENT_OCR_FAILED', 'gave up');
    expect(await outcomeOf(scan, { ocr: engineOf(ok('Motif'), gaveUp) })).toBe('DOCUMENT_OCR_FAILED');
    expect(await outcomeOf(scan, { ocr: engineOf(ok('Motif')), limits: { ocrPages: 1 } })).toBe(
      'DOCUMENT_TOO_LARGE',
    );
  });

  it('is never shown to the engine where it has a text layer', async () => {
    const engine = engineOf(ok('Autre'));
    const typed = await scanOf((pdf) => pdf.text('Conclusion : examen normal.'));
    expect(await outcomeOf(typed, { ocr: engine })).toMatchObject({ reader: 'pdf-text-layer' });
    expect(engine.seen).toEqual([]);
  });
});
