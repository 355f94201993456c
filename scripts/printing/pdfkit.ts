import PDFDocument from 'pdfkit';

export type PdfkitDocument = InstanceType<typeof PDFDocument>;

/** The bytes of what `draw` puts on A4 pages, and what it answers; the same bytes every time. */
export async function printedByPdfkit<T>(
  draw: (pdf: PdfkitDocument) => T,
): Promise<{ content: Buffer; drawn: T }> {
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
  const drawn = draw(pdf);
  pdf.end();
  await ended;
  return { content: Buffer.concat(chunks), drawn };
}
