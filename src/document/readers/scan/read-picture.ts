import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { ScanReading } from '../reading.js';
import { MAX_PIXELS } from './compose.js';
import { jpegSize, pngSize, type Size } from './picture-size.js';
import { readTiff } from './tiff.js';

interface Pages {
  readonly sizes: readonly Size[];
  /** One page of the file as a file of its own. */
  page(index: number): Uint8Array;
}

/**
 * One page of a picture file (TIFF, JPEG, PNG). Nothing is decoded here: the header is looked at, so that a few
 * bytes cannot say they are a picture larger than any page before an engine is asked to make it.
 */
export function readPicture(
  content: Uint8Array,
  limits: ReadingLimits,
  { page = 1 }: { readonly page?: number } = {},
): Result<ScanReading> {
  const pages = pagesOf(content, limits.ocrPages);
  if (!pages) return malformed('neither TIFF, JPEG nor PNG');
  const { sizes } = pages;
  if (sizes.length > limits.ocrPages) {
    return documentFailure('DOCUMENT_TOO_LARGE', `picture: a scan of more than ${limits.ocrPages} pages`);
  }
  if (sizes.length === 0 || sizes.some(({ width, height }) => !(width > 0 && height > 0))) {
    return malformed('a file cut short or wrong');
  }
  if (sizes.some(({ width, height }) => width * height > MAX_PIXELS)) {
    return documentFailure('DOCUMENT_TOO_LARGE', 'picture: more pixels than a page can have');
  }
  return ok({ kind: 'scan', pages: sizes.length, image: pages.page(page - 1) });
}

function pagesOf(content: Uint8Array, most: number): Pages | undefined {
  const tiff = readTiff(content, most);
  if (tiff) return tiff;
  const size = pngSize(content) ?? jpegSize(content);
  return size && { sizes: [size], page: () => content };
}

function malformed(what: string): Result<never> {
  return documentFailure('DOCUMENT_MALFORMED', `picture: ${what}`);
}
