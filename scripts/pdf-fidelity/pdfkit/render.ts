import PDFDocument from 'pdfkit';
import { type SourceReport } from '../corpus.js';
import { type Layout } from '../layouts.js';
import { LAYOUT_PAGES } from './pages.js';

/** The bytes of a report printed by pdfkit; the same bytes every time. */
export async function printWithPdfkit(report: SourceReport, layout: Layout): Promise<Buffer> {
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
  LAYOUT_PAGES[layout](pdf, report);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}
