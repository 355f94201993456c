import { type Bundle } from '@medplum/fhirtypes';
import { type Sql } from '../../../src/database/index.js';
import {
  createMemoryOutbox,
  createTypeormOutbox,
  type NewDelivery,
  type Outbox,
  type PendingDelivery,
  type WrittenBundle,
} from '../../../src/delivery/index.js';
import { type Failure } from '../../../src/kernel/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { anObservation, bundleOf, update } from '../../support/fhir/neutral-bundles.js';
import { testCipher } from '../../support/keys.js';

const at = new Date('2026-01-05T10:00:00Z');
const down: Failure = { code: 'FHIR_UNAVAILABLE', class: 'transient', message: 'HTTP 503' };
const lost: Failure = { code: 'FHIR_TIMEOUT', class: 'ambiguous', message: 'no answer' };
const refused: Failure = { code: 'FHIR_REJECTED', class: 'permanent', message: 'HTTP 422' };
const aBundle = (...ids: string[]): Bundle => bundleOf(...update(...ids.map((id) => anObservation(id))));
const aDelivery = (more: Partial<NewDelivery> = {}): NewDelivery => ({
  reportId: 'r1',
  lineage: 'l1',
  version: 1,
  zone: 'care',
  bundle: aBundle('o1'),
  ...more,
});
const writtenAs = (status: number, ...ids: string[]): WrittenBundle => ({
  resources: ids.map((id) => ({ key: `Observation/${id}`, type: 'Observation', id: `srv-${id}`, status })),
});

/** One suite, both adapters. */
describe.each(['memory', 'PostgreSQL'] as const)('the outbox in %s', (kind) => {
  let database: TestDatabase | undefined;
  let outbox: Outbox;
  let sql: Sql;
  beforeAll(async () => {
    if (kind === 'PostgreSQL') database = await createTestDatabase();
  });
  beforeEach(async () => {
    await database?.dataSource.query('TRUNCATE passerelle.delivery_outbox, passerelle.delivered');
    sql = database?.dataSource ?? { query: () => Promise.reject(new Error('no SQL in memory')) };
    outbox = database ? createTypeormOutbox(database.dataSource, testCipher) : createMemoryOutbox();
  });
  afterAll(() => database?.drop());

  const pending = async (reportId = 'r1', zone = 'care'): Promise<PendingDelivery> => {
    const entry = (await outbox.entries(reportId)).find((one) => one.zone === zone);
    if (entry?.state !== 'pending') throw new Error(`expected a pending entry, found ${entry?.state}`);
    return entry;
  };
  const deliver = async (delivery: NewDelivery, written: WrittenBundle) => {
    await outbox.put(sql, delivery);
    await outbox.markSent((await pending(delivery.reportId, delivery.zone)).id, written);
  };
  const delivered = async (lineage = 'l1', zone: 'care' | 'research' = 'care') =>
    (await outbox.lastDelivered(lineage, zone)).map(({ resource, createdByUs }) => [
      resource.id,
      'status' in resource ? resource.status : undefined,
      createdByUs,
    ]);

  it('gives back what was put, care before research', async () => {
    await outbox.put(sql, aDelivery({ zone: 'research', bundle: aBundle('o9') }));
    await outbox.put(sql, aDelivery());
    await outbox.put(sql, aDelivery({ reportId: 'r2' }));
    const entries = await outbox.entries('r1');
    expect(entries.map(({ zone }) => zone)).toEqual(['care', 'research']);
    expect(entries[0]).toMatchObject({
      state: 'pending',
      reportId: 'r1',
      lineage: 'l1',
      version: 1,
      attempts: 0,
      overtaken: false,
      bundle: aBundle('o1'),
    });
  });

  it('has nothing for a report it does not know', async () => {
    expect(await outbox.entries('nobody')).toEqual([]);
    expect(await outbox.lastDelivered('nothing', 'care')).toEqual([]);
    expect(await outbox.reopen('nobody')).toBe(0);
  });

  it('replaces what was put for the same report and zone', async () => {
    await outbox.put(sql, aDelivery());
    const first = await pending();
    await outbox.markFailed(first.id, refused, at);
    await outbox.put(sql, aDelivery({ bundle: aBundle('o2') }));
    expect(await pending()).toMatchObject({ attempts: 0, bundle: aBundle('o2') });
    // The first, still on its way, does not count for the second.
    await outbox.markSent(first.id, writtenAs(201, 'o1'));
    expect((await pending()).bundle).toEqual(aBundle('o2'));
  });

  it('waits again with the same content after it was sent, when put again', async () => {
    await deliver(aDelivery(), writtenAs(201, 'o1'));
    await outbox.put(sql, aDelivery());
    expect((await pending()).bundle).toEqual(aBundle('o1'));
  });

  it('is done once sent, and remembers what was delivered and who made it', async () => {
    await deliver(aDelivery({ bundle: aBundle('o1', 'o2') }), {
      resources: [...writtenAs(201, 'o1').resources, ...writtenAs(200, 'o2').resources],
    });
    expect(await outbox.entries('r1')).toMatchObject([{ state: 'sent' }]);
    expect(await delivered()).toEqual([
      ['o1', 'preliminary', true],
      ['o2', 'preliminary', false],
    ]);
    expect(await delivered('l1', 'research')).toEqual([]);
  });

  it('keeps over several versions what a later one does not mention', async () => {
    await deliver(aDelivery({ bundle: aBundle('o1', 'o2') }), writtenAs(201, 'o1', 'o2'));
    const second = bundleOf(...update(anObservation('o1', { status: 'entered-in-error' })));
    await deliver(aDelivery({ reportId: 'r2', version: 2, bundle: second }), writtenAs(200, 'o1'));
    await deliver(aDelivery({ reportId: 'r3', version: 3, bundle: aBundle('o3') }), writtenAs(201, 'o3'));
    expect(await delivered()).toEqual([
      ['o1', 'entered-in-error', true],
      ['o2', 'preliminary', true],
      ['o3', 'preliminary', true],
    ]);
  });

  it('knows a version that a newer one overtook', async () => {
    await outbox.put(sql, aDelivery());
    await deliver(aDelivery({ reportId: 'r2', version: 2 }), writtenAs(201, 'o1'));
    const late = await pending('r1');
    expect(late.overtaken).toBe(true);
    await outbox.markOvertaken(late.id);
    expect(await outbox.entries('r1')).toMatchObject([{ state: 'overtaken' }]);
    await outbox.put(sql, aDelivery({ reportId: 'r3', version: 3 }));
    expect((await pending('r3')).overtaken).toBe(false);
    await outbox.put(sql, aDelivery({ zone: 'research' }));
    expect((await pending('r1', 'research')).overtaken).toBe(false);
  });

  it('counts failures from the first, and goes on waiting', async () => {
    await outbox.put(sql, aDelivery());
    const { id } = await pending();
    await outbox.markFailed(id, down, at);
    await outbox.markFailed(id, down, new Date(at.getTime() + 5_000));
    expect(await pending()).toMatchObject({ attempts: 2, firstFailedAt: at });
    expect(await delivered()).toEqual([]);
  });

  it('stops at a permanent failure until reopened', async () => {
    await outbox.put(sql, aDelivery());
    await outbox.markFailed((await pending()).id, refused, at);
    expect(await outbox.entries('r1')).toMatchObject([{ state: 'failed', failure: refused }]);
    expect(await outbox.reopen('r1')).toBe(1);
    const again = await pending();
    expect(again).toMatchObject({ attempts: 0, bundle: aBundle('o1') });
    expect(again.firstFailedAt).toBeUndefined();
  });

  it('holds a zone for which nothing could be made, until something is put there', async () => {
    const { reportId, lineage, version, bundle } = aDelivery();
    const research = { reportId, lineage, version, zone: 'research' as const };
    await outbox.put(sql, aDelivery());
    await outbox.hold(sql, research, refused);
    expect(await outbox.entries('r1')).toMatchObject([
      { zone: 'care', state: 'pending' },
      { zone: 'research', state: 'failed', failure: refused, attempts: 0 },
    ]);
    expect(await outbox.reopen('r1')).toBe(0);
    expect(await outbox.entries('r1')).toMatchObject([{}, { state: 'failed' }]);
    await outbox.hold(sql, research, down);
    expect(await outbox.entries('r1')).toMatchObject([{}, { failure: down }]);
    await outbox.put(sql, { ...research, bundle });
    expect((await pending('r1', 'research')).bundle).toEqual(bundle);
  });

  it('holds a zone no longer where there is nothing to give it, and takes nothing back from another', async () => {
    const { reportId, lineage, version } = aDelivery();
    const research = { reportId, lineage, version, zone: 'research' as const };
    await outbox.put(sql, aDelivery());
    await outbox.hold(sql, research, refused);
    await outbox.release(sql, research);
    await outbox.release(sql, aDelivery());
    expect(await outbox.entries('r1')).toMatchObject([{ zone: 'care', state: 'pending' }]);
  });

  it('counts what may have been applied as delivered: a deletion must take it back', async () => {
    await outbox.put(sql, aDelivery());
    const { id } = await pending();
    await outbox.markFailed(id, lost, at);
    await outbox.markFailed(id, refused, at);
    expect(await delivered()).toEqual([['o1', 'preliminary', false]]);
    // Nothing newer was delivered for certain.
    await outbox.reopen('r1');
    expect((await pending()).overtaken).toBe(false);
  });

  it('ignores marks on what it does not hold', async () => {
    await deliver(aDelivery(), writtenAs(201, 'o1'));
    const [entry] = await outbox.entries('r1');
    await outbox.markSent(entry?.id ?? '', writtenAs(201, 'o1'));
    await outbox.markFailed(entry?.id ?? '', refused, at);
    expect(await outbox.entries('r1')).toMatchObject([{ state: 'sent' }]);
  });
});

describe('the outbox at rest', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('shows no content, is bound to its row, and belongs to the transaction it was put in', async () => {
    const { dataSource } = database;
    const outbox = createTypeormOutbox(dataSource, testCipher);
    const secret = 'DURAND Mathilde';
    const bundle = bundleOf(...update(anObservation('o1', { code: { text: secret } })));
    await expect(
      dataSource.transaction(async (sql) => {
        await outbox.put(sql, aDelivery({ reportId: 'undone', bundle }));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await outbox.entries('undone')).toEqual([]);

    await outbox.put(dataSource, aDelivery({ bundle }));
    await outbox.put(dataSource, aDelivery({ reportId: 'r2', bundle }));
    const dump = async () => {
      const tables = ['delivery_outbox', 'delivered', 'delivery_ledger'];
      const rows = await Promise.all(
        tables.map((table) =>
          dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM passerelle.${table} AS t`),
        ),
      );
      return rows
        .flat()
        .map(({ row }) => row)
        .join('\n');
    };
    expect(await dump()).not.toContain(Buffer.from('DURAND').toString('hex'));
    const [entry] = await outbox.entries('r1');
    await outbox.markSent(entry?.id ?? '', writtenAs(201, 'o1'));
    const text = await dump();
    expect(text).toContain('l1');
    expect(text).not.toContain('DURAND');
    expect(text).not.toContain(Buffer.from('DURAND').toString('hex'));

    await dataSource.query(
      `UPDATE passerelle.delivery_outbox SET bundle_sealed = other.bundle_sealed, state = 'pending'
         FROM passerelle.delivery_outbox AS other WHERE delivery_outbox.report_id = 'r1' AND other.report_id = 'r2'`,
    );
    await expect(outbox.entries('r1')).rejects.toThrow();
  });

  it('loses nothing when two versions are marked at once', async () => {
    const outbox = createTypeormOutbox(database.dataSource, testCipher);
    const ids = Array.from({ length: 6 }, (_, index) => `c${index}`);
    for (const [index, id] of ids.entries()) {
      await outbox.put(
        database.dataSource,
        aDelivery({ reportId: id, lineage: 'busy', version: index + 1, bundle: aBundle(id) }),
      );
    }
    await Promise.all(
      ids.map(async (id) => {
        const [entry] = await outbox.entries(id);
        await outbox.markSent(entry?.id ?? '', writtenAs(201, id));
      }),
    );
    const all = await outbox.lastDelivered('busy', 'care');
    expect(all.map(({ resource }) => resource.id).sort()).toEqual(ids);
  });
});
