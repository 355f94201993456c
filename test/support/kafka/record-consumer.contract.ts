import {
  type ConsumerObserver,
  type HandleBatch,
  type OutgoingRecord,
  type RecordConsumer,
} from '../../../src/kafka/index.js';
import { gate } from '../gate.js';
import { until } from '../service/until.js';

/** What a consumer is tried on: a topic of its own for each test, with several partitions. */
export interface ConsumerTrial {
  newTopic(): Promise<string>;
  produce(records: readonly OutgoingRecord[]): Promise<void>;
  consumer(groupId: string, topic: string, handle: HandleBatch, told: ConsumerObserver): RecordConsumer;
  /** Offsets the group reads next, summed over the partitions; a partition never committed counts 0. */
  committed(groupId: string, topic: string): Promise<number>;
}

const silent: ConsumerObserver = { assigned() {}, committed() {}, up() {}, down() {} };
const WAIT_MS = 60_000;

/** The same of every adapter. */
export function consumerContract(trial: () => ConsumerTrial): void {
  const records = (topic: string, keys: string, count: number): OutgoingRecord[] =>
    Array.from({ length: count }, (_, at) => {
      const key = keys[at % keys.length] as string;
      return { topic, key, value: `${key}${Math.floor(at / keys.length)}` };
    });

  /** Takes all of it, and notes the values by key. */
  function noting(seen: Map<string, string[]>): HandleBatch {
    return async (batch) => {
      for (const { key, value } of batch.records) {
        const all = seen.get(String(key)) ?? [];
        seen.set(String(key), [...all, String(value)]);
      }
      const last = batch.records.at(-1);
      if (last) await batch.done(last.offset);
      return {};
    };
  }
  const countOf = (seen: Map<string, string[]>) => [...seen.values()].flat().length;

  it('reads every record once, those of a key in their order, and goes on where it was', async () => {
    const { newTopic, produce, consumer, committed } = trial();
    const topic = await newTopic();
    const seen = new Map<string, string[]>();
    await produce(records(topic, 'abcdef', 60));
    const first = consumer('g', topic, noting(seen), silent);
    first.start();
    await until(() => countOf(seen) === 60, WAIT_MS);
    await first.stop();
    expect(await committed('g', topic)).toBe(60);
    await produce(records(topic, 'x', 3));
    const second = consumer('g', topic, noting(seen), silent);
    second.start();
    await until(() => countOf(seen) === 63, WAIT_MS);
    await second.stop();
    expect(seen.get('c')).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9']);
    expect(await committed('g', topic)).toBe(63);
  });

  it('reads again from the first record not done, after the wait; other partitions go on', async () => {
    const { newTopic, produce, consumer, committed } = trial();
    const topic = await newTopic();
    await produce(records(topic, 'abcdef', 60));
    const seen: string[] = [];
    let isStuck = true;
    let tries = 0;
    const handle: HandleBatch = async (batch) => {
      for (const { value, offset } of batch.records) {
        if (String(value) === 'a5' && isStuck) {
          tries += 1;
          return { retryAfterMs: 20 };
        }
        seen.push(String(value));
        await batch.done(offset);
      }
      return {};
    };
    const one = consumer('g', topic, handle, silent);
    one.start();
    // All that share no partition with `a`, and `a5` tried again meanwhile.
    await until(() => tries >= 3, WAIT_MS);
    expect(seen.filter((value) => value === 'a4')).toHaveLength(1);
    expect(seen).not.toContain('a5');
    await until(() => seen.some((value) => value.endsWith('9')), WAIT_MS);
    isStuck = false;
    await until(() => seen.length === 60, WAIT_MS);
    await one.stop();
    expect(new Set(seen).size).toBe(60);
    expect(await committed('g', topic)).toBe(60);
  });

  it('gives what was not done to the next member', async () => {
    const { newTopic, produce, consumer, committed } = trial();
    const topic = await newTopic();
    await produce(records(topic, 'a', 10));
    const first = consumer(
      'g',
      topic,
      async (batch) => {
        await batch.done(batch.records[3]?.offset ?? '');
        return { retryAfterMs: 600_000 };
      },
      silent,
    );
    first.start();
    await until(async () => (await committed('g', topic)) === 4, WAIT_MS);
    await first.stop();
    const seen = new Map<string, string[]>();
    const second = consumer('g', topic, noting(seen), silent);
    second.start();
    await until(() => countOf(seen) === 6, WAIT_MS);
    await second.stop();
    expect(seen.get('a')).toEqual(['a4', 'a5', 'a6', 'a7', 'a8', 'a9']);
  });

  it('waits at a stop for the batch in process, tells it that it is over, and commits what it did', async () => {
    const { newTopic, produce, consumer, committed } = trial();
    const topic = await newTopic();
    await produce(records(topic, 'a', 3));
    const held = gate();
    const began = gate();
    let wasOver = false;
    const one = consumer(
      'g',
      topic,
      async (batch) => {
        began.open();
        await held.opened;
        wasOver = batch.isOver();
        await batch.done(batch.records[0]?.offset ?? '');
        return {};
      },
      silent,
    );
    one.start();
    await began.opened;
    const stopped = one.stop();
    held.open();
    await stopped;
    expect(wasOver).toBe(true);
    expect(await committed('g', topic)).toBe(1);
  });

  it('hands bytes on as they came: a key, a tombstone, a header', async () => {
    const { newTopic, produce, consumer } = trial();
    const topic = await newTopic();
    const bytes = Buffer.from([0xff, 0x00, 0xc3]);
    await produce([
      { topic, key: 'k', value: bytes, headers: { trace: 'é' } },
      { topic, key: 'k', value: null },
    ]);
    const seen: (readonly [string, Buffer | null, string])[] = [];
    const one = consumer(
      'g',
      topic,
      async (batch) => {
        for (const { key, value, headers, offset } of batch.records) {
          seen.push([String(key), value, String(headers['trace'])]);
          await batch.done(offset);
        }
        return {};
      },
      silent,
    );
    one.start();
    await until(() => seen.length === 2, WAIT_MS);
    await one.stop();
    expect(seen).toEqual([
      ['k', bytes, 'é'],
      ['k', null, 'undefined'],
    ]);
  });

  it('tells what it has and what is left', async () => {
    const { newTopic, produce, consumer } = trial();
    const topic = await newTopic();
    await produce(records(topic, 'a', 5));
    const told: string[] = [];
    const observer: ConsumerObserver = {
      assigned: (partitions) => void told.push(`assigned ${Object.keys(partitions).join()}`),
      committed: ({ next, lag }) => void told.push(`${next} read next, ${lag} left`),
      up: () => void told.push('up'),
      down: () => void told.push('down'),
    };
    const one = consumer('g', topic, noting(new Map()), observer);
    one.start();
    await until(() => told.includes('5 read next, 0 left'), WAIT_MS);
    await one.stop();
    expect(told.slice(0, 2)).toEqual([`assigned ${topic}`, 'up']);
    expect(told).not.toContain('down');
  });
}
