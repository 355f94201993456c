import PDFDocument from 'pdfkit';

export interface PrintedReport {
  readonly letterhead: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly signature: string;
}

/** A4 pages with a text layer. The date is the document's, streams are not compressed: the same bytes every time. */
export async function printPdf(report: PrintedReport, at: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 56,
    compress: false,
    info: { Title: 'Compte rendu', Producer: 'Passerelle samples', Creator: 'Passerelle samples', CreationDate: at },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve).on('error', reject);
  });
  pdf.font('Helvetica-Bold').fontSize(11);
  for (const line of report.letterhead) pdf.text(line, { align: 'center' }).font('Helvetica').fontSize(9);
  pdf.moveDown(1.5).font('Helvetica-Bold').fontSize(12).text(report.title, { align: 'center' }).moveDown();
  pdf.font('Helvetica').fontSize(10);
  for (const paragraph of report.body.split('\n')) {
    if (paragraph === '') pdf.moveDown(0.8);
    else pdf.font(isHeading(paragraph) ? 'Helvetica-Bold' : 'Helvetica').text(paragraph);
  }
  pdf.moveDown(1.5).font('Helvetica-Oblique').text(report.signature, { align: 'right' });
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

const isHeading = (line: string): boolean => /^[^a-z:]{5,}$/.test(line);
