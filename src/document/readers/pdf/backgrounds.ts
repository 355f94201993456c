import { createHash } from 'node:crypto';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { arePlain, picturesOn, pixelsOf } from '../scan/page-pictures.js';
import type { PlacedPicture } from '../scan/placed-pictures.js';

/** Typed pages that are looked at for a background: it stands on each, but perhaps not on the first. */
const MOST_PAGES = 8;

/** By what is seen of it, and all its pixels: two pages of one scan have the same place and the same size. */
export async function fingerprint(placed: PlacedPicture, page: PDFPageProxy): Promise<string | undefined> {
  const pixels = await pixelsOf(placed, page);
  if (!pixels) return undefined;
  const { matrix, clip } = placed;
  const place = [...matrix, ...(clip ? [clip.left, clip.top, clip.right, clip.bottom] : [])]
    .map(Math.round)
    .join(' ');
  const { width, height, data } = pixels;
  return `${place} ${width} ${height} ${createHash('sha256').update(data).digest('hex')}`;
}

/**
 * The pictures of these pages (from 1), by their fingerprints. A page that cannot be followed has none. A plain one is
 * none either: it is the paper under the letters of a compressed scan, and the same on every page.
 */
export async function backgroundsOf(
  pdf: PDFDocumentProxy,
  numbers: readonly number[],
  codes: Readonly<Record<string, number>>,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const number of numbers.slice(0, MOST_PAGES)) {
    const page = await pdf.getPage(number);
    try {
      for (const placed of await picturesOn(page, codes)) {
        const print = await fingerprint(placed, page);
        if (print && !(await arePlain([placed], page))) known.add(print);
      }
    } catch {
      continue;
    } finally {
      page.cleanup();
    }
  }
  return known;
}
