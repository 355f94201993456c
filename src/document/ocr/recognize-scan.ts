import { ok, type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { type ReadingLimits } from '../limits.js';
import { type Ocr } from '../ports.js';
import { type ReaderPool } from '../process/reader-pool.js';
import { type RecognizedPages } from '../readers/pdf/read-pdf.js';

export interface Recognition {
  readonly ocr: Ocr;
  readonly pool: ReaderPool;
  readonly limits: ReadingLimits;
}

/** The letters of the scanned pages of a PDF, all of them or a failure. Pages without letters are left out. */
export async function recognizePages(
  content: Uint8Array,
  pages: readonly number[],
  means: Recognition,
): Promise<Result<RecognizedPages>> {
  const { limits } = means;
  if (pages.length > limits.ocrPages) {
    return documentFailure('DOCUMENT_TOO_LARGE', `PDF: a scan of more than ${limits.ocrPages} pages`);
  }
  const recognized: [number, string][] = [];
  for (const page of pages) {
    const read = await recognizePage('scan', content, page, means);
    if (!read.ok) return read;
    if (read.value.text !== '') recognized.push([page, read.value.text]);
  }
  return ok(recognized);
}

/** The letters of picture files, one after the other, each page after page. */
export async function recognizePictures(
  pictures: readonly Uint8Array[],
  means: Recognition,
): Promise<Result<string>> {
  const { ocrPages, payloadBytes } = means.limits;
  if (pictures.reduce((sum, { length }) => sum + length, 0) > payloadBytes) {
    return documentFailure('DOCUMENT_TOO_LARGE', 'picture: the payload is larger than a report can be');
  }
  const texts: string[] = [];
  let done = 0;
  for (const content of pictures) {
    for (let page = 1, last = 1; page <= last; page += 1) {
      done += 1;
      if (done > ocrPages) {
        return documentFailure('DOCUMENT_TOO_LARGE', `picture: a scan of more than ${ocrPages} pages`);
      }
      const read = await recognizePage('picture', content, page, means);
      if (!read.ok) return read;
      last = read.value.pages;
      if (read.value.text !== '') texts.push(read.value.text);
    }
  }
  return ok(texts.join('\n'));
}

/** The picture of a page is taken out of the file in a reading process, and shown to the engine. */
async function recognizePage(
  format: 'scan' | 'picture',
  content: Uint8Array,
  page: number,
  { ocr, pool, limits }: Recognition,
): Promise<Result<{ readonly text: string; readonly pages: number }>> {
  const scan = await pool.read({ format, content, limits, page });
  if (!scan.ok) return scan;
  if (scan.value.kind !== 'scan') throw new Error('a reading process answers what it is asked');
  const { image, pages } = scan.value;
  if (!image) return ok({ text: '', pages });
  const read = await ocr.readPage(image);
  if (!read.ok) return read;
  return ok({ text: /[\p{L}\p{N}]/u.test(read.value) ? read.value : '', pages });
}
