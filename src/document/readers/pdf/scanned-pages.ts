import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { compose } from '../scan/compose.js';
import { coverage } from '../scan/coverage.js';
import type { Matrix } from '../scan/matrix.js';
import { arePlain, decodeAll, picturesOn } from '../scan/page-pictures.js';
import type { PlacedPicture } from '../scan/placed-pictures.js';
import { backgroundsOf, fingerprint } from './backgrounds.js';
import { type TextRun } from './layout/placed-run.js';
import { isInBody, unreadInk } from './unread-ink.js';

/**
 * Letters and digits under which a page may be a scan with something typed over it: the line of a fax, the label of a
 * scanning software. A page of a report has more than a thousand.
 */
const FEW_LETTERS = 300;
/** A page with a few letters is a scan where pictures cover half of it: more than a letterhead, a logo and a signature. */
const SHARE_WITH_LETTERS = 0.5;
/** A page without any letter is there for its pictures: a seventh of it is a receipt, and more than logo and stamp. */
const SHARE_WITHOUT_LETTERS = 0.15;

/** Letters of a result in the body of a letterhead. Fewer may be the line of a scanning software, whatever the picture shows. */
const TYPED_LETTERS = 100;
/** Cells of 4,096 (`unreadInk`) that specks and a rule may fill: five words are more. */
const SPECKS = 12;
/** A small copy of the page tells ink from paper. */
const PIXELS_OF_A_COPY = 1_000_000;
const LETTER = /[\p{L}\p{N}\p{Co}]/gu;

/** Letters, digits, and what a font calls by no name, before anything is left out of a page. */
export const lettersOf = (runs: readonly TextRun[]): number =>
  runs.reduce((sum, { str }) => sum + (str.match(LETTER)?.length ?? 0), 0);

/**
 * Which pages (from 1) are pictures of a text: few letters or none, and pictures over much of the page that are no
 * background. One whose drawing cannot be followed is counted among them: nobody can say that nothing is on it.
 * @param pages the runs of each page's text layer.
 */
export async function scannedPages(
  pdf: PDFDocumentProxy,
  pages: readonly (readonly TextRun[])[],
  codes: Readonly<Record<string, number>>,
): Promise<number[]> {
  const letters = pages.map(lettersOf);
  const typed = await typedPages(pdf, pages);
  let backgrounds: ReadonlySet<string> | undefined;
  const scanned: number[] = [];
  for (const [index, runs] of pages.entries()) {
    if (typed.includes(index + 1)) continue;
    const page = await pdf.getPage(index + 1);
    try {
      const pictures = await picturesOn(page, codes);
      if (!coversMuch(pictures, page, letters[index])) continue;
      backgrounds ??= await backgroundsOf(pdf, typed, codes);
      const own = await withoutBackgrounds(pictures, page, backgrounds);
      if (!coversMuch(own, page, letters[index]) || (await arePlain(own, page))) continue;
      if (!(await isTyped(runs, own, page))) scanned.push(index + 1);
    } catch {
      scanned.push(index + 1);
    } finally {
      page.cleanup();
    }
  }
  return scanned;
}

/** Pages (from 1) with the letters of a text, some in their body: a template's head and foot may have hundreds. */
async function typedPages(
  pdf: PDFDocumentProxy,
  pages: readonly (readonly TextRun[])[],
): Promise<readonly number[]> {
  const typed: number[] = [];
  for (const [index, runs] of pages.entries()) {
    if (lettersOf(runs) >= FEW_LETTERS && inBody(runs, await pdf.getPage(index + 1)) >= TYPED_LETTERS)
      typed.push(index + 1);
  }
  return typed;
}

function inBody(runs: readonly TextRun[], page: PDFPageProxy): number {
  const { height, transform } = page.getViewport({ scale: 1 });
  return lettersOf(runs.filter((run) => isInBody(run, transform as unknown as Matrix, height)));
}

function coversMuch(pictures: readonly PlacedPicture[], page: PDFPageProxy, letters = 0): boolean {
  const { width, height } = page.getViewport({ scale: 1 });
  const share = coverage(pictures, width, height);
  return share >= (letters === 0 ? SHARE_WITHOUT_LETTERS : SHARE_WITH_LETTERS);
}

async function withoutBackgrounds(
  pictures: readonly PlacedPicture[],
  page: PDFPageProxy,
  backgrounds: ReadonlySet<string>,
): Promise<readonly PlacedPicture[]> {
  if (backgrounds.size === 0) return pictures;
  const own: PlacedPicture[] = [];
  for (const picture of pictures) {
    const print = await fingerprint(picture, page);
    if (print === undefined || !backgrounds.has(print)) own.push(picture);
  }
  return own;
}

/** A short text, and its pictures show nothing that it does not say: a letterhead, or a scan whose letters are known. */
async function isTyped(
  runs: readonly TextRun[],
  pictures: readonly PlacedPicture[],
  page: PDFPageProxy,
): Promise<boolean> {
  if (inBody(runs, page) < TYPED_LETTERS) return false;
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { images, lost } = await decodeAll(pictures, page);
  const painted = lost.length === 0 ? compose(images, width, height, PIXELS_OF_A_COPY) : undefined;
  if (!painted) return false;
  return unreadInk(painted, runs, { width, height, transform: transform as unknown as Matrix }) <= SPECKS;
}
