import { failuresOf } from '../../kernel/index.js';

/** Why a record goes to the dead-letter topic, beside `EVENT_INVALID` and `EVENT_FICTITIOUS`. */
export const recordFailure = failuresOf({
  /** A tombstone: a record without a value says nothing. A document is deleted by an event. */
  RECORD_EMPTY: 'permanent',
  /** Longer than `kafka.intake.maxRecordBytes`. */
  RECORD_TOO_LARGE: 'permanent',
  /** Not UTF-8, or not JSON. */
  RECORD_UNREADABLE: 'permanent',
});
