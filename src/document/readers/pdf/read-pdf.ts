import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { ScannedReading, TextReading } from '../reading.js';
import { type Annotation, filledFields } from './filled-fields.js';
import { joinPages } from './furniture.js';
import { rejoinWords } from './hyphenation.js';
import { layOutPage, type PageLine } from './layout/layout.js';
import { type TextRun } from './layout/placed-run.js';
import { CELL_BREAK } from './layout/text-line.js';
import { openRules, type PageRules } from './page-rules.js';
import { loadPdfjs, openingOptions } from './pdfjs.js';
import { recognizedLines } from './recognized-lines.js';
import { scannedPages } from './scanned-pages.js';

/** ISO 32000-1 7.5.5 and its implementation note: the end mark is in the last 1,024 bytes. */
const END_WITHIN = 1024;
/** Share of letters without meaning (private use, replacement) above which the text layer says nothing. */
const UNKNOWN_SHARE = 0.2;
const UNKNOWN = /[\p{Co}\0\uFFFD]/gu;
/** Letters, digits, and what a font calls by no name. */
const LETTER = /[\p{L}\p{N}\p{Co}]/gu;
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;
/** Share of the letters of a run that its spaces may be. */
const SPACES = 1 / 3;
/** As many letters without meaning on one page are no bullets and boxes to tick. */
const MARKS_OF_A_PAGE = 50;

/** The text of a page and the matrix of its viewport: upright, y downwards, in points. */
interface PageText {
  readonly runs: readonly TextRun[];
  readonly matrix: readonly number[];
}

/** What an engine has read of the pages that are pictures, by their number from 1. */
export type RecognizedPages = readonly (readonly [page: number, text: string])[];

/**
 * The text layer of a PDF, page after page. Where pages are pictures of a text it says which, and gives no text until
 * it is asked with what they say: a page left out would look like a report that says less.
 */
export async function readPdf(
  content: Uint8Array,
  limits: ReadingLimits,
  { recognized }: { readonly recognized?: RecognizedPages } = {},
): Promise<Result<TextReading | ScannedReading>> {
  // A file cut in transit would be read up to the cut, and what is missing would look absent.
  if (!Buffer.from(content.subarray(-END_WITHIN)).includes('%%EOF')) {
    return documentFailure('DOCUMENT_MALFORMED', 'PDF: no end mark, the file is cut short');
  }
  const { getDocument, OPS } = await loadPdfjs();
  const rules = await openRules(content.slice());
  const task = getDocument({ data: content, ...openingOptions() });
  try {
    const pdf = await task.promise;
    const read = await readPages(pdf, limits, rules);
    if (!read.ok) return read;
    const pages = read.value.map(({ lines }) => lines);
    if (recognized) return checked(textOfPages(withRecognized(pages, recognized)));
    const hasText = pages.some((lines) => countOf(lines, LETTER) > 0);
    const numbered = numbersOf(read.value, isNumbered);
    const isAsked = hasText || numbered.length > 0;
    const runs = read.value.map((page) => page.runs);
    const pictures = isAsked ? await scannedPages(pdf, runs, OPS) : [];
    // The letters under a scan may be of any font: its picture is read.
    if (numbered.some((page) => !pictures.includes(page))) return unreadable();
    const scanned = hasText ? pictures : numbersOf(pages, () => true);
    if (pages.some(isUnreadable)) return unreadable();
    if (scanned.length > 0) return ok({ kind: 'scanned', pages: scanned, hasText });
    return checked(textOfPages(pages));
  } catch (error) {
    return (error as { name?: unknown } | null)?.name === 'PasswordException'
      ? documentFailure('DOCUMENT_ENCRYPTED', 'PDF: a password is needed to open it')
      : documentFailure('DOCUMENT_MALFORMED', 'PDF: the file cannot be read');
  } finally {
    await rules.close();
    await task.destroy();
  }
}

/** What is written on each page, as the file has it and laid out. */
interface ReadPage {
  readonly runs: readonly TextRun[];
  readonly lines: readonly PageLine[];
}

async function readPages(
  pdf: PDFDocumentProxy,
  limits: ReadingLimits,
  rules: PageRules,
): Promise<Result<ReadPage[]>> {
  if (pdf.numPages > limits.pdfPages) {
    return documentFailure('DOCUMENT_TOO_LARGE', `PDF: more than ${limits.pdfPages} pages`);
  }
  if (pdf.isPureXfa) {
    return documentFailure('DOCUMENT_UNREADABLE', 'PDF: an XFA form, whose pages are made by its viewer');
  }
  if (await isPortfolio(pdf)) {
    return documentFailure(
      'DOCUMENT_TYPE_NOT_READ',
      'PDF: a portfolio, whose documents are attached to a cover',
    );
  }
  const pages: PageText[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await textOfPage(await pdf.getPage(number));
    length += page.runs.reduce((sum, { str }) => sum + str.length, 0);
    if (length > limits.textLength) {
      return documentFailure('DOCUMENT_TOO_LARGE', 'PDF: more text than a report can hold');
    }
    pages.push(page);
  }
  const read: ReadPage[] = [];
  for (const [index, { runs, matrix }] of pages.entries()) {
    const known = { rules: await rules.of(index + 1), isFirst: index === 0 };
    read.push({ runs, lines: layOutPage(runs, matrix, known) });
  }
  return ok(read);
}

async function isPortfolio(pdf: PDFDocumentProxy): Promise<boolean> {
  const { info } = await pdf.getMetadata();
  return Boolean((info as { readonly IsCollectionPresent?: unknown }).IsCollectionPresent);
}

/** Typed over a scan, a line stands before what is read of its page; once, where a hidden layer says the same. */
function withRecognized(pages: readonly (readonly PageLine[])[], recognized: RecognizedPages): PageLine[][] {
  const said = new Map(recognized);
  return pages.map((lines, index) => {
    const read = recognizedLines(said.get(index + 1) ?? '', index);
    const known = new Set(read.map(({ text }) => withoutSpaces(text)));
    return [...lines.filter(({ text }) => !known.has(withoutSpaces(text))), ...read];
  });
}

const withoutSpaces = (text: string): string => text.replace(/\s/g, '');

const numbersOf = <T>(pages: readonly T[], holds: (page: T) => boolean): number[] =>
  pages.flatMap((page, index) => (holds(page) ? [index + 1] : []));

function countOf(lines: readonly PageLine[], letter: RegExp): number {
  return lines.reduce((sum, { text }) => sum + (text.match(letter)?.length ?? 0), 0);
}

/** One page whose letters nobody knows, among others that are well, would be missing without a word. */
function isUnreadable(lines: readonly PageLine[]): boolean {
  const unknown = countOf(lines, UNKNOWN);
  return unknown >= MARKS_OF_A_PAGE && unknown > UNKNOWN_SHARE * countOf(lines, /\S/gu);
}

/**
 * The same where a font gives the numbers of its letters: 1, 2, 3. Control characters are left out of the lines, so that
 * the page would say nothing. A few in a run are its spaces.
 */
function isNumbered({ runs, lines }: ReadPage): boolean {
  const numbers = runs.reduce((sum, { str }) => {
    const controls = str.match(CONTROL)?.length ?? 0;
    return controls > SPACES * str.length ? sum + controls : sum;
  }, 0);
  return numbers >= MARKS_OF_A_PAGE && numbers > UNKNOWN_SHARE * (countOf(lines, /\S/gu) + numbers);
}

async function textOfPage(page: PDFPageProxy): Promise<PageText> {
  const { items } = await page.getTextContent();
  const runs = items.filter((item): item is typeof item & TextRun => 'str' in item);
  const fields = filledFields((await page.getAnnotations()) as Annotation[]);
  const matrix = page.getViewport({ scale: 1 }).transform as number[];
  page.cleanup();
  return { runs: [...runs, ...fields], matrix };
}

/** A cell is one line of the text, so its own line breaks go; those of the page stay. */
function textOfPages(pages: readonly (readonly PageLine[])[]): string {
  const marked = joinPages(pages).flatMap(({ text, parted }, index) =>
    (parted && index > 0 ? `\n${text}` : text).split('\n'),
  );
  const cells = marked.map((line) => rejoinWords(line.split(CELL_BREAK)).join(' ').replace(/ \t/g, '\t'));
  // A font that maps a letter to NUL does not say which one it is.
  return rejoinWords(cells).join('\n').replaceAll('\0', '\uFFFD');
}

function checked(text: string): Result<TextReading> {
  const letters = text.replace(/\s/g, '').length;
  return (text.match(UNKNOWN)?.length ?? 0) > UNKNOWN_SHARE * letters
    ? unreadable()
    : ok({ kind: 'text', text });
}

function unreadable(): Result<never> {
  return documentFailure('DOCUMENT_UNREADABLE', 'PDF: the fonts do not say which letters they draw');
}
