import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaosOptions } from '../options.js';
import { createRandom } from '../random.js';
import { type Replica } from '../replica.js';
import { createLives } from './lives.js';
import { createLogbook } from './logbook.js';
import { createPost, type Sender } from './message.js';
import { createHttpSender, createMllpSender } from './senders.js';

export type Traffic = ReturnType<typeof startTraffic>;

/** Senders that always have something to send, until they are told to finish. */
export function startTraffic(options: ChaosOptions, replicas: readonly Replica[]) {
  const { seed, paceMs } = options;
  const log = createLogbook();
  const way = (name: string, at: number) => ({
    ...{ name, replicas, log, paceMs, random: createRandom(seed + 101 * (at + 1)) },
  });
  const senders: Sender[] = [
    ...Array.from({ length: options.mllpSenders }, (_, at) => createMllpSender(way(`mllp ${at}`, at))),
    ...Array.from({ length: options.httpSenders }, (_, at) => createHttpSender(way(`http ${at}`, 50 + at))),
    ...(options.kafka
      ? [options.kafka.sender(way('kafka', 80)), options.kafka.sender(way('kafka', 81))]
      : []),
  ];
  const post = createPost(senders, createRandom(seed ^ 0x9057));
  const nextLife = createLives(createRandom(seed));
  let feeding = true;
  const feed = async (): Promise<void> => {
    while (feeding) {
      const waiting = senders.reduce((sum, sender) => sum + sender.waiting(), 0);
      if (waiting < 3 * senders.length) post(nextLife());
      else await sleep(20);
    }
  };
  const all = Promise.all([feed(), ...senders.map((sender) => sender.run())]);
  // It is awaited at the end: until then a failure must not end the run by itself.
  all.catch(() => undefined);
  return {
    log,
    /** Whatever waits is left. */
    drop() {
      feeding = false;
      for (const sender of senders) sender.drop();
    },
    async finish() {
      feeding = false;
      for (const sender of senders) sender.finish();
      await all;
    },
  };
}
