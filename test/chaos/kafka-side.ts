import { type Settings } from '../support/service/service.js';
import { openTopics, readingTopic, startBroker } from '../support/kafka/index.js';
import { type ResultRecord } from './audit-results.js';
import { createSender } from './traffic/keep-sending.js';
import { type Way } from './traffic/senders.js';
import { type Sender } from './traffic/message.js';

/** Kafka beside the rest: events come in by a topic, results go out by another one, and the broker is killed. */
export interface KafkaSide {
  readonly settings: Settings;
  readonly broker: { kill(): Promise<void>; start(): Promise<void> };
  sender(way: Way): Sender;
  /** Records that no replica has taken yet, and records refused. */
  open(): Promise<Readonly<Record<string, number>>>;
  dead(): Promise<Readonly<Record<string, number>>>;
  results(): Promise<readonly ResultRecord[]>;
  close(): Promise<void>;
}

const TOPIC = 'chaos-events';
const DEAD = 'chaos-dead-letters';
const RESULTS = 'chaos-results';
const PARTITIONS = 4;

export async function startKafkaSide(): Promise<KafkaSide> {
  const broker = await startBroker();
  const topics = await openTopics(broker.bootstrap);
  await topics.create(
    { topic: TOPIC, partitions: PARTITIONS },
    { topic: DEAD },
    { topic: RESULTS, partitions: PARTITIONS },
  );
  const settings: Settings = {
    ...readingTopic({ bootstrap: broker.bootstrap, topic: TOPIC, deadLetterTopic: DEAD, groupId: 'chaos' }),
    PASSERELLE_KAFKA__RESULTS__TOPIC: RESULTS,
  };
  const groupId = settings.PASSERELLE_KAFKA__INTAKE__GROUP_ID ?? '';
  const length = async (topic: string): Promise<Map<number, number>> => {
    const ends = await topics.admin.fetchTopicOffsets(topic);
    return new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
  };
  return {
    settings,
    broker,
    sender: (way) =>
      createSender({
        ...way,
        tongue: 'event',
        async attempt({ bytes, said }) {
          try {
            await topics.producer.send({
              topic: TOPIC,
              acks: -1,
              timeout: 5_000,
              messages: [{ key: 'person' in said ? said.person.ipp : null, value: bytes }],
            });
            return { acknowledged: 'written' };
          } catch {
            return { lost: 'the broker did not take it' };
          }
        },
      }),
    async open() {
      const [ends, committed] = [await length(TOPIC), await topics.committed(groupId, TOPIC)];
      const left = [...ends].reduce((sum, [at, end]) => sum + end - Math.max(0, committed[at] ?? 0), 0);
      const open: Record<string, number> = left > 0 ? { 'records not taken': left } : {};
      return open;
    },
    async dead() {
      const refused = [...(await length(DEAD)).values()].reduce((sum, end) => sum + end, 0);
      const dead: Record<string, number> = refused > 0 ? { 'records refused': refused } : {};
      return dead;
    },
    async results() {
      const records = await topics.read(RESULTS);
      return records.map(({ value }) => {
        const { eventId, lineage, action, fhir } = JSON.parse(String(value)) as ResultRecord & {
          readonly fhir: { readonly resources: readonly string[] };
        };
        return { eventId, lineage, action, resources: fhir.resources };
      });
    },
    async close() {
      await topics.close().catch(() => undefined);
      await broker.remove();
    },
  };
}
