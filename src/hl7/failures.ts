import { failuresOf } from '../kernel/index.js';

export const HL7_FAILURES = {
  /** The bytes do not begin with a usable MSH segment. */
  HL7_NO_HEADER: 'permanent',
  /** MSH-18 names a character set that is not read here. */
  HL7_CHARSET_UNKNOWN: 'permanent',
  /** The bytes are not in the character set the message (or its source) declares. */
  HL7_CHARSET_BYTES: 'permanent',
  /** A start block inside a message: two messages ran into one another. */
  HL7_BROKEN_FRAME: 'permanent',
  /** An answer that is not an acknowledgement. */
  HL7_NOT_AN_ACK: 'permanent',
} as const;

export type Hl7FailureCode = keyof typeof HL7_FAILURES;

export const hl7Failure = failuresOf(HL7_FAILURES);
