import { failuresOf } from '../kernel/index.js';

/** Every way a payload is not read. All but the transient are decided by the content: trying again would not help. */
export const documentFailure = failuresOf({
  DOCUMENT_WITHOUT_PAYLOAD: 'permanent',
  /** Read, and there is no text in it. */
  DOCUMENT_EMPTY: 'permanent',
  /** A picture of a text (scanned PDF, image). */
  DOCUMENT_WITHOUT_TEXT: 'permanent',
  /** Some of its pages are pictures of a text, and nothing here reads them: what is left would look whole. */
  DOCUMENT_PARTLY_SCANNED: 'permanent',
  DOCUMENT_TYPE_NOT_READ: 'permanent',
  /** Bytes that are not in the charset stated: never stored as mojibake. */
  DOCUMENT_CHARSET: 'permanent',
  DOCUMENT_ESCAPE_NOT_READ: 'permanent',
  DOCUMENT_MALFORMED: 'permanent',
  /** A DTD or an entity declaration in XML. */
  DOCUMENT_FORBIDDEN_XML: 'permanent',
  DOCUMENT_ENCRYPTED: 'permanent',
  /** A text layer whose font says nothing of its letters. */
  DOCUMENT_UNREADABLE: 'permanent',
  /** The engine that reads pictures of text. */
  DOCUMENT_OCR_FAILED: 'permanent',
  DOCUMENT_TOO_LARGE: 'permanent',
  DOCUMENT_TIMEOUT: 'permanent',
  DOCUMENT_OUT_OF_MEMORY: 'permanent',
  DOCUMENT_READER_FAILED: 'permanent',
  /** Two reading processes in a row died with the document in hand, of no limit of ours. */
  DOCUMENT_KILLS_READER: 'permanent',
  /** No reading process could be had: the machine, or the service stops. */
  DOCUMENT_READER_CRASHED: 'transient',
  /** The engine that reads pictures of text could not be started, or was killed: the machine has no memory left. */
  DOCUMENT_OCR_CRASHED: 'transient',
});
