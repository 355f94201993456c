import { failuresOf } from '../../kernel/index.js';

/** Of the connection: `MLLP_UNREACHABLE`, `MLLP_NO_ANSWER` (src/hl7). */
export const sendFailure = failuresOf({
  SEND_FILE_UNREADABLE: 'permanent',
  /** The file holds no HL7 message. */
  SEND_NO_MESSAGE: 'permanent',
});
