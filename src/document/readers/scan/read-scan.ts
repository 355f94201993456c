import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import { loadPdfjs, openingOptions } from '../pdf/pdfjs.js';
import type { ScanReading } from '../reading.js';
import { compose } from './compose.js';
import { coverage } from './coverage.js';
import { decodeAll, picturesOn } from './page-pictures.js';

/** Share of a page that a picture nobody can decode may have: a mark. Larger, a part of the scan would be missing. */
const MARK = 0.02;

/** One page of a scanned PDF as a picture: what its pictures show together. Text drawn over them is not in it. */
export async function readScan(
  content: Uint8Array,
  _limits: ReadingLimits,
  { page = 1 }: { readonly page?: number } = {},
): Promise<Result<ScanReading>> {
  const pdfjs = await loadPdfjs();
  const task = pdfjs.getDocument({ data: content, ...openingOptions() });
  try {
    const pdf = await task.promise;
    const { image, isWhole } = await imageOf(await pdf.getPage(page), pdfjs.OPS);
    // A part left out would look like a report that says less.
    if (!isWhole) return documentFailure('DOCUMENT_OCR_FAILED', 'OCR: a picture that is not decoded');
    return ok({ kind: 'scan', pages: pdf.numPages, ...(image && { image }) });
  } catch {
    return documentFailure('DOCUMENT_MALFORMED', 'PDF: the picture of a page cannot be read');
  } finally {
    await task.destroy();
  }
}

interface PageImage {
  /** Nothing where no picture is drawn. */
  readonly image: Uint8Array | undefined;
  readonly isWhole: boolean;
}

async function imageOf(page: PDFPageProxy, codes: Readonly<Record<string, number>>): Promise<PageImage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { images, lost } = await decodeAll(await picturesOn(page, codes), page);
  return {
    image: compose(images, width, height)?.pgm,
    isWhole: lost.length === 0 || (images.length > 0 && coverage(lost, width, height) <= MARK),
  };
}
