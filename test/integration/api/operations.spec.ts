import { createOperations, type Operations } from '../../../src/api/index.js';
import { OperationsController } from '../../../src/api/reports.controller.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createInbox } from '../../../src/intake/index.js';
import { systemClock } from '../../../src/kernel/index.js';
import { createPatients } from '../../../src/patients/index.js';
import { aDraft, aMessage } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

describe('the dead letters', () => {
  let database: TestDatabase;
  let queue: Queue;
  let operations: Operations;
  const rows = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values);
  let keepFailed: () => Promise<string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const hash = testHash('inbox');
    const common = { dataSource: database.dataSource, queue, patients, hash, clock: systemClock };
    operations = createOperations({ ...common, outbox: { lastDelivered: () => Promise.resolve([]) } });
    const inbox = createInbox({ ...common, cipher: testCipher });
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
