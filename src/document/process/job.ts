import { type Result } from '../../kernel/index.js';
import type { ReadingLimits } from '../limits.js';
import type { Reading } from '../readers/reading.js';

/** What a reading process is asked, one at a time. */
export interface ReadingJob {
  readonly format: 'cda' | 'pdf' | 'rtf' | 'html' | 'scan';
  readonly content: Uint8Array;
  readonly limits: ReadingLimits;
  /** The page asked for, from 1, where the format is `scan`. */
  readonly page?: number;
}

/** What it answers. */
export type ReadingAnswer = Result<Reading>;
