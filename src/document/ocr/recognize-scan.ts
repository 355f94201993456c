import { type Failure, ok, type Result } from '../../kernel/index.js';
import { type ReadingLimits } from '../limits.js';
import { type Ocr } from '../ports.js';
import { type ReaderPool } from '../process/reader-pool.js';
import { type TextReading } from '../readers/reading.js';

interface Recognition {
  readonly ocr: Ocr;
  readonly pool: ReaderPool;
  readonly limits: ReadingLimits;
  /** Why the file was not read: it stays so where no page has letters. */
  readonly refusal: Failure;
}

/** The letters of a scanned PDF, page after page; a picture is drawn from the file in a reading process. */
export async function recognizeScan(
  content: Uint8Array,
  { ocr, pool, limits, refusal }: Recognition,
): Promise<Result<TextReading>> {
  const pages: string[] = [];
  for (let page = 1, last = 1; page <= last; page += 1) {
    const scan = await pool.read({ format: 'scan', content, limits, page });
    if (!scan.ok) return scan;
    if (scan.value.kind !== 'scan') throw new Error('a reading process answers what it is asked');
    last = scan.value.pages;
    if (!scan.value.image) continue;
    const read = await ocr.readPage(scan.value.image);
    if (!read.ok) return read;
    if (/[\p{L}\p{N}]/u.test(read.value)) pages.push(read.value);
  }
  return pages.length > 0 ? ok({ kind: 'text', text: pages.join('\n\n') }) : { ok: false, failure: refusal };
}
