import { type ReaderPool, readDocument } from '../../src/document/index.js';
import { type AnnotatedDocument } from '../../src/evaluation/index.js';
import { sensitive } from '../../src/kernel/index.js';
import { carry, type LostWord } from './align/carry.js';
import { type PrintedFile } from './report.js';

/** A report after it was printed and read back, with its gold where it now stands. */
export interface Reread {
  readonly document: AnnotatedDocument;
  /** Words of the gold in the source, and those that the text read does not hold. */
  readonly words: number;
  readonly lost: readonly LostWord[];
}

/** Reads a printed report by the door of the document room; undefined where the reader refuses it. */
export async function reread(
  document: AnnotatedDocument,
  { content, printed }: PrintedFile,
  pool: ReaderPool,
): Promise<Reread | undefined> {
  const read = await readDocument([{ contentType: 'application/pdf', content: sensitive(content) }], {
    pool,
  });
  if (!read.ok) return undefined;
  const { spans, words, lost } = carry(document.spans, printed, read.value.text.reveal());
  return { document: { ...document, text: read.value.text, spans }, words, lost };
}
