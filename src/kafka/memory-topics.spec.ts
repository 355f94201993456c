import { consumerContract } from '../../test/support/kafka/record-consumer.contract.js';
import { createMemoryTopics } from './index.js';

describe('topics without a broker', () => {
  const topics = createMemoryTopics();
  let made = 0;
  consumerContract(() => ({
    newTopic: async () => `topic-${(made += 1)}`,
    async produce(records) {
      for (const record of records) await topics.producer.send(record);
    },
    consumer: (groupId, topic, handle, told) => topics.consumer(groupId, [topic], handle, told),
    async committed(groupId, topic) {
      const each = [0, 1, 2, 3].map((partition) => Number(topics.committed(groupId, topic, partition) ?? 0));
      return each.reduce((sum, one) => sum + one, 0);
    },
  }));
});
