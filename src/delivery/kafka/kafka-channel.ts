import { type RecordProducer } from '../../kafka/index.js';
import { failed, ok } from '../../kernel/index.js';
import { type Channel } from '../announcements/announcement.js';
import { type EventSettings, keptEvent, toResultEvent } from './to-result-event.js';

export interface KafkaChannelOptions {
  readonly topic: string;
  /** Findings and their words too. */
  readonly clinicalText: boolean;
  readonly settings: EventSettings;
  readonly producer: RecordProducer;
}

/** Results as records of a topic, keyed by the document: those of one document keep their order. */
export function createKafkaChannel({
  topic,
  clinicalText,
  settings,
  producer,
}: KafkaChannelOptions): Channel {
  return {
    name: 'kafka',
    contentOf: (delivered) => keptEvent(delivered, { clinicalText }),
    async send(announcement) {
      const event = toResultEvent(announcement, announcement.content, settings);
      const sent = await producer.send({
        topic,
        key: announcement.lineage,
        value: JSON.stringify(event),
        headers: { 'content-type': 'application/json' },
      });
      if (sent.ok) return ok(undefined);
      const { failure } = sent;
      return failed({ ...failure, scope: failure.class === 'permanent' ? 'message' : 'channel' });
    },
    close: () => producer.close(),
  };
}
