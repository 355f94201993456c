import { ok, type Result } from '../kernel/index.js';
import { type Charset, charsetNamed, decodeText } from './charset.js';
import { type Delimiters, readDelimiters } from './delimiters.js';
import { hl7Failure } from './failures.js';

/**
 * What is needed to answer a message, even one whose body cannot be decoded. Fields are decoded and still escaped;
 * bytes that are not of the charset, and control characters, are `?` here.
 */
export interface Header {
  readonly delimiters: Delimiters;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  /** MSH-9.1 and MSH-9.2. */
  readonly messageType: string;
  readonly triggerEvent: string;
  readonly controlId: string;
  readonly processingId: string;
  readonly version: string;
  /** MSH-15 and MSH-16 (table 0155): both empty is the original mode. */
  readonly acceptAcknowledgement: string;
  readonly applicationAcknowledgement: string;
  readonly country: string;
  readonly charset: string;
}

/** An MSH segment is some hundred bytes: a longer first line is not one. */
const LONGEST_HEADER = 4096;

/** Reads the MSH segment, by the charset it names itself, else `defaultCharset`. */
export function readHeader(bytes: Buffer, defaultCharset: Charset): Result<Header> {
  const head = bytes.subarray(0, LONGEST_HEADER).toString('latin1');
  const line = head
    // A UTF-8 byte order mark, seen as three letters.
    .replace(/^(?:\u00EF\u00BB\u00BF|\s)+/, '')
    .split(/[\r\n]/, 1)[0];
  const delimiters = line === undefined ? undefined : headerDelimiters(line);
  if (!line || !delimiters) {
    return hl7Failure('HL7_NO_HEADER', 'the message does not begin with a usable MSH segment');
  }
  const fields = line.split(delimiters.field);
  const charset = charsetNamed(fields[17] ?? '', defaultCharset);
  const field = (n: number): string =>
    decodeField((fields[n - 1] ?? '').trim(), charset.ok ? charset.value : 'ascii');
  const [messageType = '', triggerEvent = ''] = field(9).split(delimiters.component);
  return ok({
    delimiters,
    sendingApplication: field(3),
    sendingFacility: field(4),
    receivingApplication: field(5),
    receivingFacility: field(6),
    messageType: messageType.trim().toUpperCase(),
    triggerEvent: triggerEvent.trim().toUpperCase(),
    controlId: field(10),
    processingId: field(11),
    version: field(12),
    acceptAcknowledgement: field(15).toUpperCase(),
    applicationAcknowledgement: field(16).toUpperCase(),
    country: field(17),
    charset: field(18),
  });
}

/**
 * A separator of several bytes (a letter-like tilde in UTF-8 is met in public samples) reads as a plain `~`: the
 * separators that matter in MSH are the field and component ones.
 */
function headerDelimiters(line: string): Delimiters | undefined {
  return readDelimiters(line.replace(/[\u0080-\u00ff]+/g, '~'));
}

function decodeField(latin1: string, charset: Charset): string {
  const decoded = decodeText(Buffer.from(latin1, 'latin1'), charset);
  const text = decoded.ok ? decoded.value : latin1.replace(/[\u0080-\u00ff]+/g, '?');
  // An answer echoes these fields: a start block, an end block or a NUL in it could not be read.
  return text.replace(/\p{Cc}/gu, '?');
}
