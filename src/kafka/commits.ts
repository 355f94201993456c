import { type ConsumerObserver } from './ports.js';

/** Of one partition. Offsets are those read next. */
interface Partition {
  readonly topic: string;
  readonly partition: number;
  next: string;
  /** Where the partition ended when last seen. */
  end: string;
  committed?: string;
}

export interface Commits {
  seen(topic: string, partition: number, end: string): void;
  /** Commits that `next` is read next; where that fails it is tried again with the next one, or by `flush`. */
  commit(place: { topic: string; partition: number; next: string }): Promise<void>;
  flush(): Promise<void>;
  /** Only these partitions are ours from now on. */
  keepOnly(isOurs: (topic: string, partition: number) => boolean): void;
}

export type SendCommit = (
  places: readonly { topic: string; partition: number; offset: string }[],
) => Promise<void>;

/** Commits what is done, one request at a time: what comes meanwhile goes with the next. */
export function createCommits(send: SendCommit, observer: Pick<ConsumerObserver, 'committed'>): Commits {
  const partitions = new Map<string, Partition>();
  let sending: Promise<void> | undefined;
  const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;
  const open = () =>
    [...partitions.values()].filter(({ next, committed }) => next !== '' && next !== committed);

  function at(topic: string, partition: number): Partition {
    const key = keyOf(topic, partition);
    const known = partitions.get(key) ?? { topic, partition, next: '', end: '' };
    partitions.set(key, known);
    return known;
  }

  async function sendOpen(): Promise<void> {
    const all = open().map((one) => ({ one, offset: one.next }));
    if (all.length === 0) return;
    try {
      await send(all.map(({ one: { topic, partition }, offset }) => ({ topic, partition, offset })));
    } catch {
      // It stays open. Where the partition is another member's by now, that one commits.
      return;
    }
    for (const { one, offset } of all) {
      one.committed = offset;
      const { topic, partition, end } = one;
      const lag = end === '' ? 0 : Math.max(0, Number(BigInt(end) - BigInt(offset)));
      observer.committed({ topic, partition, next: offset, lag });
    }
  }

  /** What is open now is in the request that ends this. */
  async function flush(): Promise<void> {
    await sending;
    sending ??= sendOpen().finally(() => (sending = undefined));
    await sending;
  }

  return {
    seen(topic, partition, end) {
      at(topic, partition).end = end;
    },
    async commit({ topic, partition, next }) {
      at(topic, partition).next = next;
      await flush();
    },
    flush,
    keepOnly(isOurs) {
      for (const [key, { topic, partition }] of partitions) {
        if (!isOurs(topic, partition)) partitions.delete(key);
      }
    },
  };
}
