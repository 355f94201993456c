import { failuresOf } from '../kernel/index.js';

export const evaluationFailure = failuresOf({
  CORPUS_NOT_FOUND: 'permanent',
  CORPUS_FORMAT_UNKNOWN: 'permanent',
  CORPUS_TOO_LARGE: 'permanent',
  CORPUS_FILE_INVALID: 'permanent',
  CORPUS_LINE_INVALID: 'permanent',
  CORPUS_LABEL_UNKNOWN: 'permanent',
  CORPUS_SPAN_INVALID: 'permanent',
  /** Offsets and the text that the corpus repeats for a span do not agree. */
  CORPUS_TEXT_DIFFERS: 'permanent',
  /** A format cannot hold this document: it would not be read back as it is. */
  CORPUS_NOT_WRITABLE: 'permanent',
});
