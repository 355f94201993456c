import { type AnnotatedDocument } from '../../../src/evaluation/index.js';
import { printedByPdfkit } from '../../printing/pdfkit.js';
import { type Layout, type PrintedFile, printOf, sheetOf } from '../report.js';
import { inStandardFonts } from './characters.js';
import { LAYOUT_PAGES } from './pages.js';

/** A report printed by pdfkit, with the places of its lines. */
export async function printWithPdfkit(document: AnnotatedDocument, layout: Layout): Promise<PrintedFile> {
  const sheet = sheetOf(document, inStandardFonts);
  const { content, drawn } = await printedByPdfkit((pdf) => LAYOUT_PAGES[layout](pdf, sheet));
  return { content, printed: printOf(document, sheet, drawn, inStandardFonts) };
}
