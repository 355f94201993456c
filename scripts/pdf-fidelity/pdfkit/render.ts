import { printedByPdfkit } from '../../printing/pdfkit.js';
import { type SourceReport } from '../corpus.js';
import { type Layout } from '../layouts.js';
import { LAYOUT_PAGES } from './pages.js';

/** A report printed by pdfkit. */
export async function printWithPdfkit(report: SourceReport, layout: Layout): Promise<Buffer> {
  const { content } = await printedByPdfkit((pdf) => {
    LAYOUT_PAGES[layout](pdf, report);
  });
  return content;
}
