import { createRecordConsumer, type RecordProducer, createRecordProducer } from '../../src/kafka/index.js';
import { clientOf } from '../support/kafka/admin.js';
import { openTopics, someBroker, type Topics } from '../support/kafka/index.js';
import { consumerContract } from '../support/kafka/record-consumer.contract.js';

describe('topics of a Kafka broker', () => {
  let topics: Topics;
  let producer: RecordProducer;
  let bootstrap: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ bootstrap, remove } = await someBroker());
    topics = await openTopics(bootstrap);
    producer = createRecordProducer(topics.kafka);
  });

  afterAll(async () => {
    await Promise.all([topics.close(), producer.close()]);
    await remove();
  });

  const own = `${process.pid}-${Date.now()}`;
  let made = 0;
  consumerContract(() => ({
    async newTopic() {
      const topic = `contract-${own}-${(made += 1)}`;
      await topics.create({ topic, partitions: 4 });
      return topic;
    },
    async produce(records) {
      for (const record of records) expect(await producer.send(record)).toEqual({ ok: true });
    },
    consumer: (groupId, topic, handle, told) =>
      createRecordConsumer(
        clientOf(bootstrap),
        {
          groupId: `${groupId}-${topic}`,
          topics: [topic],
          fromBeginning: true,
          maxFetchBytes: 1_048_576,
          maxPartitionBytes: 262_144,
          sessionSeconds: 10,
        },
        handle,
        told,
      ),
    async committed(groupId, topic) {
      const offsets = Object.values(await topics.committed(`${groupId}-${topic}`, topic));
      return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0);
    },
  }));
});
