import { type IncomingRecord, type OutgoingRecord } from '../../kafka/index.js';
import { type Failure } from '../../kernel/index.js';

const PREFIX = 'passerelle-';

/**
 * The record as it goes to the dead-letter topic: key, value and headers unchanged, and in headers of ours why it was
 * refused and where it stood. Ours hold nothing of the record.
 */
export function deadLetterOf(
  record: IncomingRecord,
  { topic, source, failure, at }: { topic: string; source: string; failure: Failure; at: Date },
): OutgoingRecord {
  const own = Object.entries(record.headers).filter(([name]) => !name.startsWith(PREFIX));
  const ours = {
    code: failure.code,
    class: failure.class,
    message: failure.message,
    source,
    topic: record.topic,
    partition: String(record.partition),
    offset: record.offset,
    at: at.toISOString(),
  };
  return {
    topic,
    key: record.key,
    value: record.value,
    headers: {
      ...Object.fromEntries(own),
      ...Object.fromEntries(Object.entries(ours).map(([name, value]) => [`${PREFIX}${name}`, value])),
    },
  };
}
