import { type ReaderIdentity } from '../document/index.js';
import { isNamed, olderReaders, type RunningReaders } from './reader-versions.js';

/** Which delivered reports an operator wants read again; all whose reader is older where nothing is said. */
export interface RereadSelection {
  /** `pdf`, `cda`, `rtf`, `html`, or a reader's whole id: that one must be the older one. */
  readonly reader?: string;
  readonly source?: string;
  /** LOINC or local code of the document. */
  readonly type?: string;
  /** ISO instants: received at or after, received before. */
  readonly from?: string;
  readonly to?: string;
  /** At most so many, the oldest arrivals first. */
  readonly limit?: number;
}

/** Is the text to be read again, as far as its reader says? */
export function isToRead(
  kept: ReaderIdentity,
  { reader }: Pick<RereadSelection, 'reader'>,
  running: RunningReaders,
): boolean {
  const older = olderReaders(kept, running);
  return reader === undefined ? older.length > 0 : older.some((one) => isNamed(one, reader));
}
