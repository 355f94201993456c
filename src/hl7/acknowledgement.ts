import { ok, type Result } from '../kernel/index.js';
import { joinSegments, writeSegment } from './build.js';
import { type Charset, CHARSET_CODE, charsetNamed, encodeText } from './charset.js';
import { hl7Failure } from './failures.js';
import { type Header } from './header.js';
import { type Hl7Message, type Segment } from './message.js';
import { readMessage } from './parse.js';
import { hl7Timestamp } from './timestamp.js';

/** Table 0008. A: application acknowledgement (original mode); C: commit acknowledgement (enhanced mode). */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

/** Table 0357. */
export const CONDITIONS = {
  100: 'Segment sequence error',
  101: 'Required field missing',
  102: 'Data type error',
  103: 'Table value not found',
  104: 'Value too long',
  198: 'Non-conformant cardinality',
  199: 'Other HL7 error',
  200: 'Unsupported message type',
  201: 'Unsupported event code',
  202: 'Unsupported processing id',
  203: 'Unsupported version id',
  204: 'Unknown key identifier',
  207: 'Application internal error',
} as const;

export type Condition = keyof typeof CONDITIONS;

/** Where in a message: `{ segment: 'OBX', ordinal: 2, field: 5 }` is OBX-5 of the second OBX. */
export interface Place {
  readonly segment: string;
  readonly ordinal?: number;
  readonly field?: number;
  readonly repetition?: number;
  readonly component?: number;
}

export interface AcknowledgementError {
  readonly condition: Condition;
  readonly place?: Place;
  /** ERR-7, for whoever maintains the interface. */
  readonly diagnostic: string;
  /** ERR-8, for the user of the sending system. */
  readonly userMessage: string;
}

export interface AcknowledgementRequest {
  readonly code: AcknowledgementCode;
  /** MSH-10 of the answer: ours, unique, at most 20 characters. */
  readonly controlId: string;
  readonly at: Date;
  /** Charset of a source whose messages carry no MSH-18. */
  readonly defaultCharset: Charset;
  readonly error?: AcknowledgementError;
}

/** Stands for the header of a message that has none: the answer must still be valid HL7. */
export const NO_HEADER: Header = {
  delimiters: { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' },
  sendingApplication: '',
  sendingFacility: '',
  receivingApplication: '',
  receivingFacility: '',
  messageType: '',
  triggerEvent: '',
  controlId: '',
  processingId: 'P',
  version: '2.5',
  acceptAcknowledgement: '',
  applicationAcknowledgement: '',
  country: 'FRA',
  charset: '',
};

/** Builds the bytes of an acknowledgement (unframed), in the charset of the message it answers. */
export function buildAcknowledgement(header: Header, request: AcknowledgementRequest): Buffer {
  const named = charsetNamed(header.charset, request.defaultCharset);
  const charset = named.ok ? named.value : 'ascii';
  const { delimiters } = header;
  const event = /^[A-Z0-9]{3}$/.test(header.triggerEvent) ? header.triggerEvent : undefined;
  const segments = [
    writeSegment(
      'MSH',
      {
        3: { raw: header.receivingApplication },
        4: { raw: header.receivingFacility },
        5: { raw: header.sendingApplication },
        6: { raw: header.sendingFacility },
        7: hl7Timestamp(request.at),
        9: event ? ['ACK', event, 'ACK'] : ['ACK'],
        10: request.controlId,
        11: { raw: header.processingId || 'P' },
        12: { raw: header.version || '2.5' },
        17: { raw: header.country },
        18: { raw: named.ok ? header.charset : CHARSET_CODE.ascii },
      },
      delimiters,
    ),
    writeSegment(
      'MSA',
      {
        1: request.code,
        2: { raw: header.controlId },
        // Before 2.5 there is no ERR-8: the text stands here.
        3: hasModernErr(header) ? undefined : request.error?.userMessage,
      },
      delimiters,
    ),
    ...(request.error ? [errorSegment(header, request.error)] : []),
  ];
  return encodeText(joinSegments(segments), charset);
}

const hasModernErr = ({ version }: Header): boolean => !/^2\.[0-4](?:\D|$)/.test(version);

function errorSegment(header: Header, { condition, place, diagnostic, userMessage }: AcknowledgementError) {
  const code = [String(condition), CONDITIONS[condition], 'HL70357'];
  const { segment = '', ordinal, field, repetition, component } = place ?? {};
  const numbers = [ordinal, field, repetition ?? (component ? 1 : undefined), component];
  while (numbers.length > 0 && numbers.at(-1) === undefined) numbers.pop();
  const location = [segment, ...numbers.map((n) => (n === undefined ? '' : String(n)))];
  if (!hasModernErr(header)) {
    const three = [location[0] ?? '', location[1] ?? '', location[2] ?? ''];
    return writeSegment('ERR', { 1: [...three, code] }, header.delimiters);
  }
  return writeSegment(
    'ERR',
    { 2: place ? location : undefined, 3: code, 4: 'E', 7: diagnostic, 8: userMessage },
    header.delimiters,
  );
}

export interface ParsedAcknowledgement {
  readonly code: AcknowledgementCode;
  /** MSA-2: MSH-10 of the message answered. */
  readonly messageControlId: string;
  /** MSH-10 of the answer. */
  readonly controlId: string;
  readonly text?: string;
  readonly errors: readonly ParsedError[];
}

export interface ParsedError {
  /** ERR-2 as written: `OBX^2^5`. */
  readonly location?: string;
  /** ERR-3: code of table 0357. */
  readonly condition?: string;
  readonly severity?: string;
  readonly diagnostic?: string;
  readonly userMessage?: string;
}

const CODES: ReadonlySet<string> = new Set<AcknowledgementCode>(['AA', 'AE', 'AR', 'CA', 'CE', 'CR']);
const isCode = (code: string): code is AcknowledgementCode => CODES.has(code);
const given = (value: string): string | undefined => (value === '' ? undefined : value);

/** Reads an answer (unframed bytes). Its texts are the other side's: they may quote anything. */
export function readAcknowledgement(bytes: Buffer, defaultCharset: Charset): Result<ParsedAcknowledgement> {
  const message = readMessage(bytes, defaultCharset);
  if (!message.ok) return message;
  return parsed(message.value);
}

function parsed(message: Hl7Message): Result<ParsedAcknowledgement> {
  const msa = message.segment('MSA');
  const code = msa?.value(1).toUpperCase() ?? '';
  if (!msa || !isCode(code)) return hl7Failure('HL7_NOT_AN_ACK', 'the answer has no MSA-1 of table 0008');
  return ok({
    code,
    messageControlId: msa.value(2),
    controlId: message.segment('MSH')?.value(10) ?? '',
    text: given(msa.value(3)),
    errors: message.all('ERR').map(parsedError),
  });
}

function parsedError(err: Segment): ParsedError {
  const old = err.repetitions(1)[0];
  return {
    location: given(err.raw(2)) ?? given([1, 2, 3].map((n) => old?.value(n) ?? '').join('^')),
    condition: given(err.value(3)) ?? given(old?.value(4, 1) ?? ''),
    severity: given(err.value(4)),
    diagnostic: given(err.repetitions(7)[0]?.text.trim() ?? ''),
    userMessage: given(err.repetitions(8)[0]?.text.trim() ?? ''),
  };
}
