import { createMemoryTopics, type MemoryTopics } from '../../kafka/index.js';
import { until } from '../../../test/support/service/until.js';
import { type Inbox } from '../events.js';
import { intakeFailure } from '../failures.js';
import { createMemoryInbox } from '../inbox/memory-inbox.js';
import { createKafkaIntake, type KafkaIntake } from './kafka-intake.js';

const TOPIC = 'comptes-rendus';
const DEAD = 'dead';
const SECRET = 'VASSEROT';
const clock = { now: () => new Date('2026-03-02T10:00:00Z') };

const event = (id: string, over: object = {}) => ({
  ...{ eventId: id, producer: 'dpi', action: 'original' },
  patient: { lastName: SECRET, identifiers: [{ kind: 'IPP', value: '1' }], fictitious: true },
  document: { id, assigner: 'dpi', type: 'CR-LOCAL' },
  content: { contentType: 'text/plain', text: `Compte rendu de ${SECRET}.` },
  ...over,
});

interface Over {
  readonly inbox?: Partial<Inbox>;
  readonly acceptsFictitious?: boolean;
  readonly concurrency?: number;
}

function intakeOn(
  topics: MemoryTopics,
  { inbox = {}, acceptsFictitious = true, concurrency = 64 }: Over = {},
) {
  const kept = createMemoryInbox();
  const told: { sentence: string; fields: object }[] = [];
  const counts: Record<string, number> = {};
  const write = (fields: object, sentence: string) => void told.push({ sentence, fields });
  const count = (name: string, by = 1) => void (counts[name] = (counts[name] ?? 0) + by);
  const intake = createKafkaIntake({
    ...{
      clock,
      acceptsFictitious,
      concurrency,
      deadLetterTopic: DEAD,
      maxBytes: 10_000,
      stopTimeoutMs: 5_000,
    },
    inbox: { ...kept, ...inbox },
    sources: [
      {
        ...{ name: 'dpi', fields: {}, types: [{ local: 'CR-LOCAL', loinc: '34112-3' }], ignoredSegments: [] },
        ...{
          hold: [],
          routes: [],
          pointers: { hosts: [], allowHttp: false, maxBytes: 1, timeoutSeconds: 1 },
        },
      },
    ],
    sourceOf: () => 'dpi',
    producer: topics.producer,
    consumer: (handle, observer) => topics.consumer('g', [TOPIC], handle, observer),
    logger: { info: write, warn: write, error: write },
    metrics: {
      answered: ({ refusal }) => count(refusal ?? 'AA'),
      deadLetter: ({ code }) => count(`dead ${code}`),
      deadLetterFailed: ({ code }) => count(`failed ${code}`),
      waiting: ({ partitions }) => void (counts['waiting'] = partitions),
      assigned: () => undefined,
      committed: () => undefined,
      up: (isUp) => void (counts['up'] = Number(isUp)),
    },
  });
  return { intake, kept, told, counts };
}

async function read(topics: MemoryTopics, intake: KafkaIntake, count: number): Promise<void> {
  intake.start();
  const committed = () =>
    [0, 1, 2, 3].reduce((sum, at) => sum + Number(topics.committed('g', TOPIC, at) ?? 0), 0);
  await until(() => committed() === count);
  await intake.stop();
}

const send = (topics: MemoryTopics, key: string | null, value: unknown, headers = {}) =>
  topics.producer.send({
    ...{ topic: TOPIC, key, headers },
    value: value === null || Buffer.isBuffer(value) ? value : JSON.stringify(value),
  });

describe('report events of a topic', () => {
  it('are kept as events of HTTP are, with the types of their source, once each', async () => {
    const topics = createMemoryTopics();
    await send(topics, 'a', event('E1'));
    await send(topics, 'a', event('E1'));
    await send(topics, 'b', event('E2'));
    const { intake, kept, counts } = intakeOn(topics);
    await read(topics, intake, 3);
    expect(kept.records.map(({ message }) => [message.source, message.sender, message.controlId])).toEqual(
      expect.arrayContaining([
        ['dpi', 'dpi', 'E1'],
        ['dpi', 'dpi', 'E2'],
      ]),
    );
    expect(kept.records).toHaveLength(2);
    const [first] = kept.records[0]?.events ?? [];
    expect(first?.kind === 'report' && first.report.type.code).toBe('34112-3');
    expect(counts).toMatchObject({ AA: 3, up: 0 });
    expect(topics.read(DEAD)).toEqual([]);
  });

  it('are kept at once, those of a key one after the other', async () => {
    const topics = createMemoryTopics();
    for (let at = 0; at < 200; at += 1) await send(topics, `${at % 50}`, event(`E${at}`));
    const running = new Map<string, number>();
    let [atOnce, most] = [0, 0];
    const order: string[] = [];
    const memory = createMemoryInbox();
    const accept: Inbox['accept'] = async (message, events, answer) => {
      const key = String(Number(message.controlId.slice(1)) % 50);
      expect(running.get(key) ?? 0).toBe(0);
      running.set(key, 1);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
      order.push(message.controlId);
      atOnce -= 1;
      running.set(key, 0);
      return memory.accept(message, events, answer);
    };
    const { intake } = intakeOn(topics, { inbox: { accept }, concurrency: 16 });
    await read(topics, intake, 200);
    expect(most).toBe(16);
    const ofKey7 = order.filter((id) => Number(id.slice(1)) % 50 === 7);
    expect(ofKey7).toEqual(['E7', 'E57', 'E107', 'E157']);
  });

  it.each([
    ['no value', null, 'RECORD_EMPTY'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'RECORD_UNREADABLE'],
    ['a text that is not JSON', Buffer.from(`{"lastName":"${SECRET}"`), 'RECORD_UNREADABLE'],
    ['a list', [event('E1')], 'EVENT_INVALID'],
    ['an unknown field', event('E1', { [SECRET]: SECRET }), 'EVENT_INVALID'],
    ['an action that is none', event('E1', { action: SECRET }), 'EVENT_INVALID'],
    ['too many bytes', event('E1', { producer: SECRET.repeat(2_000) }), 'RECORD_TOO_LARGE'],
  ])('go to the dead-letter topic as they came, with the reason in headers: %s', async (_, value, code) => {
    const topics = createMemoryTopics();
    await send(topics, 'k', value, { trace: 'T1', 'passerelle-code': 'forged' });
    await send(topics, 'k', event('E9'));
    const { intake, kept, told, counts } = intakeOn(topics);
    await read(topics, intake, 2);
    const [dead, ...others] = topics.read(DEAD);
    expect(others).toEqual([]);
    expect(dead?.key?.toString()).toBe('k');
    expect(dead?.value).toEqual(topics.read(TOPIC)[0]?.value);
    expect(dead?.headers).toEqual({
      trace: 'T1',
      'passerelle-code': code,
      'passerelle-class': 'permanent',
      'passerelle-message': expect.any(String) as string,
      'passerelle-source': 'dpi',
      'passerelle-topic': TOPIC,
      'passerelle-partition': expect.stringMatching(/^[0-3]$/) as string,
      'passerelle-offset': '0',
      'passerelle-at': '2026-03-02T10:00:00.000Z',
    });
    expect(JSON.stringify([dead?.headers, told])).not.toContain(SECRET);
    const refused = kept.records.filter(({ failure }) => failure);
    expect(refused.map(({ message, failure }) => [message.controlId.split('/')[0], failure?.code])).toEqual([
      [TOPIC, code],
    ]);
    expect(counts).toMatchObject({ [code]: 1, [`dead ${code}`]: 1, AA: 1 });
  });

  it('are refused for a fictitious patient where only real ones are received', async () => {
    const topics = createMemoryTopics();
    await send(topics, 'k', event('E1'));
    const { intake } = intakeOn(topics, { acceptsFictitious: false });
    await read(topics, intake, 1);
    expect(topics.read(DEAD)[0]?.headers['passerelle-code']).toBe('EVENT_FICTITIOUS');
  });

  it('wait where the dead-letter topic takes nothing: the offset is not committed, other partitions go on', async () => {
    const topics = createMemoryTopics();
    topics.refuse(DEAD, { type: 'TOPIC_AUTHORIZATION_FAILED' });
    await send(topics, 'a', event('E1'));
    await send(topics, 'a', Buffer.from('not JSON'));
    await send(topics, 'a', event('E2'));
    await send(topics, 'b', event('E3'));
    const { intake, kept, counts, told } = intakeOn(topics);
    const partition = topics.read(TOPIC).find(({ key }) => String(key) === 'a')?.partition ?? -1;
    intake.start();
    await until(() => (counts['failed KAFKA_FORBIDDEN'] ?? 0) >= 2);
    await until(() => kept.records.some(({ message }) => message.controlId === 'E3'));
    expect(topics.committed('g', TOPIC, partition)).toBe('1');
    expect(counts['waiting']).toBe(1);
    // Not stored again with each attempt.
    expect(kept.records.filter(({ failure }) => failure)).toHaveLength(1);
    topics.refuse(DEAD, undefined);
    await until(() => topics.committed('g', TOPIC, partition) === '3');
    await intake.stop();
    expect(topics.read(DEAD)).toHaveLength(1);
    expect(kept.records.filter(({ failure }) => !failure)).toHaveLength(3);
    expect(counts['waiting']).toBe(0);
    expect(told.map(({ sentence }) => sentence)).toContain('A Kafka partition waits');
  });

  it.each([
    ['answers that it cannot', async () => intakeFailure('INBOX_UNAVAILABLE', 'down')],
    ['breaks', () => Promise.reject(new Error(SECRET))],
  ])('wait while the inbox %s: nothing is dead-lettered or lost', async (_, down) => {
    const topics = createMemoryTopics();
    for (const id of ['E1', 'E2', 'E3']) await send(topics, id, event(id));
    await send(topics, 'E4', Buffer.from('not JSON'));
    const memory = createMemoryInbox();
    let isDown = true;
    let asked = 0;
    const orDown =
      <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
      (...args: A): Promise<T> => {
        asked += 1;
        return isDown ? (down() as Promise<T>) : work(...args);
      };
    const { intake, told } = intakeOn(topics, {
      inbox: { accept: orDown(memory.accept), refuse: orDown(memory.refuse) },
    });
    intake.start();
    await until(() => asked >= 6);
    expect(topics.read(DEAD)).toEqual([]);
    expect([0, 1, 2, 3].map((at) => topics.committed('g', TOPIC, at) ?? '0').join('')).toBe('0000');
    isDown = false;
    await until(() => memory.records.length === 4);
    await until(() => topics.read(DEAD).length === 1);
    await intake.stop();
    expect(
      memory.records
        .filter(({ failure }) => !failure)
        .map(({ message }) => message.controlId)
        .sort(),
    ).toEqual(['E1', 'E2', 'E3']);
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });

  it('that were finished beyond one that waits are not done twice', async () => {
    const topics = createMemoryTopics();
    // `a` and `e` share a partition.
    await send(topics, 'a', event('SLOW'));
    await send(topics, 'e', event('E2'));
    const memory = createMemoryInbox();
    const tried: string[] = [];
    let isDown = true;
    const accept: Inbox['accept'] = async (message, events, answer) => {
      tried.push(message.controlId);
      if (message.controlId === 'SLOW' && isDown) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return intakeFailure('INBOX_UNAVAILABLE', 'down');
      }
      return memory.accept(message, events, answer);
    };
    const { intake } = intakeOn(topics, { inbox: { accept } });
    intake.start();
    await until(() => tried.filter((id) => id === 'SLOW').length >= 2);
    isDown = false;
    await until(() => memory.records.length === 2);
    await intake.stop();
    expect(tried.filter((id) => id === 'E2')).toHaveLength(1);
  });
});
