import { setTimeout as sleep } from 'node:timers/promises';
import { type Books } from '../books.js';
import { type ChaosOptions } from '../options.js';
import { planOf } from '../plan.js';
import { createRandom } from '../random.js';
import { type Replica } from '../replica.js';
import { say } from '../summary.js';
import { type Broker, disturb, type Done } from './disturb.js';

export interface Broken {
  readonly replicas: readonly Replica[];
  readonly books: Books;
  readonly done: Done;
  readonly broker?: Broker;
  /** Messages acknowledged so far. */
  readonly acknowledged: () => number;
}

/** Between two disturbances messages come through: else a slow machine would only start processes. */
async function progress(acknowledged: () => number, least: number): Promise<void> {
  const before = acknowledged();
  const deadline = performance.now() + LONGEST_STANDSTILL_MS;
  while (acknowledged() < before + least && performance.now() < deadline) await sleep(20);
}

/** A database that is cut lets nothing through. */
const LONGEST_STANDSTILL_MS = 8_000;

export async function disturbAll(options: ChaosOptions, { acknowledged, ...broken }: Broken): Promise<void> {
  const random = createRandom(options.seed ^ 0xc4a05);
  const plan = planOf(options.counts, options.seed);
  const { done } = broken;
  const scene = { ...broken, random };
  const going = new Map<string, Promise<void>>();
  for (const [at, one] of plan.entries()) {
    // A server is cut while processes are killed; not twice at once.
    if (one.kind === 'kill' || one.kind === 'kill at start') {
      if (done.kills >= options.counts.kills && one.kind === 'kill') continue;
      await disturb(one, scene);
    } else {
      await going.get(one.kind);
      const cut = disturb(one, scene);
      // Awaited later: its failure must not end the run by itself.
      cut.catch(() => undefined);
      going.set(one.kind, cut);
    }
    await sleep(random.between(0, options.gapMs));
    await progress(acknowledged, options.progress);
    if (at % 10 === 9) {
      const { kills, startKills, databaseCuts, fhirCuts } = done;
      say(
        `${at + 1} of ${plan.length}: ${kills} kills, ${startKills} at start, ${databaseCuts} database cuts, ${fhirCuts} FHIR cuts`,
      );
    }
  }
  await Promise.all(going.values());
}
