import { join, sep } from 'node:path';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import { loadPdfjs, pdfjsFolder } from '../pdf/pdfjs.js';
import type { ScanReading } from '../reading.js';
import { type Picture, toPgm } from './grey-image.js';

/** An A4 page at 600 dots an inch has 35 million. */
const MAX_PIXELS = 40_000_000;
const QUARTER = 90;
/** What draws pictures; only the first kind is read. */
const DRAWING = [
  'paintImageXObject',
  'paintInlineImageXObject',
  'paintInlineImageXObjectGroup',
  'paintImageXObjectRepeat',
  'paintImageMaskXObject',
  'paintImageMaskXObjectGroup',
  'paintImageMaskXObjectRepeat',
];

/**
 * One page of a scanned PDF as a picture: the largest image drawn on it, upright. A scan is one image a page; what is
 * drawn over it, or cut into strips, is not put together.
 */
export async function readScan(
  content: Uint8Array,
  limits: ReadingLimits,
  page: number,
): Promise<Result<ScanReading>> {
  const pdfjs = await loadPdfjs();
  const task = pdfjs.getDocument({
    data: content,
    verbosity: 0,
    stopAtErrors: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: MAX_PIXELS,
    // The decoders of fax and JPEG 2000 pictures, in JavaScript: no WebAssembly near a hostile file.
    wasmUrl: join(pdfjsFolder('cmaps'), '..', 'wasm') + sep,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > limits.ocrPages) {
      return documentFailure('DOCUMENT_TOO_LARGE', `PDF: a scan of more than ${limits.ocrPages} pages`);
    }
    const { drawn, image } = await imageOf(await pdf.getPage(page), pdfjs.OPS);
    // A page left out would look like a report that says less.
    if (drawn && !image) return documentFailure('DOCUMENT_OCR_FAILED', 'OCR: a picture that is not decoded');
    return ok({ kind: 'scan', pages: pdf.numPages, ...(image && { image }) });
  } catch {
    return documentFailure('DOCUMENT_MALFORMED', 'PDF: the picture of a page cannot be read');
  } finally {
    await task.destroy();
  }
}

interface Drawn {
  /** Does the page draw any picture at all? */
  readonly drawn: boolean;
  readonly image?: Uint8Array | undefined;
}

async function imageOf(page: PDFPageProxy, operators: Readonly<Record<string, number>>): Promise<Drawn> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const drawing = new Set(DRAWING.map((name) => operators[name]));
  let largest: Picture | undefined;
  for (const [at, operator] of fnArray.entries()) {
    if (operator !== operators['paintImageXObject']) continue;
    const picture = await pictureNamed((argsArray[at] as [string])[0], page);
    if (picture && picture.width * picture.height > (largest ? largest.width * largest.height : 0)) {
      largest = picture;
    }
  }
  return {
    drawn: fnArray.some((operator) => drawing.has(operator)),
    image: largest && toPgm(largest, (page.rotate / QUARTER) % 4),
  };
}

function pictureNamed(id: string, page: PDFPageProxy): Promise<Picture | undefined> {
  const store = (id.startsWith('g_') ? page.commonObjs : page.objs) as {
    get(id: string, callback: (picture: Picture | null) => void): void;
  };
  return new Promise((resolve) => {
    // A picture it could not decode is null; one it drew itself has no bytes.
    store.get(id, (picture) => resolve(picture && ArrayBuffer.isView(picture?.data) ? picture : undefined));
  });
}
