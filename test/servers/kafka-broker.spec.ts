import { checkConfig, type KafkaConfig } from '../../src/config/index.js';
import { createKafka, createRecordProducer } from '../../src/kafka/index.js';
import { silentLogger } from '../../src/observability/index.js';
import { type Broker, openTopics, startBroker, type Topics } from '../support/kafka/index.js';
import { tlsFile } from '../support/tls/tls-files.js';

function kafkaOf(settings: object): KafkaConfig {
  const config = checkConfig({ kafka: settings });
  if (!config.ok || !config.value.kafka) throw new Error('not a configuration');
  return config.value.kafka;
}

describe('records written to a Kafka broker', () => {
  let broker: Broker;
  let topics: Topics;

  beforeAll(async () => {
    broker = await startBroker();
    topics = await openTopics(broker.bootstrap);
    await topics.create(
      { topic: 'written' },
      { topic: 'small', settings: { 'max.message.bytes': '200' } },
      { topic: 'kept' },
    );
  });

  afterAll(async () => {
    await topics.close();
    await broker.remove();
  });

  const producerTo = (settings: object) => createRecordProducer(createKafka(kafkaOf(settings), silentLogger));
  const sendOne = async (settings: object, topic = 'written', value = 'x') => {
    const producer = producerTo(settings);
    const sent = await producer.send({ topic, key: 'k', value, headers: { code: 'c' } });
    await producer.close();
    return sent.ok ? 'sent' : sent.failure.code;
  };

  it('come with their key, value and headers', async () => {
    expect(await sendOne({ brokers: [broker.bootstrap] }, 'kept', 'hôpital')).toBe('sent');
    const [record] = await topics.read('kept');
    expect(record).toMatchObject({ key: 'k', headers: { code: 'c' } });
    expect(record?.value?.toString()).toBe('hôpital');
  });

  it('are refused by name where the topic is missing or takes no record of the size', async () => {
    const brokers = [broker.bootstrap];
    expect(await sendOne({ brokers }, 'nowhere')).toBe('KAFKA_TOPIC_MISSING');
    expect(await sendOne({ brokers }, 'small', 'x'.repeat(1_000))).toBe('KAFKA_RECORD_TOO_LARGE');
  });

  describe('over TLS with a password', () => {
    const secure = (mechanism: string, password?: string) => ({
      brokers: [broker.secure.bootstrap],
      tls: { authority: broker.secure.authority },
      sasl: { mechanism, username: broker.secure.username, password: password ?? broker.secure.password },
    });

    it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('are taken by %s', async (mechanism) => {
      expect(await sendOne(secure(mechanism))).toBe('sent');
    });

    it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
      'are refused by %s with a wrong password',
      async (mechanism) => {
        expect(await sendOne(secure(mechanism, 'wrong'))).toBe('KAFKA_UNAUTHENTICATED');
      },
    );

    it('are not sent to a broker whose certificate nobody we know signed', async () => {
      expect(await sendOne({ ...secure('plain'), tls: {} })).toBe('KAFKA_UNAVAILABLE');
    });
  });

  it('are taken from who shows a certificate, where the broker asks for one, and from nobody else', async () => {
    const tls = { authority: broker.secure.authority };
    const ours = { certificate: tlsFile('client.cert'), key: tlsFile('client.key') };
    expect(await sendOne({ brokers: [broker.mutual], tls: { ...tls, ...ours } })).toBe('sent');
    expect(await sendOne({ brokers: [broker.mutual], tls })).toBe('KAFKA_UNAVAILABLE');
  });

  it('find the broker again after it was killed', async () => {
    const producer = producerTo({ brokers: [broker.bootstrap] });
    expect((await producer.send({ topic: 'written', value: 'before' })).ok).toBe(true);
    await broker.kill();
    expect(await producer.send({ topic: 'written', value: 'meanwhile' })).toMatchObject({
      ok: false,
      failure: { code: 'KAFKA_UNAVAILABLE' },
    });
    await broker.start();
    expect((await producer.send({ topic: 'written', value: 'after' })).ok).toBe(true);
    await producer.close();
  });
});
