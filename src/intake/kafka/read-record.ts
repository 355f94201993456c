import { type IncomingRecord } from '../../kafka/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type ReadReportEvent } from '../read-report-event.js';
import { readSentEvent } from '../receive-report-event.js';
import { recordFailure } from './failures.js';

export interface ReadRecordOptions {
  readonly maxBytes: number;
  readonly acceptsFictitious: boolean;
}

export interface ReadRecord extends ReadReportEvent {
  /** The value, as it came. */
  readonly bytes: Buffer;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The event a record holds. A refusal names the place and the rule, and holds nothing of the record: it goes into
 * headers, logs and the list of refused messages.
 */
export function readRecord(
  { value }: Pick<IncomingRecord, 'value'>,
  { maxBytes, acceptsFictitious }: ReadRecordOptions,
): Result<ReadRecord> {
  if (value === null) return recordFailure('RECORD_EMPTY', 'the record has no value');
  if (value.length > maxBytes) {
    return recordFailure('RECORD_TOO_LARGE', `the record has more than ${maxBytes} bytes`);
  }
  const json = parse(value);
  if (!json.ok) return json;
  const read = readSentEvent(json.value, { acceptsFictitious });
  return read.ok ? ok({ ...read.value, bytes: value }) : read;
}

/** What the parser says is not repeated: it quotes the text. */
function parse(value: Buffer): Result<unknown> {
  let text: string;
  try {
    text = UTF8.decode(value);
  } catch {
    return recordFailure('RECORD_UNREADABLE', 'the record is not UTF-8');
  }
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return recordFailure('RECORD_UNREADABLE', 'the record is not JSON');
  }
}
