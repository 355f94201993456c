import { type IncomingRecord, type RecordProducer } from '../../kafka/index.js';
import { type Failure, type Result, sensitive } from '../../kernel/index.js';
import { type Answer, type Inbox, type InboundMessage } from '../events.js';
import { intakeFailure } from '../failures.js';
import { keepSentEvent, type ReceiveDependencies } from '../receive-report-event.js';
import { deadLetterOf } from './dead-letter.js';
import { recordFailure } from './failures.js';
import { type KafkaIntakeLogger, type KafkaIntakeMetrics, type RecordPlace } from './ports.js';
import { readRecord, type ReadRecord } from './read-record.js';

export interface ProcessRecordDependencies extends Omit<ReceiveDependencies, 'inbox' | 'keep'> {
  readonly inbox: Inbox;
  readonly producer: Pick<RecordProducer, 'send'>;
  readonly logger: KafkaIntakeLogger;
  readonly metrics: KafkaIntakeMetrics;
  readonly sourceOf: (topic: string) => string;
  readonly deadLetterTopic: string;
  readonly maxBytes: number;
}

/** Done: in the inbox or in the dead-letter topic, for good. Else why not yet: it is tried again. */
export type RecordOutcome = { readonly done: true } | { readonly done: false; readonly failure: Failure };

const DONE: RecordOutcome = { done: true };
/** Of a record that is refused the inbox keeps this much; the dead-letter topic has it whole. */
const HEAD_BYTES = 65_536;

/** One record to where it belongs. Never rejects; done twice, it gives the same. */
export async function processRecord(
  record: IncomingRecord,
  dependencies: ProcessRecordDependencies,
): Promise<RecordOutcome> {
  const began = performance.now();
  const source = dependencies.sourceOf(record.topic);
  const read = tryRead(record, dependencies);
  const told = read.ok
    ? await keep(read.value, source, dependencies)
    : await refuse(record, { source, failure: read.failure }, dependencies);
  if (!told.ok) return { done: false, failure: told.failure };
  const seconds = (performance.now() - began) / 1_000;
  dependencies.metrics.answered({ source, seconds, ...(!read.ok && { refusal: read.failure.code }) });
  return DONE;
}

/** Reading depends on the record alone: what it throws it would throw again, for ever. */
function tryRead(record: IncomingRecord, dependencies: ProcessRecordDependencies): Result<ReadRecord> {
  try {
    return readRecord(record, dependencies);
  } catch (error) {
    dependencies.logger.error({ ...placeOf(record), error }, 'A Kafka record could not be read');
    return recordFailure('RECORD_UNREADABLE', 'the record could not be read');
  }
}

async function keep(
  read: ReadRecord,
  source: string,
  { inbox, clock, sources }: ProcessRecordDependencies,
): Promise<Result<unknown>> {
  const { bytes } = read;
  return whereUp(() => keepSentEvent(read, { source, bytes }, { inbox, keep: inbox.accept, clock, sources }));
}

/** First into the list of refused messages, where the same again changes nothing; then to the dead-letter topic. */
async function refuse(
  record: IncomingRecord,
  { source, failure }: { source: string; failure: Failure },
  { inbox, clock, producer, metrics, logger, deadLetterTopic: topic }: ProcessRecordDependencies,
): Promise<Result<unknown>> {
  const at = clock.now();
  const place = placeOf(record);
  const message: InboundMessage = {
    source,
    sender: record.topic,
    controlId: `${record.topic}/${record.partition}/${record.offset}`,
    type: 'report-event',
    raw: sensitive((record.value ?? Buffer.alloc(0)).subarray(0, HEAD_BYTES)),
    receivedAt: at,
  };
  const answer: Answer = { code: 'AR', bytes: Buffer.from(JSON.stringify({ code: failure.code })) };
  const kept = await whereUp(() => inbox.refuse(message, failure, answer));
  if (!kept.ok) return kept;
  const sent = await producer.send(deadLetterOf(record, { topic, source, failure, at }));
  if (!sent.ok) {
    metrics.deadLetterFailed({ code: sent.failure.code });
    return sent;
  }
  metrics.deadLetter({ topic: record.topic, code: failure.code });
  logger.warn(
    { ...place, source, code: failure.code },
    'Kafka record refused: it is in the dead-letter topic',
  );
  return sent;
}

const placeOf = ({ topic, partition, offset }: RecordPlace): RecordPlace => ({ topic, partition, offset });

async function whereUp<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch {
    return intakeFailure('INBOX_UNAVAILABLE', 'the inbox could not be asked');
  }
}
