export {
  type AcknowledgementCode,
  type AcknowledgementError,
  type AcknowledgementRequest,
  buildAcknowledgement,
  type Condition,
  CONDITIONS,
  NO_HEADER,
  type ParsedAcknowledgement,
  type ParsedError,
  type Place,
  readAcknowledgement,
} from './acknowledgement.js';
export { assembleMessage, type NewSegment } from './assemble.js';
export { type FieldContent, joinSegments, type RawField, repeated, writeSegment } from './build.js';
export { type Charset, CHARSET_CODE, charsetNamed, decodeText, encodeText } from './charset.js';
export { type Delimiters, STANDARD_DELIMITERS } from './delimiters.js';
export { escapeText, unescapeText, withStandardEscapes } from './escapes.js';
export { HL7_FAILURES, type Hl7FailureCode } from './failures.js';
export { createMllpDecoder, frame, type MllpDecoder, type MllpFrame } from './framing.js';
export { type Header, readHeader } from './header.js';
export {
  type MllpAddress,
  type MllpClient,
  type MllpClientTls,
  mllpFailure,
  openMllpClient,
} from './mllp-client.js';
export { type Hl7Message, type Repetition, type Segment } from './message.js';
export { emptySegment, withFields, withSegments } from './overlay.js';
export { isOwnResults, OWN_RESULTS_PROFILE } from './own-results.js';
export { parseMessage, readMessage } from './parse.js';
export { HL7_PATH, type Hl7Path, parsePath, repetitionAt, valueAt } from './path.js';
export { hl7Timestamp, isoDate, isoTimestamp } from './timestamp.js';
