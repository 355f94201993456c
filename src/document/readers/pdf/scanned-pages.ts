import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { coverage } from '../scan/coverage.js';
import type { Matrix } from '../scan/matrix.js';
import { placedPictures } from '../scan/placed-pictures.js';

/**
 * Letters and digits under which a page may be a scan with something typed over it: the line of a fax, the label of a
 * scanning software. A page of a report has more than a thousand.
 */
const FEW_LETTERS = 300;
/** A page with a few letters is a scan where pictures cover half of it: more than a letterhead, a logo and a signature. */
const SHARE_WITH_LETTERS = 0.5;
/** A page without any letter is there for its pictures: a seventh of it is a receipt, and more than logo and stamp. */
const SHARE_WITHOUT_LETTERS = 0.15;

/**
 * Which pages (from 1) are pictures of a text: few letters or none, and pictures over much of the page. One whose
 * drawing cannot be followed is counted among them: nobody can say that nothing is on it.
 * @param letters letters and digits of each page's text layer.
 */
export async function scannedPages(
  pdf: PDFDocumentProxy,
  letters: readonly number[],
  codes: Readonly<Record<string, number>>,
): Promise<number[]> {
  const scanned: number[] = [];
  for (const [index, count] of letters.entries()) {
    if (count >= FEW_LETTERS) continue;
    const share = await pictureShare(pdf, index + 1, codes);
    if (share >= (count === 0 ? SHARE_WITHOUT_LETTERS : SHARE_WITH_LETTERS)) scanned.push(index + 1);
  }
  return scanned;
}

async function pictureShare(
  pdf: PDFDocumentProxy,
  number: number,
  codes: Readonly<Record<string, number>>,
): Promise<number> {
  const page = await pdf.getPage(number);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  try {
    const list = await page.getOperatorList();
    const placed = placedPictures(list, codes, transform as unknown as Matrix);
    return coverage(
      placed.map(({ matrix }) => matrix),
      width,
      height,
    );
  } catch {
    return 1;
  } finally {
    page.cleanup();
  }
}
