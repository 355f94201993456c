import { setTimeout as sleep } from 'node:timers/promises';
import { type Resource } from '@medplum/fhirtypes';
import { createServiceDatabase } from '../support/service/database.js';
import { startFakeFhirServer } from '../support/fhir/fake-fhir-server.js';
import { onDatabase, someKeys } from '../support/service/service.js';
import { audit, type Fault, type World } from './audit.js';
import { type Books, openBooks } from './books.js';
import { disturb, type Done, nothingDone } from './cuts/disturb.js';
import { expectedOf } from './model.js';
import { type Counts, planOf } from './plan.js';
import { createRandom } from './random.js';
import { type Replica, startReplica } from './replica.js';
import { say, tableOf, tellFaults } from './summary.js';
import { createLives } from './traffic/lives.js';
import { createLogbook } from './traffic/logbook.js';
import { createPost, type Sender } from './traffic/message.js';
import { createHttpSender, createMllpSender } from './traffic/senders.js';

export interface ChaosOptions {
  readonly seed: number;
  readonly counts: Counts;
  readonly replicas: number;
  readonly mllpSenders: number;
  readonly httpSenders: number;
  /** Milliseconds between two messages of a sender, at most. */
  readonly paceMs: number;
  /** Milliseconds between two disturbances, at most. */
  readonly gapMs: number;
  /** Messages acknowledged between two disturbances, at least. */
  readonly progress: number;
  /** Milliseconds after which what is not over is a fault. */
  readonly settleMs: number;
}

export interface ChaosResult {
  readonly done: Done;
  readonly faults: readonly Fault[];
  readonly messages: number;
  readonly resends: number;
  /** All that was counted, for people. */
  readonly summary: Readonly<Record<string, string | number>>;
}

/** Messages keep coming while everything is broken; then nothing is, and what stands is held against what was sent. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, counts } = options;
  say(`seed ${seed} (PASSERELLE_CHAOS_SEED=${seed} makes the same traffic and the same plan)`);
  const began = performance.now();
  const database = await createServiceDatabase();
  const server = await startFakeFhirServer();
  const books = await openBooks(database.url);
  const settings = { ...onDatabase(database.url, someKeys()), PASSERELLE_FHIR__CARE__TIMEOUT_SECONDS: '5' };
  const delays = createRandom(seed ^ 0xde1a);
  const fhirPort = Number(new URL(server.origin).port);
  const replicas: Replica[] = [];
  let traffic: Traffic | undefined;
  try {
    for (let at = 1; at <= options.replicas; at++) {
      const fhirDelayMs = () => delays.between(20, 120);
      const { url: databaseUrl } = database;
      replicas.push(
        await startReplica({ name: `replica ${at}`, databaseUrl, fhirPort, fhirDelayMs, settings }),
      );
    }
    traffic = startTraffic(options, replicas);
    const { log } = traffic;
    const done = nothingDone();
    await disturbAll(options, { replicas, books, done, acknowledged: () => log.acknowledged.length });
    const disturbedFor = performance.now() - began;
    say(`everything was broken as planned after ${seconds(disturbedFor)} s: waiting until all is still`);
    await traffic.finish();
    const open = await still(books, options.settleMs);
    const settledAfter = performance.now() - began - disturbedFor;
    const resources: Resource[] = [...server.store.rows.values()].map(({ resource }) => resource);
    const world: World = { resources, kept: await books.kept(), open, dead: await books.dead() };
    for (const line of await books.details()) say(line);
    const expected = expectedOf(log);
    const faults = audit(expected, world, log);
    const summary = {
      ...{ seed, 'kills with work in hand': done.kills },
      ...{
        '  of these with messages unanswered': done.killsInIntake,
        '  of these with walks going on': done.killsInWalks,
      },
      ...{ 'kills of an idle process': done.idleKills, 'kills during a start': done.startKills },
      'ends nobody asked for': replicas.flatMap(({ ownEnds }) => ownEnds).length,
      'milliseconds a start takes': replicas.map((replica) => replica.startsInMs()).join(', '),
      ...{ 'database cuts': done.databaseCuts, 'FHIR server cuts': done.fhirCuts },
      ...(counts.brokerKills > 0 && { 'broker kills': done.brokerKills }),
      'messages sent': log.sent.messages,
      'messages acknowledged': log.acknowledged.length,
      'messages abandoned, of these kept': `${log.abandoned.length}, ${[...log.abandonedIds].filter((id) => world.kept.has(id)).length}`,
      ...{ 'messages sent again': log.sent.resends, 'messages sent twice on purpose': log.sent.repeats },
      'documents that stand, of all': `${expected.documents.filter(({ stands }) => stands).length}, ${expected.documents.length}`,
      ...{ reports: await books.reports(), 'resources on the FHIR server': resources.length },
      ...{ 'seconds of disturbance': seconds(disturbedFor), 'seconds to stillness': seconds(settledAfter) },
      faults: faults.length,
    };
    say(`\n${tableOf(summary)}`);
    tellErrors(replicas);
    if (faults.length > 0) say(`seed ${seed}, faults:\n${tellFaults(faults)}`);
    return { done, faults, messages: log.sent.messages, resends: log.sent.resends, summary };
  } finally {
    traffic?.drop();
    await Promise.all(replicas.map((replica) => replica.stop()));
    await server.close();
    await books.close();
    await database.drop();
  }
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1_000);

function startTraffic(options: ChaosOptions, replicas: readonly Replica[]) {
  const { seed, paceMs } = options;
  const log = createLogbook();
  const way = (name: string, at: number) => ({
    ...{ name, replicas, log, paceMs, random: createRandom(seed + 101 * (at + 1)) },
  });
  const senders: Sender[] = [
    ...Array.from({ length: options.mllpSenders }, (_, at) => createMllpSender(way(`mllp ${at}`, at))),
    ...Array.from({ length: options.httpSenders }, (_, at) => createHttpSender(way(`http ${at}`, 50 + at))),
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

type Traffic = ReturnType<typeof startTraffic>;

interface Broken {
  readonly replicas: readonly Replica[];
  readonly books: Books;
  readonly done: Done;
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

async function disturbAll(
  options: ChaosOptions,
  { replicas, books, done, acknowledged }: Broken,
): Promise<void> {
  const random = createRandom(options.seed ^ 0xc4a05);
  const plan = planOf(options.counts, options.seed);
  const scene = { replicas, books, random, done };
  const going = new Map<string, Promise<void>>();
  for (const [at, one] of plan.entries()) {
    // A server is cut while processes are killed; not twice at once.
    if (one.kind === 'kill' || one.kind === 'kill at start') {
      if (done.kills >= options.counts.kills && one.kind === 'kill') continue;
      await disturb(one, scene);
    } else {
      await going.get(one.kind);
      going.set(one.kind, disturb(one, scene));
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

/** Waits until nothing is open, twice in a row; what is still open when the time is over. */
async function still(books: Books, settleMs: number): Promise<Readonly<Record<string, number>>> {
  const deadline = performance.now() + settleMs;
  let quiet = 0;
  for (;;) {
    const open = await books.open();
    quiet = Object.keys(open).length === 0 ? quiet + 1 : 0;
    if (quiet === 3 || performance.now() > deadline) return open;
    await sleep(700);
  }
}

function tellErrors(replicas: readonly Replica[]): void {
  for (const { name, errors, ownEnds } of replicas) {
    for (const [sentence, count] of errors) say(`${name} logged ${count} × ${sentence}`);
    for (const { wasReady, words } of ownEnds) {
      say(`${name} ended by itself ${wasReady ? 'while it was ready' : 'at its start'}: ${words.trim()}`);
    }
  }
}
