import pg from 'pg';
import { createServiceDatabase } from '../support/service/database.js';
import {
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';
import { until } from '../support/service/until.js';
import { type TestDatabase } from '../support/database/database.js';
import {
  aReportEvent,
  type Broker,
  openTopics,
  readingTopic,
  SOURCE,
  startBroker,
  type Topics,
} from '../support/kafka/index.js';

const WAIT_MS = 120_000;
/** The person of the events, and what an event must never be told by. */
const SECRETS = ['ORBELLUN', 'Célestine', '1958-05-14', 'K-E', 'score 3+'];

let broker: Broker;
let topics: Topics;
let database: TestDatabase;
let keys: Settings;
const services = new Set<Service>();

beforeAll(async () => {
  [broker, database] = await Promise.all([startBroker(), createServiceDatabase()]);
  topics = await openTopics(broker.bootstrap);
});

beforeEach(() => {
  keys = someKeys();
});

afterEach(async () => {
  await Promise.all([...services].map((service) => service.kill()));
  services.clear();
  await database.drop();
  database = await createServiceDatabase();
});

afterAll(async () => {
  await topics.close();
  await database.drop();
  await broker.remove();
});

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

let made = 0;
async function newTopics(partitions = 4, withDeadLetters = true) {
  made += 1;
  const names = { topic: `events-${made}`, deadLetterTopic: `dead-${made}` };
  await topics.create({ topic: names.topic, partitions, settings: { 'max.message.bytes': '12000000' } });
  if (withDeadLetters) await topics.create({ topic: names.deadLetterTopic });
  return names;
}

async function serve(settings: Settings): Promise<Service> {
  const service = await startService({ ...onDatabase(database.url, keys), ...settings });
  services.add(service);
  return service;
}

const send = (topic: string, events: readonly (readonly [key: string, value: unknown])[]) =>
  topics.producer.send({
    topic,
    messages: events.map(([key, value]) => ({
      key,
      value: value === null || Buffer.isBuffer(value) ? value : JSON.stringify(value),
    })),
  });

/** Reports by the id of their event. */
async function reportsOf(service: Service): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { controlId } of await service.api.reports()) counts[controlId] = (counts[controlId] ?? 0) + 1;
  return counts;
}

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `E${from + at}`);
const once = (all: readonly string[]) => Object.fromEntries(all.map((id) => [id, 1]));
const committedOf = async (topic: string): Promise<number> =>
  Object.values(await topics.committed(`g-${topic}`, topic)).reduce((sum, at) => sum + Math.max(0, at), 0);
const up = (topic: string, value: 0 | 1): string => `passerelle_kafka_intake_up{group="g-${topic}"} ${value}`;
const metric = async (service: Service, line: string): Promise<boolean> =>
  (await service.api.ask('/metrics')).text.includes(line);

describe('report events of a Kafka topic', () => {
  it('are delivered as FHIR resources; what cannot be read is a dead letter; nobody is told in clear', async () => {
    const names = await newTopics();
    const { topic, deadLetterTopic } = names;
    const large = aReportEvent('E4', {
      content: {
        contentType: 'text/plain',
        text: `HER2 : score 3+.\n${'Sans particularité. '.repeat(250_000)}`,
      },
    });
    await send(topic, [
      ['E1', aReportEvent('E1')],
      ['E1', aReportEvent('E1')],
      ['E2', aReportEvent('E2')],
      ['ORBELLUN', Buffer.from('{"lastName": "ORBELLUN", "birthDate": "1958-05-14')],
      ['E3', aReportEvent('E3', { action: 'ORBELLUN', ORBELLUN: 'Célestine' })],
      ['E5', null],
    ]);
    await send(topic, [['E4', large]]);
    const service = await serve({
      ...readingTopic({ bootstrap: broker.bootstrap, ...names }),
      PASSERELLE_LOG__LEVEL: 'trace',
    });
    await until(async () => (await committedOf(topic)) === 7, WAIT_MS);
    for (const id of ['E1', 'E2']) await service.api.inState(id, 'delivered', WAIT_MS);
    await service.api.settled(WAIT_MS);
    expect(await reportsOf(service)).toEqual({ E1: 1, E2: 1, E4: 1 });
    const observations = await service.api.observations();
    expect(observations.length).toBeGreaterThan(0);

    const dead = await topics.read(deadLetterTopic);
    expect(dead.map(({ headers }) => headers['passerelle-code']).sort()).toEqual([
      'EVENT_INVALID',
      'RECORD_EMPTY',
      'RECORD_UNREADABLE',
    ]);
    const unreadable = dead.find(({ headers }) => headers['passerelle-code'] === 'RECORD_UNREADABLE');
    expect(unreadable).toMatchObject({ key: 'ORBELLUN', headers: { 'passerelle-topic': topic } });
    expect(unreadable?.value?.toString()).toContain('1958-05-14');

    const pages = await Promise.all(
      ['/metrics', '/refused-messages', '/ready'].map(async (path) => (await service.api.ask(path)).text),
    );
    const refused = JSON.parse(pages[1] ?? '') as { controlId: string; failureCode: string }[];
    expect(refused.map(({ failureCode }) => failureCode).sort()).toEqual([
      'EVENT_INVALID',
      'RECORD_EMPTY',
      'RECORD_UNREADABLE',
    ]);
    const { 'passerelle-partition': partition, 'passerelle-offset': offset } = unreadable?.headers ?? {};
    expect(refused.map(({ controlId }) => controlId)).toContain(`${topic}/${partition}/${offset}`);
    expect(pages[0]).toContain(
      `passerelle_messages_total{source="${SOURCE}",type="report-event",answer="AR"} 3`,
    );
    expect(pages[0]).toContain(up(topic, 1));
    const { status } = await service.stop();
    expect(status).toBe(0);
    const told = [
      ...pages,
      service.process.output(),
      JSON.stringify(dead.map(({ headers }) => headers)),
    ].join('\n');
    for (const secret of SECRETS) expect(told).not.toContain(secret);
    expect(service.process.output()).not.toContain('Warning');
  });

  it('wait, uncommitted, while the dead-letter topic is missing or takes no record of the size; then go on', async () => {
    const names = await newTopics(1, false);
    const { topic, deadLetterTopic } = names;
    await send(topic, [
      ['a', aReportEvent('E1')],
      ['a', Buffer.from('x'.repeat(3_000))],
      ['a', aReportEvent('E2')],
    ]);
    const service = await serve(readingTopic({ bootstrap: broker.bootstrap, ...names }));
    await service.process.line((line) => (line.includes('KAFKA_TOPIC_MISSING') ? line : undefined));
    expect(await committedOf(topic)).toBe(1);
    await topics.create({ topic: deadLetterTopic, settings: { 'max.message.bytes': '500' } });
    await service.process.line((line) => (line.includes('KAFKA_RECORD_TOO_LARGE') ? line : undefined));
    expect(await committedOf(topic)).toBe(1);
    expect(await metric(service, `passerelle_kafka_waiting_partitions{topic="${topic}"} 1`)).toBe(true);
    await topics.admin.alterConfigs({
      validateOnly: false,
      resources: [
        { type: 2, name: deadLetterTopic, configEntries: [{ name: 'max.message.bytes', value: '1000000' }] },
      ],
    });
    await until(async () => (await committedOf(topic)) === 3, WAIT_MS);
    expect(await topics.read(deadLetterTopic)).toHaveLength(1);
    await until(async () => Object.keys(await reportsOf(service)).length === 2, WAIT_MS);
    expect(await reportsOf(service)).toEqual(once(['E1', 'E2']));
  });

  it('wait, and none is a dead letter, while the database takes no connection; then all are there, once', async () => {
    const names = await newTopics();
    const { topic } = names;
    const service = await serve(readingTopic({ bootstrap: broker.bootstrap, ...names }));
    await send(
      topic,
      ids(0, 20).map((id) => [id, aReportEvent(id)]),
    );
    await until(async () => (await committedOf(topic)) === 20, WAIT_MS);
    await database.dataSource.destroy();
    const name = new URL(database.url).pathname.slice(1);
    await onServer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    await send(
      topic,
      ids(20, 60).map((id) => [id, aReportEvent(id)]),
    );
    await send(topic, [['x', Buffer.from('not JSON')]]);
    await service.process.line((line) => (/A Kafka partition waits/.test(line) ? line : undefined));
    await until(async () => (await service.api.ask('/ready')).status === 503, WAIT_MS);
    expect(await committedOf(topic)).toBe(20);
    expect(await topics.read(names.deadLetterTopic)).toEqual([]);
    await onServer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await until(async () => (await committedOf(topic)) === 61, WAIT_MS);
    await until(async () => Object.keys(await reportsOf(service)).length === 60, WAIT_MS);
    expect(await reportsOf(service)).toEqual(once(ids(0, 60)));
    expect(await topics.read(names.deadLetterTopic)).toHaveLength(1);
    expect(service.process.output()).toContain('INBOX_UNAVAILABLE');
  });

  it('are all there, once, though the broker is killed and started again', async () => {
    const names = await newTopics();
    const { topic } = names;
    await send(
      topic,
      ids(0, 100).map((id) => [id, aReportEvent(id)]),
    );
    const service = await serve(readingTopic({ bootstrap: broker.bootstrap, ...names }));
    await until(async () => (await committedOf(topic)) > 0, WAIT_MS, 5);
    await broker.kill();
    await until(() => metric(service, up(topic, 0)), WAIT_MS);
    await broker.start();
    await send(
      topic,
      ids(100, 150).map((id) => [id, aReportEvent(id)]),
    );
    await until(async () => (await committedOf(topic)) === 150, WAIT_MS);
    await until(async () => Object.keys(await reportsOf(service)).length === 150, WAIT_MS);
    expect(await reportsOf(service)).toEqual(once(ids(0, 150)));
  });

  it('are all there, once, though of two services that share the partitions one is killed and one is stopped', async () => {
    const names = await newTopics(6);
    const { topic } = names;
    const settings = readingTopic({ bootstrap: broker.bootstrap, ...names });
    const [first, second] = await Promise.all([serve(settings), serve(settings)]);
    const half = (service: Service) =>
      metric(service, `passerelle_kafka_assigned_partitions{topic="${topic}"} 3`);
    await until(async () => (await half(first)) && (await half(second)), WAIT_MS);
    let sent = 0;
    const sendSome = async () => {
      await send(
        topic,
        ids(sent, sent + 60).map((id) => [id, aReportEvent(id)]),
      );
      sent += 60;
    };
    await sendSome();
    await until(async () => (await committedOf(topic)) > 0, WAIT_MS, 5);
    await first.kill();
    await sendSome();
    const third = await serve(settings);
    await sendSome();
    await until(async () => (await committedOf(topic)) > 120, WAIT_MS, 5);
    const stopped = second.stop();
    await sendSome();
    expect((await stopped).status).toBe(0);
    await until(async () => (await committedOf(topic)) === sent, WAIT_MS);
    await until(async () => Object.keys(await reportsOf(third)).length === sent, WAIT_MS);
    expect(await reportsOf(third)).toEqual(once(ids(0, sent)));
  });

  it('come over TLS with a password; with a wrong one the service is up, says so, and reads none', async () => {
    const names = await newTopics(1);
    const { username, password, authority, bootstrap } = broker.secure;
    const secure = (given: string): Settings => ({
      ...readingTopic({ bootstrap, ...names }),
      PASSERELLE_KAFKA__TLS__AUTHORITY: authority,
      PASSERELLE_KAFKA__SASL__MECHANISM: 'scram-sha-512',
      PASSERELLE_KAFKA__SASL__USERNAME: username,
      PASSERELLE_KAFKA__SASL__PASSWORD: given,
    });
    await send(names.topic, [['E1', aReportEvent('E1')]]);
    const refused = await serve(secure('not-the-password'));
    await refused.process.line((line) => (line.includes('KAFKA_UNAUTHENTICATED') ? line : undefined));
    expect((await refused.api.ask('/ready')).status).toBe(200);
    expect(await metric(refused, up(names.topic, 0))).toBe(true);
    expect(refused.process.output()).not.toContain('not-the-password');
    expect((await refused.stop()).status).toBe(0);
    const taken = await serve({ ...secure(password), PASSERELLE_LOG__LEVEL: 'trace' });
    await taken.api.inState('E1', 'delivered', WAIT_MS);
    expect(taken.process.output()).not.toContain(password);
  });
});
