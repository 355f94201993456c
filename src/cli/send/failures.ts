import { failuresOf } from '../../kernel/index.js';

export const sendFailure = failuresOf({
  SEND_FILE_UNREADABLE: 'permanent',
  /** The file holds no HL7 message. */
  SEND_NO_MESSAGE: 'permanent',
  /** No connection, or it was lost. */
  SEND_UNREACHABLE: 'transient',
  /** The message went, and no answer came in time: it may have been kept. */
  SEND_NO_ANSWER: 'ambiguous',
});
