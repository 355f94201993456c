import { createMemoryLedger, createTypeormLedger, type Ledger } from '../../../src/delivery/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

/** One suite, both adapters. */
describe.each(['memory', 'PostgreSQL'] as const)('the ledger in %s', (kind) => {
  let database: TestDatabase | undefined;
  let ledger: Ledger;
  beforeAll(async () => {
    if (kind === 'PostgreSQL') database = await createTestDatabase();
  });
  beforeEach(async () => {
    await database?.dataSource.query('TRUNCATE passerelle.delivery_ledger');
    ledger = database ? createTypeormLedger(database.dataSource) : createMemoryLedger();
  });
  afterAll(() => database?.drop());

  const one = { key: 'Patient/p', type: 'Patient', id: 'srv-1' };
  const two = { key: 'Observation/o', type: 'Observation', id: 'srv-2', versionId: '3' };

  it('finds what was recorded, and only what is asked', async () => {
    await ledger.record('care', [one, two]);
    expect([...(await ledger.known('care', ['Observation/o', 'Observation/none']))]).toEqual([
      ['Observation/o', two],
    ]);
    expect((await ledger.known('care', [one.key, two.key])).get('Patient/p')).toEqual(one);
  });

  it('keeps servers apart', async () => {
    await ledger.record('care', [one]);
    expect((await ledger.known('research', [one.key])).size).toBe(0);
  });

  it('remembers the last place and version', async () => {
    await ledger.record('care', [two]);
    await ledger.record('care', [{ ...two, id: 'srv-9', versionId: '4' }]);
    expect((await ledger.known('care', [two.key])).get(two.key)).toEqual({
      ...two,
      id: 'srv-9',
      versionId: '4',
    });
    await ledger.record('care', [{ ...one, key: two.key }]);
    expect((await ledger.known('care', [two.key])).get(two.key)).toEqual({ ...one, key: two.key });
  });

  it('takes the last of a key recorded twice at once', async () => {
    await ledger.record('care', [one, { ...one, id: 'srv-5' }]);
    expect((await ledger.known('care', [one.key])).get(one.key)?.id).toBe('srv-5');
  });

  it('forgets in one server only', async () => {
    await ledger.record('care', [one, two]);
    await ledger.record('research', [one]);
    await ledger.forget('care', [one.key]);
    expect([...(await ledger.known('care', [one.key, two.key])).keys()]).toEqual([two.key]);
    expect((await ledger.known('research', [one.key])).size).toBe(1);
  });

  it('does nothing for nothing', async () => {
    await ledger.record('care', []);
    await ledger.forget('care', []);
    expect((await ledger.known('care', [])).size).toBe(0);
  });
});
