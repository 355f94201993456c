import type { Result } from '../../kernel/index.js';
import type { ReadingLimits } from '../limits.js';
import type { RecognizedPages } from '../readers/pdf/read-pdf.js';
import type { Reading } from '../readers/reading.js';

/** What a reading process is asked, one at a time. */
export interface ReadingJob {
  readonly format: 'plain' | 'ft' | 'cda' | 'pdf' | 'rtf' | 'html' | 'scan' | 'picture';
  readonly content: Uint8Array;
  readonly limits: ReadingLimits;
  /** The page asked for, from 1, where the format is `scan` or `picture`. */
  readonly page?: number;
  /** What is already known of the scanned pages, where the format is `pdf`. */
  readonly recognized?: RecognizedPages;
}

/** What it answers. */
export type ReadingAnswer = Result<Reading>;

/** What it says first: the job has arrived, and what happens from here on may be the document's doing. */
export const TAKEN = 'taken';

/** How the monitor ends a process that outgrew its memory: a signal that nobody else sends, and that ends it at once. */
export const OUT_OF_MEMORY_SIGNAL = 'SIGALRM';
