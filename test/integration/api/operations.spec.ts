import { createOperations, type Operations } from '../../../src/api/index.js';
import { OperationsController } from '../../../src/api/reports.controller.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createInbox, createRelease, type IntakeEvent } from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, NO_STAY } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

describe('the dead letters', () => {
  let database: TestDatabase;
  let queue: Queue;
  let operations: Operations;
  const rows = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values);
  let keepFailed: () => Promise<string>;
  let keep: (over: Parameters<typeof aDraft>[0]) => Promise<string>;
  const somebody = sensitive(anIdentity());

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const hash = testHash('inbox');
    const common = { dataSource: database.dataSource, queue, patients, hash, clock: systemClock };
    const release = createRelease({ cipher: testCipher, clock: systemClock, patients });
    const outbox = { lastDelivered: () => Promise.resolve([]) };
    operations = createOperations({ ...common, outbox, release });
    const inbox = createInbox({ ...common, cipher: testCipher });
    keep = async (over) => {
      const answer = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
      const event: IntakeEvent = { kind: 'report', report: aDraft({ identity: somebody, ...over }) };
      const kept = await inbox.keep(aMessage(), [event], answer);
      if (!kept.ok) throw new Error(kept.failure.code);
      return kept.value.reportIds[0]!;
    };
    keepFailed = async () => {
      const answer = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
      const kept = await inbox.keep(aMessage(), [{ kind: 'report', report: aDraft() }], answer);
      if (!kept.ok) throw new Error(kept.failure.code);
      const id = kept.value.reportIds[0]!;
      await rows(`UPDATE passerelle.report SET state = 'failed' WHERE id = $1`, [id]);
      return id;
    };
  });
  afterAll(async () => {
    await queue.stop(1);
    await database.drop();
  });

  const stateOf = async (id: string) =>
    (await rows('SELECT state, failure_code AS code FROM passerelle.report WHERE id = $1', [id]))[0];

  it('let a replacement go on without the version it replaces, and what waited for it', async () => {
    const next = await keep({ documentId: 'R3', parentDocumentId: 'R2', action: 'replacement' });
    const alone = await keep({ documentId: 'R2', parentDocumentId: 'R1', action: 'replacement' });
    expect([await stateOf(alone), await stateOf(next)]).toMatchObject([
      { state: 'parked' },
      { state: 'parked' },
    ]);
    expect(await operations.replay(next)).toBe('waiting');
    expect(await operations.replay(alone)).toBe('replayed');
    expect([await stateOf(alone), await stateOf(next)]).toMatchObject([
      { state: 'received' },
      { state: 'received' },
    ]);
  });

  it('bring back together what went on without its parent, when that comes at last', async () => {
    await keep({ documentId: 'U1' });
    const alone = await keep({ documentId: 'U3', parentDocumentId: 'U2', action: 'replacement' });
    expect(await operations.replay(alone)).toBe('replayed');
    const [left] = await rows('SELECT lineage FROM passerelle.report WHERE id = $1', [alone]);
    const middle = await keep({ documentId: 'U2', parentDocumentId: 'U1', action: 'replacement' });
    expect(await stateOf(middle)).toMatchObject({ state: 'received' });
    const lineages = await rows('SELECT DISTINCT lineage FROM passerelle.report WHERE id = ANY($1)', [
      [alone, middle],
    ]);
    expect(lineages).toHaveLength(1);
    expect(
      await rows('SELECT action, state FROM passerelle.report WHERE lineage = $1', [left!.lineage]),
    ).toEqual([{ action: 'deletion', state: 'received' }]);
  });

  it('keep an addendum whose report never came', async () => {
    const id = await keep({ documentId: 'S2', parentDocumentId: 'S1', action: 'addendum' });
    await rows(`UPDATE passerelle.report SET state = 'failed' WHERE id = $1`, [id]);
    expect(await operations.replay(id)).toBe('waiting');
    await keep({ documentId: 'S1' });
    expect(await stateOf(id)).toEqual({ state: 'received', code: null });
  });

  it('keep what belongs to another patient until a merge has made the two one', async () => {
    const other = anIdentity();
    await keep({ documentId: 'T1' });
    const id = await keep({ documentId: 'T1', identity: sensitive(other) });
    expect(await operations.replay(id)).toBe('waiting');
    expect(await operations.incidents(10)).toMatchObject([{ code: 'PATIENT_DIFFERS', reportId: id }]);
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const keyOf = (identity: typeof somebody) => patients.keysOf(identity, sensitive(NO_STAY)).patientKey;
    await rows('INSERT INTO passerelle.patient_alias (key, patient_key, since) VALUES ($1, $2, now())', [
      keyOf(somebody),
      keyOf(sensitive(other)),
    ]);
    expect(await operations.replay(id)).toBe('replayed');
    expect(await stateOf(id)).toMatchObject({ state: 'received' });
  });

  it('walk again from the start, once', async () => {
    const id = await keepFailed();
    await rows(`INSERT INTO passerelle.journey (report_id, document_sealed) VALUES ($1, 'x')`, [id]);
    expect(await operations.replay(id)).toBe('replayed');
    expect(await operations.replay(id)).toBe('not-failed');
    expect(await rows('SELECT state, attempts FROM passerelle.report WHERE id = $1', [id])).toEqual([
      { state: 'received', attempts: 0 },
    ]);
    expect(await rows('SELECT 1 FROM passerelle.journey WHERE report_id = $1', [id])).toEqual([]);
  });

  it('come page by page, and a page that is none is refused', async () => {
    const ids = [await keepFailed(), await keepFailed()];
    const first = await operations.search({ state: 'failed', limit: 1 });
    const second = await operations.search({ state: 'failed', limit: 1, after: first.next! });
    expect([...first.reports, ...second.reports].map(({ id }) => id).sort()).toEqual(ids.sort());
    const controller = new OperationsController(operations);
    expect((await controller.deadLetters(first.next!)).reports).toHaveLength(1);
    expect(() => controller.deadLetters('yesterday')).toThrow('after: not a page');
  });
});
