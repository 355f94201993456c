import { createServer } from 'node:net';
import { type AddressInfo } from 'node:net';
import { checkConfig, type KafkaConfig } from '../config/index.js';
import { silentLogger } from '../observability/index.js';
import { createKafka, createRecordProducer } from './index.js';

function kafkaOf(settings: object): KafkaConfig {
  const config = checkConfig({ kafka: settings });
  if (!config.ok || !config.value.kafka) throw new Error('not a configuration');
  return config.value.kafka;
}

/** A port of this machine where nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the client of the configuration', () => {
  it('says which setting names a file that cannot be read, and not the file', () => {
    const config = kafkaOf({ brokers: ['127.0.0.1:9092'], tls: { authority: '/nowhere/secret.pem' } });
    expect(() => createKafka(config, silentLogger)).toThrow('kafka.tls.authority: the file cannot be read');
    expect(() => createKafka(config, silentLogger)).not.toThrow('secret.pem');
  });

  it('tells that no broker answers, as a result, and makes Node warn of nothing', async () => {
    const warnings: string[] = [];
    const heard = (warning: Error) => void warnings.push(warning.name);
    process.on('warning', heard);
    const config = kafkaOf({ brokers: [`127.0.0.1:${await freePort()}`] });
    const producer = createRecordProducer(createKafka(config, silentLogger));
    const sent = await producer.send({ topic: 'reports', value: 'x' });
    expect(sent).toMatchObject({ ok: false, failure: { code: 'KAFKA_UNAVAILABLE', class: 'transient' } });
    await producer.close();
    process.off('warning', heard);
    expect(warnings).toEqual([]);
  });
});
