import { setTimeout as sleep } from 'node:timers/promises';
import { type Books } from '../books.js';
import { type Disturbance, type Moment } from '../plan.js';
import { type Random } from '../random.js';
import { type Replica, type WorkInHand } from '../replica.js';
import { until } from '../../support/service/until.js';
import { type Link } from './link.js';

/** What was really done. */
export interface Done {
  /** Of a process that was ready and had work in hand. */
  kills: number;
  /** Of these: it had messages unanswered, or walks going on. Some had both. */
  killsInIntake: number;
  killsInWalks: number;
  /** Of a process that was ready, and had nothing in hand: not counted among the kills. */
  idleKills: number;
  startKills: number;
  databaseCuts: number;
  fhirCuts: number;
  brokerKills: number;
}

export const nothingDone = (): Done => ({
  ...{ kills: 0, killsInIntake: 0, killsInWalks: 0, idleKills: 0, startKills: 0 },
  ...{ databaseCuts: 0, fhirCuts: 0, brokerKills: 0 },
});

export interface Broker {
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Scene {
  readonly replicas: readonly Replica[];
  readonly books: Books;
  readonly random: Random;
  readonly done: Done;
  readonly broker?: Broker;
}

const LONGEST_WAIT_MS = 4_000;

export async function disturb(one: Disturbance, scene: Scene): Promise<void> {
  switch (one.kind) {
    case 'kill':
      return killAtWork(one.moment, one.both, scene);
    case 'kill at start':
      return killAtStart(scene);
    case 'database':
      return cutDatabase(one.how, one.lastsMs, scene);
    case 'fhir':
      return cutFhir(one.how, one.lastsMs, scene);
    case 'broker':
      return restartBroker(one.lastsMs, scene);
  }
}

const has = (moment: Moment, { intake, walk }: WorkInHand): boolean =>
  moment === 'intake' ? intake > 0 : moment === 'walk' ? walk > 0 : intake + walk > 0;

const ready = ({ replicas }: Scene): Replica[] => replicas.filter((replica) => replica.state() === 'ready');

/** Goes on until one kill hit work: those that hit nothing are not counted. */
async function killAtWork(moment: Moment, both: boolean, scene: Scene): Promise<void> {
  const { random, done } = scene;
  for (;;) {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    const busy = await until(
      () => {
        const found = ready(scene).filter((replica) => has(moment, replica.work()));
        if (found.length > 0) return random.pick(found);
        return performance.now() > deadline && ready(scene).length > 0
          ? random.pick(ready(scene))
          : undefined;
      },
      180_000,
      5,
    );
    // Not always at the first instant of the work.
    await sleep(random.between(0, 40));
    if (busy.state() !== 'ready') continue;
    const victims = both ? ready(scene) : [busy];
    const hits = victims.map((victim) => victim.kill()).filter((work) => has('any work', work));
    done.idleKills += victims.length - hits.length;
    done.kills += hits.length;
    done.killsInIntake += hits.filter((work) => work.intake > 0).length;
    done.killsInWalks += hits.filter((work) => work.walk > 0).length;
    if (hits.length > 0) return;
  }
}

/** At any moment of its start; again where it was up already. */
async function killAtStart(scene: Scene): Promise<void> {
  const { random, done } = scene;
  for (;;) {
    const victim = await until(() => ready(scene)[0], 180_000, 5);
    countHit(victim.kill(), done);
    await until(() => victim.state() === 'starting', 180_000, 5);
    await sleep(random.between(0, victim.startsInMs()));
    if (victim.state() !== 'starting') continue;
    victim.kill();
    done.startKills += 1;
    return;
  }
}

function countHit(work: WorkInHand, done: Done): void {
  if (!has('any work', work)) return void (done.idleKills += 1);
  done.kills += 1;
  if (work.intake > 0) done.killsInIntake += 1;
  if (work.walk > 0) done.killsInWalks += 1;
}

async function cutDatabase(how: Cut['how'], lastsMs: number, scene: Scene): Promise<void> {
  const links = linksOf(scene, 'database', how);
  if (how === 'terminated') {
    // As a server that goes over to its standby does it.
    await scene.books.terminate();
    await sleep(lastsMs / 2);
    await scene.books.terminate();
  } else {
    await cutLinks(links, how, lastsMs);
  }
  scene.done.databaseCuts += 1;
}

async function cutFhir(how: Cut['how'], lastsMs: number, scene: Scene): Promise<void> {
  await cutLinks(linksOf(scene, 'fhir', how), how, lastsMs);
  scene.done.fhirCuts += 1;
}

type Cut = Extract<Disturbance, { kind: 'database' | 'fhir' }>;

const linksOf = ({ replicas, random }: Scene, name: 'database' | 'fhir', how: Cut['how']): Link[] =>
  (how === 'one replica' ? [random.pick(replicas)] : replicas).map((replica) => replica[name]);

async function cutLinks(links: readonly Link[], how: Cut['how'], lastsMs: number): Promise<void> {
  for (const link of links) {
    if (how === 'frozen') link.freeze();
    else if (how === 'answers lost') link.loseAnswers();
    else await link.cut();
  }
  await sleep(lastsMs);
  // A pause may end by going on, or by a break.
  if (how === 'frozen') for (const link of links.slice(1)) link.breakAll();
  for (const link of links) await link.mend();
}

async function restartBroker(lastsMs: number, { broker, done }: Scene): Promise<void> {
  if (!broker) throw new Error('the plan restarts a broker, and there is none');
  await broker.kill();
  await sleep(lastsMs);
  await broker.start();
  done.brokerKills += 1;
}
