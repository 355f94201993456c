import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { createOperations, type Operations } from '../../../src/api/index.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import {
  createInbox,
  createRelease,
  eventsOf,
  type Inbox,
  LineagesMoved,
  type Release,
  standingOf,
} from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, type Identity } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
const LOCK_HELD_MS = 300;

type Row = Readonly<Record<string, unknown>>;

let database: TestDatabase;
let queue: Queue;
let inbox: Inbox;
let release: Release;
let operations: Operations;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({ url: database.url, onError: () => undefined });
  const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
  const hash = testHash('inbox');
  const common = { dataSource: database.dataSource, queue, patients, hash, clock: systemClock };
  release = createRelease({ cipher: testCipher, clock: systemClock, patients });
  inbox = createInbox({ ...common, cipher: testCipher });
  operations = createOperations({
    ...common,
    outbox: { lastDelivered: () => Promise.resolve([]) },
    release: (sql, id) => release(sql, id),
  });
});
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

const rows = (sql: string, values: unknown[] = []): Promise<Row[]> => database.dataSource.query(sql, values);
const rowOf = async (id: unknown): Promise<Row> =>
  (await rows('SELECT * FROM passerelle.report WHERE id = $1', [id]))[0] as Row;
const keep = async (identity: Identity, over: Parameters<typeof aDraft>[0]): Promise<Row> => {
  const report = aDraft({ identity: sensitive(identity), ...over });
  const kept = await inbox.keep(aMessage(), [{ kind: 'report', report }], ACCEPTED);
  if (!kept.ok) throw new Error(kept.failure.code);
  return rowOf(kept.value.reportIds[0]);
};
const merge = async (survivor: Identity, prior: Identity) => {
  const statement = sensitive({ survivor, prior: prior.identifiers });
  const kept = await inbox.keep(aMessage(), [{ kind: 'merge', trigger: 'A40', statement }], ACCEPTED);
  expect(kept.ok).toBe(true);
};
const LATE = 'REPLAY';
let count = 0;
/** A document of one patient that came again under another one; the row that is parked. */
async function aParked(other = anIdentity()) {
  const own = anIdentity();
  const documentId = `${LATE}-${++count}`;
  await keep(own, { documentId });
  const parked = await keep(other, { documentId });
  expect(parked).toMatchObject({ state: 'parked', failure_code: 'PATIENT_DIFFERS' });
  return { parked, own, other, documentId };
}
const inTransaction = <T>(work: (sql: EntityManager) => Promise<T>) => database.dataSource.transaction(work);

/** Holds the lock of a document until told. */
async function holding(name: unknown, while_: (sql: EntityManager) => Promise<void>) {
  await inTransaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    await while_(sql);
  });
}

describe('the replay of a report of another patient', () => {
  it('locks what the report names, not every report of another patient', async () => {
    const locksOf = async (id: unknown): Promise<unknown> => {
      let locks: unknown;
      const undone = new Error('undone');
      const measured = inTransaction(async (sql) => {
        await release(sql, String(id));
        const [row] = (await sql.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
        )) as [{ n: number }];
        locks = row.n;
        throw undone;
      });
      await expect(measured).rejects.toBe(undone);
      return locks;
    };
    const { parked } = await aParked();
    const before = await locksOf(parked['id']);
    expect(before).toBeGreaterThan(0);
    for (let more = 0; more < 5; more += 1) await aParked();
    expect(await locksOf(parked['id'])).toBe(before);
  });

  it('begins again where something came to wait for its document meanwhile', async () => {
    const { parked, own, other } = await aParked();
    const waiting = await keep(other, {
      documentId: 'REPLAY-ADDENDUM',
      parentDocumentId: 'REPLAY-NEVER',
      action: 'addendum',
    });
    await merge(own, other);
    const joinedMeanwhile = async (releasing: () => Promise<unknown>): Promise<unknown> => {
      let released: Promise<unknown> | undefined;
      await holding(parked['document_hash'], async (sql) => {
        released = releasing().catch((error: unknown) => error);
        await sleep(LOCK_HELD_MS);
        await sql.query('UPDATE passerelle.report SET waits_for = $2 WHERE id = $1', [
          ...[waiting['id'], [parked['document_hash']]],
        ]);
      });
      const outcome = await released;
      return outcome;
    };
    const id = String(parked['id']);
    const once = await joinedMeanwhile(() => inTransaction((sql) => release(sql, id)));
    expect(once).toBeInstanceOf(LineagesMoved);
    await rows('UPDATE passerelle.report SET waits_for = $2 WHERE id = $1', [waiting['id'], ['elsewhere']]);
    expect(await joinedMeanwhile(() => operations.replay(id))).toBe('replayed');
    expect(await rowOf(waiting['id'])).toMatchObject({ waits_for: [], state: 'received' });
  });

  it('locks documents before rows, as intake does', async () => {
    const { parked, own, other } = await aParked();
    await merge(own, other);
    let replayed: Promise<string> | undefined;
    await holding(parked['document_hash'], async (sql) => {
      replayed = operations.replay(String(parked['id']));
      await sleep(LOCK_HELD_MS);
      await sql.query('SELECT 1 FROM passerelle.report WHERE id = $1 FOR UPDATE NOWAIT', [parked['id']]);
    });
    expect(await replayed).toBe('replayed');
  });

  it('begins again after a deadlock', async () => {
    const { parked, own, other } = await aParked();
    await merge(own, other);
    const real = release;
    let times = 0;
    release = (sql, id) => {
      times += 1;
      if (times === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return real(sql, id);
    };
    try {
      expect(await operations.replay(String(parked['id']))).toBe('replayed');
    } finally {
      release = real;
    }
    expect(times).toBe(2);
  });

  it('goes where its document is now, and withdraws nothing', async () => {
    const [a, b] = [anIdentity(), anIdentity()];
    const first = await keep(a, { documentId: 'MOVED-1' });
    const second = await keep(a, { documentId: 'MOVED-2' });
    const parked = await keep(b, { documentId: 'MOVED-2' });
    expect(parked).toMatchObject({ state: 'parked', lineage: second['lineage'] });
    const joining = await keep(a, {
      documentId: 'MOVED-2',
      parentDocumentId: 'MOVED-1',
      action: 'replacement',
    });
    expect(joining['lineage']).toBe(first['lineage']);
    await merge(a, b);
    expect(await operations.replay(String(parked['id']))).toBe('replayed');
    for (const one of [first, second, parked, joining])
      expect((await rowOf(one['id']))['lineage']).toBe(first['lineage']);
    const left = await rows('SELECT action FROM passerelle.report WHERE lineage = $1', [second['lineage']]);
    expect(left).toEqual([{ action: 'deletion' }]);
    const standing = standingOf(await eventsOf(database.dataSource, String(first['lineage'])));
    expect(standing).toMatchObject({ kind: 'published', parts: [{ document: second['document_hash'] }] });
  });
});

describe('the replay of a report whose next version went to one zone only', () => {
  it('is refused once care has the next version, though that one is a dead letter too', async () => {
    const own = anIdentity();
    const first = await keep(own, { documentId: 'REPLAY-V1' });
    const next = { documentId: 'REPLAY-V2', parentDocumentId: 'REPLAY-V1', action: 'replacement' as const };
    const second = await keep(own, next);
    expect(second).toMatchObject({ lineage: first['lineage'], version: Number(first['version']) + 1 });
    await rows(`UPDATE passerelle.report SET state = 'failed' WHERE lineage = $1`, [first['lineage']]);
    const given = (zone: string, state: string) =>
      rows(
        `INSERT INTO passerelle.delivery_outbox (id, report_id, lineage, version, zone, state)
         VALUES (gen_random_uuid(), $1, $2, 2, $3, $4)`,
        [second['id'], first['lineage'], zone, state],
      );
    await given('research', 'failed');
    expect(await operations.replay(String(first['id']))).toBe('replayed');
    await rows(`UPDATE passerelle.report SET state = 'failed' WHERE lineage = $1`, [first['lineage']]);
    await given('care', 'sent');
    expect(await operations.replay(String(first['id']))).toBe('overtaken');
    expect(await operations.replay(String(second['id']))).toBe('replayed');
  });
});
