import { createInbox } from '../../../src/intake/index.js';
import { type Failure, sensitive, systemClock } from '../../../src/kernel/index.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createPatients } from '../../../src/patients/index.js';
import { createMemoryJourney } from '../../../src/pipeline/index.js';
import { type Announce } from '../../../src/pipeline/announce-report.js';
import { createReportLog } from '../../../src/pipeline/typeorm-reports.repository.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const FAILURE: Failure = { code: 'FHIR_UNAVAILABLE', class: 'transient', message: 'HTTP 503' };

describe('where a report is on its walk', () => {
  let database: TestDatabase;
  let queue: Queue;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
  });
  afterAll(async () => {
    await queue.stop(1);
    await database.drop();
  });

  async function setUp(announce?: Announce) {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const common = { dataSource, queue, patients, cipher: testCipher, clock: systemClock };
    const inbox = createInbox({ ...common, hash: testHash('inbox') });
    const answer = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
    const kept = await inbox.keep(aMessage(), [{ kind: 'report', report: aDraft() }], answer);
    const id = kept.ok ? kept.value.reportIds[0] : undefined;
    const [row] = await dataSource.query<{ lineage: string }[]>(
      'SELECT lineage FROM passerelle.report WHERE id = $1',
      [id],
    );
    const log = createReportLog({
      ...{ ...common, journeyOf: createMemoryJourney },
      ...(announce && { announce }),
    });
    const report = await log.next(row!.lineage);
    if (!report || 'unreadable' in report) throw new Error('the report was to be read');
    const state = async () =>
      (
        await dataSource.query<object[]>(
          `SELECT state, attempts, failure_code AS failure, array(
           SELECT step FROM passerelle.report_event e WHERE e.report_id = r.id ORDER BY seq) AS steps
         FROM passerelle.report r WHERE id = $1`,
          [id],
        )
      )[0];
    const alter = () =>
      dataSource.query(
        `UPDATE passerelle.report SET content_sealed = content_sealed || '\\x00' WHERE id = $1`,
        [id],
      );
    return { log, report, state, alter };
  }

  it('tells a report that is tried again and again in one event, with its last failure', async () => {
    const { log, report, state } = await setUp();
    for (let n = 0; n < 3; n++) {
      await log.begin(report);
      await log.deferred(report, FAILURE);
    }
    expect(await state()).toEqual({
      state: 'processing',
      attempts: 3,
      failure: 'FHIR_UNAVAILABLE',
      steps: ['received', 'processing'],
    });
    await log.begin(report);
    await log.delivered(report, 4);
    expect(await state()).toMatchObject({ state: 'delivered', failure: null });
  });

  it('is delivered together with what is told of it, once, or not at all', async () => {
    const told: string[] = [];
    let isLost = true;
    const announce: Announce = async ({ id }) => ({
      async put(sql) {
        await sql.query(
          `INSERT INTO passerelle.report_event (report_id, at, step) VALUES ($1, now(), 'told in test')`,
          [id],
        );
        if (isLost) throw new Error('the database was lost');
      },
      committed: () => void told.push(id),
    });
    const { log, report, state } = await setUp(announce);
    await log.begin(report);
    await expect(log.delivered(report, 4)).rejects.toThrow('lost');
    expect([await state(), told]).toMatchObject([
      { state: 'processing', steps: ['received', 'processing'] },
      [],
    ]);
    isLost = false;
    await log.delivered(report, 4);
    await log.delivered(report, 4);
    expect(await state()).toMatchObject({
      state: 'delivered',
      steps: ['received', 'processing', 'delivered', 'told in test'],
    });
    expect(told).toContain(report.id);
  });

  it('is set aside together with what is told of its care zone', async () => {
    const told: string[] = [];
    const announce: Announce = async ({ id }) => ({
      put: async () => void told.push(`${id} put`),
      committed: () => void told.push(`${id} committed`),
    });
    const { log, report, state } = await setUp(announce);
    await log.begin(report);
    await log.failed(report, FAILURE);
    await log.failed(report, FAILURE);
    expect(await state()).toMatchObject({ state: 'failed', steps: ['received', 'processing', 'failed'] });
    expect(told.filter((one) => one === `${report.id} put`)).toHaveLength(1);
  });

  it('names a report that does not open, and goes on with the next version once it is set aside', async () => {
    const { log, report, state, alter } = await setUp();
    await alter();
    const unreadable = await log.next(report.lineage);
    expect(unreadable).toMatchObject({
      id: report.id,
      unreadable: { code: 'REPORT_UNREADABLE', class: 'transient' },
    });
    await log.failed(report, FAILURE);
    expect(await state()).toMatchObject({ state: 'failed' });
    expect(await log.next(report.lineage)).toBeUndefined();
  });

  it('leaves a delivered report so, whatever a worker says that had lost it', async () => {
    const { log, report, state } = await setUp();
    await log.begin(report);
    await log.delivered(report, 4);
    await log.failed(report, FAILURE);
    expect(await state()).toMatchObject({ state: 'delivered', failure: null });
    expect(await log.next(report.lineage)).toBeUndefined();
  });

  it('waits no longer than it is told for a document that does not come, and takes it if it comes then', async () => {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const common = { dataSource, queue, patients, cipher: testCipher, clock: systemClock };
    const inbox = createInbox({ ...common, hash: testHash('inbox') });
    const log = createReportLog({ ...common, journeyOf: createMemoryJourney });
    const identity = sensitive(anIdentity());
    const keep = async (over: Parameters<typeof aDraft>[0]) => {
      const answer = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
      const kept = await inbox.keep(
        aMessage(),
        [{ kind: 'report', report: aDraft({ identity, ...over }) }],
        answer,
      );
      if (!kept.ok) throw new Error(kept.failure.code);
      return kept.value.reportIds[0]!;
    };
    const rowOf = async (id: string) =>
      (
        await dataSource.query<{ lineage: string }[]>(
          'SELECT lineage, state, failure_code AS code FROM passerelle.report WHERE id = $1',
          [id],
        )
      )[0]!;
    const next = await keep({ documentId: 'WAIT-2', parentDocumentId: 'WAIT-1', action: 'replacement' });
    const signature = await keep({ documentId: 'WAIT-1', action: 'status', payloads: [] });
    const { lineage } = await rowOf(next);
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000);
    expect(await log.giveUpWaiting(lineage, hours(1))).toEqual([]);
    const givenUp = await log.giveUpWaiting(lineage, hours(-1));
    expect(givenUp.map(({ id, state, code }) => [id, state, code]).sort()).toEqual(
      [
        [next, 'failed', 'PARENT_NEVER_CAME'],
        [signature, 'cancelled', 'PARENT_NEVER_CAME'],
      ].sort(),
    );
    expect(await log.next(lineage)).toBeUndefined();
    await keep({ documentId: 'WAIT-1' });
    expect(await rowOf(next)).toMatchObject({ state: 'received', code: null });
    expect(await rowOf(signature)).toMatchObject({ state: 'cancelled', code: 'NOTHING_CHANGED' });
  });
});
