import { type Document } from '../document/index.js';
import { type Report } from '../intake/index.js';
import { type Failure } from '../kernel/index.js';
import { type Stages } from './ports.js';

/** Jobs that feed a reread into the queue stand in it under this prefix. */
export const REREAD_JOB = 'reread:';

/** After everything that is new. */
export const REREAD_PRIORITY = -1;

/** One report of one reread. */
export interface RereadKey {
  readonly rereadId: string;
  readonly reportId: string;
  readonly stayKey: string | null;
}

/** A delivered report that an operator asked to read again. */
export interface DueReread extends RereadKey {
  readonly report: Report;
  readonly former: Document;
  /** This try: 1 for the first. */
  readonly attempt: number;
}

/** One that cannot be read again. */
export interface SkippedReread extends RereadKey {
  readonly skip: SkipCode;
}

/** Why a report is left as it is, though nothing failed. */
export const SKIPPED = {
  NOT_STANDING: 'it was replaced, withdrawn or sent on its walk since',
  PAYLOAD_ABSENT: 'what it was read from is not kept any more',
  REPORT_UNREADABLE: 'what is kept of it does not open: its key is not configured, or its bytes were altered',
  READER_NOT_NEWER: 'this worker runs no newer reader than the one that read it',
  STOPPED: 'the reread was stopped',
} as const;

export type SkipCode = keyof typeof SKIPPED;

/** How a reading again ended, where the text stays as it was. */
export type Left =
  | { readonly state: 'same'; readonly document: Document }
  | { readonly state: 'skipped'; readonly code: SkipCode }
  | { readonly state: 'failed'; readonly failure: Failure };

/** What the worker reads and writes of rereads. */
export interface RereadLog {
  /**
   * What is due of the lineage. `walking`: its report is on its walk, or a later version is, which goes first;
   * `settled`: another worker was faster, look again.
   */
  next(lineage: string): Promise<DueReread | SkippedReread | 'walking' | 'settled' | undefined>;
  /** The former text stays. */
  leave(due: RereadKey, how: Left): Promise<void>;
  /**
   * The new text takes the place of the former one and its report goes on its walk, in one transaction; false where it
   * stands no longer.
   */
  replace(due: DueReread, stages: Stages): Promise<boolean>;
}
