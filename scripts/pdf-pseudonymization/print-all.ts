import { ReaderPool } from '../../src/document/index.js';
import { type AnnotatedDocument } from '../../src/evaluation/index.js';
import { printWithChromium } from './chromium/print.js';
import { printWithPdfkit } from './pdfkit/print.js';
import { type Layout, LAYOUTS, type PrintedFile, type Producer } from './report.js';
import { type Reread, reread } from './reread.js';

/** A corpus printed in one layout by one producer, and what was read of it. */
export interface PrintedCorpus {
  readonly layout: Layout;
  readonly producer: Producer;
  readonly reread: readonly Reread[];
}

type Print = (document: AnnotatedDocument, layout: Layout) => Promise<PrintedFile | undefined>;
const PRINT: Readonly<Record<Producer, Print>> = { pdfkit: printWithPdfkit, chromium: printWithChromium };

/** A producer that is not installed prints nothing, and is left out. */
export async function printAll(
  documents: readonly AnnotatedDocument[],
  producers: readonly Producer[],
): Promise<PrintedCorpus[]> {
  const pool = new ReaderPool({ size: 1 });
  const corpora: PrintedCorpus[] = [];
  try {
    for (const producer of producers)
      for (const layout of LAYOUTS) {
        const own: Reread[] = [];
        let isInstalled = true;
        for (const document of documents) {
          const file = await PRINT[producer](document, layout);
          isInstalled = file !== undefined;
          if (!file) break;
          const read = await reread(document, file, pool);
          if (read) own.push(read);
        }
        if (isInstalled) corpora.push({ layout, producer, reread: own });
      }
  } finally {
    await pool.close();
  }
  return corpora;
}
