import { setTimeout as sleep } from 'node:timers/promises';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { type Answer, eventsOf, type IntakeEvent, standingOf } from '../../../src/intake/index.js';
import { createInbox } from '../../../src/intake/inbox/typeorm-inbox.repository.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { aCda } from '../../support/documents/cda-header.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };

let database: TestDatabase;
let queue: Queue;
let inbox: ReturnType<typeof createInbox>;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({
    url: database.url,
    onError: (error) => {
      throw error;
    },
  });
  const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
  const { dataSource } = database;
  inbox = createInbox({
    ...{ dataSource, queue, patients, cipher: testCipher, hash: testHash('inbox'), clock: systemClock },
  });
});
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

type Draft = Parameters<typeof aDraft>[0];

/** Nobody says who it is: no lock of a patient puts these messages in a row. */
const nobody = () => sensitive(anIdentity({ identifiers: [] }));
const report = (over: Draft): IntakeEvent => ({
  kind: 'report',
  report: aDraft({ identity: nobody(), ...over }),
});
const keep = (events: readonly IntakeEvent[]) => inbox.keep(aMessage(), events, ACCEPTED);

/** A session tells what it counted a second later at the earliest, at the end of a transaction. */
const TOLD_AFTER_MS = 1_100;
const SESSIONS = 20;

/** Of this database since it was made. */
async function deadlocks(): Promise<number> {
  await sleep(TOLD_AFTER_MS);
  const { dataSource } = database;
  await Promise.all(Array.from({ length: SESSIONS }, () => dataSource.query('SELECT pg_sleep(0.05)')));
  const [row]: { n: number }[] = await dataSource.query(
    'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.n ?? -1;
}

const shuffled = <T>(all: readonly T[], seed: number): T[] =>
  all
    .map((one, at) => [((at + 1) * 7919 * (seed + 1)) % 101, one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

/** Lineages of many versions: messages about them name no document in common. */
async function lineagesOf(names: readonly string[], versions: number): Promise<void> {
  for (const name of names) {
    for (let at = 0; at < versions; at += 1) {
      const action = at === 0 ? 'original' : 'replacement';
      const parent = at === 0 ? {} : { parentDocumentId: `${name}-${at - 1}` };
      const kept = await keep([report({ documentId: `${name}-${at}`, action, ...parent })]);
      if (!kept.ok) throw new Error(kept.failure.code);
    }
  }
}

const AT_ONCE = 32;

describe('messages of several reports that cross', () => {
  it('are all kept, in whatever order each names its lineages', async () => {
    const names = ['A', 'B', 'C', 'D'];
    await lineagesOf(names, AT_ONCE);
    const before = await deadlocks();
    const messages = Array.from({ length: AT_ONCE }, (_, n) =>
      shuffled(names, n).map((name) =>
        report({ documentId: `${name}-add-${n}`, parentDocumentId: `${name}-${n}`, action: 'addendum' }),
      ),
    );
    const merges = Array.from({ length: 6 }, (): IntakeEvent => {
      const [survivor, prior] = [anIdentity(), anIdentity()];
      const statement = sensitive({ survivor, prior: prior.identifiers });
      return { kind: 'merge', trigger: 'A40', statement };
    });
    const kept = await Promise.all([
      ...messages.map((events) => keep(events)),
      ...merges.map((event) => keep([event])),
    ]);
    expect(kept.map(({ ok }) => ok)).toEqual(kept.map(() => true));
    expect(await deadlocks()).toBe(before);
  }, 60_000);

  it('are all kept where they tie lineages to each other, and where others wait for them', async () => {
    const before = await deadlocks();
    const cda = (set: string, n: number) => [
      {
        contentType: 'application/xml' as const,
        content: sensitive(Buffer.from(aCda({ level: n % 2 ? 1 : 3, setId: set, versionNumber: n + 1 }))),
      },
    ];
    const sets = ['2.999.81', '2.999.82', '2.999.83'];
    // What a CDA ties is of one patient, who is locked first; what TXA ties is not.
    const whose = new Map(sets.map((set) => [set, sensitive(anIdentity())]));
    const chained = (set: string, n: number): Draft =>
      n === AT_ONCE - 1
        ? { documentId: `${set}.t.${n}` }
        : {
            ...{ documentId: `${set}.t.${n}`, parentDocumentId: `${set}.t.${n + 1}` },
            action: 'replacement',
          };
    const messages = Array.from({ length: AT_ONCE }, (_, n) => [
      ...shuffled(sets, n).map((set) => {
        const identity = whose.get(set) ?? nobody();
        return report({ identity, documentId: `${set}.${n}`, payloads: cda(set, n) });
      }),
      ...shuffled(sets, n + 2).map((set) => report(chained(set, n))),
      ...shuffled(sets, n + 1).map((set) =>
        report({
          documentId: `${set}.${n}.a`,
          parentDocumentId: `${set}.${AT_ONCE - 1 - n}`,
          action: 'addendum',
        }),
      ),
    ]);
    const kept = await Promise.all(messages.map((events) => keep(events)));
    expect(kept.map(({ ok }) => ok)).toEqual(kept.map(() => true));
    const rows: { lineage: string; state: string }[] = await database.dataSource.query(
      `SELECT DISTINCT lineage FROM passerelle.report WHERE cda IS NOT NULL`,
    );
    expect(rows).toHaveLength(sets.length);
    for (const { lineage } of rows) {
      const events = await eventsOf(database.dataSource, lineage);
      const standing = standingOf(events);
      const [document] = standing.kind === 'published' ? standing.parts : [];
      const last = events.find(({ version }) => version === document?.versions[0]);
      expect(last?.cda?.versions[0]?.number).toBe(AT_ONCE);
    }
    expect(await deadlocks()).toBe(before);
  }, 60_000);
});
