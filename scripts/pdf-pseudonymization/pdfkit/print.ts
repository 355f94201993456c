import PDFDocument from 'pdfkit';
import { type AnnotatedDocument } from '../../../src/evaluation/index.js';
import { type Layout, type PrintedFile, printOf, sheetOf } from '../report.js';
import { inStandardFonts } from './characters.js';
import { LAYOUT_PAGES } from './pages.js';

/** The bytes of a report printed by pdfkit; the same bytes every time. */
export async function printWithPdfkit(document: AnnotatedDocument, layout: Layout): Promise<PrintedFile> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    info: { Producer: 'pdfkit', CreationDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject);
  });
  const sheet = sheetOf(document, inStandardFonts);
  const order = LAYOUT_PAGES[layout](pdf, sheet);
  pdf.end();
  await ended;
  return { content: Buffer.concat(chunks), printed: printOf(document, sheet, order, inStandardFonts) };
}
