import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineIn } from '../support/documents/engine.js';
import { greyPng, pdfOf } from '../support/documents/pdf-files.js';
import { withFolder } from '../support/service/folder.js';
import { builtFile, runToEnd } from '../support/service/process.js';

const MAIN = builtFile('src/cli/main.js');
interface OutputDocument {
  readonly docId: string;
  readonly text?: string;
  readonly error?: { readonly code: string };
}

const payloads = async () => {
  const scan = (pdf: PDFKit.PDFDocument) =>
    pdf.image(greyPng(2, [0, 90, 180, 255]), 0, 0, { width: pdf.page.width, height: pdf.page.height });
  const typed = (pdf: PDFKit.PDFDocument) => pdf.text('Motif : bilan.');
  return [await pdfOf([typed, scan]), await pdfOf([scan])].map((content, at) => ({
    docId: `S1-${at + 1}`,
    payload: content.toString('base64'),
    contentType: 'application/pdf',
  }));
};

const processing = (engineOf?: (folder: string) => string) =>
  withFolder(async (folder) => {
    const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
    writeFileSync(input, `${JSON.stringify({ id: 'S1', documents: await payloads() })}\n`);
    const env: Record<string, string> = engineOf
      ? { PASSERELLE_DOCUMENTS__OCR__TESSERACT: engineOf(folder) }
      : {};
    const ended = await runToEnd([MAIN, 'process', '--input', input, '--output', output], env);
    const read = (): readonly OutputDocument[] => {
      const line = JSON.parse(readFileSync(output, 'utf8')) as { readonly documents: OutputDocument[] };
      return line.documents;
    };
    return { ...ended, documents: ended.status === 2 ? [] : read() };
  });

describe('passerelle process on scanned documents', () => {
  it('reads them by the engine that documents.ocr names', async () => {
    const { status, documents } = await processing((folder) => engineIn(folder, 'HER2 : score 3+'));
    expect(status).toBe(0);
    expect(documents.map(({ text }) => text)).toEqual(['Motif : bilan.\nHER2 : score 3+', 'HER2 : score 3+']);
  }, 60_000);

  it('refuses them, each by its own code, where none is named', async () => {
    const { status, documents } = await processing();
    expect(status).toBe(1);
    expect(documents.map(({ error }) => error?.code)).toEqual([
      'DOCUMENT_PARTLY_SCANNED',
      'DOCUMENT_WITHOUT_TEXT',
    ]);
  }, 60_000);

  it('ends with 2 where the engine named does not start', async () => {
    const { status, err } = await processing((folder) => join(folder, 'nowhere'));
    expect(status).toBe(2);
    expect(err).toContain('documents.ocr');
  }, 60_000);
});
