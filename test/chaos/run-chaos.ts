import { type Resource } from '@medplum/fhirtypes';
import { createServiceDatabase } from '../support/service/database.js';
import { startFakeFhirServer } from '../support/fhir/fake-fhir-server.js';
import { onDatabase, someKeys } from '../support/service/service.js';
import { audit, type Fault, type World } from './audit.js';
import { type Announced } from './audit-results.js';
import { openBooks } from './books.js';
import { disturbAll } from './cuts/disturb-all.js';
import { type Done, nothingDone } from './cuts/disturb.js';
import { expectedOf } from './model.js';
import { type ChaosOptions } from './options.js';
import { createRandom } from './random.js';
import { type Replica, startReplica } from './replica.js';
import { still, tellErrors } from './still.js';
import { say, tableOf, tellFaults } from './summary.js';
import { startTraffic, type Traffic } from './traffic/start-traffic.js';

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
  const { kafka } = options;
  const settings = {
    ...kafka?.settings,
    ...onDatabase(database.url, someKeys()),
    PASSERELLE_FHIR__CARE__TIMEOUT_SECONDS: '5',
  };
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
    await disturbAll(options, {
      ...{ replicas, books, done },
      ...(kafka && { broker: kafka.broker }),
      acknowledged: () => log.acknowledged.length,
    });
    const disturbedFor = performance.now() - began;
    say(`everything was broken as planned after ${seconds(disturbedFor)} s: waiting until all is still`);
    await traffic.finish();
    const open = await still(
      async () => ({ ...(await books.open()), ...(await kafka?.open()) }),
      options.settleMs,
    );
    const settledAfter = performance.now() - began - disturbedFor;
    const resources: Resource[] = [...server.store.rows.values()].map(({ resource }) => resource);
    const world: World = {
      ...{ resources, kept: await books.kept(), open },
      dead: { ...(await books.dead()), ...(await kafka?.dead()) },
      ...(kafka && { announced: { records: await kafka.results(), sent: await books.announced() } }),
    };
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
      ...(world.announced && { 'result records, of these repeated': resultsOf(world.announced) }),
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

const resultsOf = ({ records }: Announced): string =>
  `${records.length}, ${records.length - new Set(records.map(({ eventId }) => eventId)).size}`;

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1_000);
