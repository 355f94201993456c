import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { type Answer, createInbox } from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, currentIpps, type Identity } from '../../../src/patients/index.js';
import { createMemoryJourney } from '../../../src/pipeline/index.js';
import { createReportLog } from '../../../src/pipeline/typeorm-reports.repository.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };

describe('a patient merged while a report is on its walk', () => {
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

  const rows = (sql: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values);

  async function onItsWalk() {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const common = { dataSource, queue, patients, cipher: testCipher, clock: systemClock };
    const inbox = createInbox({ ...common, hash: testHash('inbox') });
    const [gone, stays] = [anIdentity({ status: [] }), anIdentity({ status: [] })];
    const report = aDraft({ identity: sensitive(gone), fictitious: false });
    const kept = await inbox.keep(aMessage(), [{ kind: 'report', report }], ACCEPTED);
    const id = kept.ok ? kept.value.reportIds[0] : undefined;
    await rows(
      `INSERT INTO passerelle.journey (report_id, document_sealed, pseudonymized_sealed, findings_sealed)
       VALUES ($1, 'd', 'p', 'f')`,
      [id],
    );
    const [{ lineage } = {}] = await rows('SELECT lineage FROM passerelle.report WHERE id = $1', [id]);
    const log = createReportLog({ ...common, journeyOf: createMemoryJourney });
    const next = async () => {
      const found = await log.next(String(lineage));
      if (!found || 'unreadable' in found) throw new Error('the report was to be read');
      return found;
    };
    const stages = async () =>
      (
        await rows(
          `SELECT array_remove(ARRAY[convert_from(document_sealed, 'UTF8'),
             convert_from(pseudonymized_sealed, 'UTF8'), convert_from(findings_sealed, 'UTF8')], NULL) AS kept
           FROM passerelle.journey WHERE report_id = $1`,
          [id],
        )
      )[0]?.kept;
    const merge = () =>
      inbox.keep(
        aMessage(),
        [
          {
            ...{ kind: 'merge', trigger: 'A40' },
            statement: sensitive({ survivor: stays, prior: gone.identifiers }),
          },
        ],
        ACCEPTED,
      );
    const isCurrent = (identity: Identity) =>
      dataSource.transaction((sql) => patients.isCurrent(sql, sensitive(identity)));
    return { id, stays, next, stages, merge, isCurrent };
  }

  it('begins again with the identity that stayed; the text that was read stays', async () => {
    const { stays, next, stages, merge, isCurrent } = await onItsWalk();
    const before = (await next()).identity.reveal();
    expect(await stages()).toEqual(['d', 'p', 'f']);
    await merge();
    expect(await isCurrent(before)).toBe(false);
    const after = (await next()).identity.reveal();
    expect(currentIpps(after)).toEqual(stays.identifiers);
    expect(await stages()).toEqual(['d']);
    expect(await isCurrent(after)).toBe(true);
  });

  it('keeps its stages once its Bundles are in the outbox', async () => {
    const { id, next, stages, merge } = await onItsWalk();
    await rows(
      `INSERT INTO passerelle.delivery_outbox (id, report_id, lineage, version, zone, state)
       VALUES (gen_random_uuid(), $1, 'l', 1, 'care', 'pending')`,
      [id],
    );
    await merge();
    await next();
    expect(await stages()).toEqual(['d', 'p', 'f']);
  });

  it('makes what is held as one of the identity that stayed, whatever its other zone was given', async () => {
    const { id, next, stages, merge } = await onItsWalk();
    await rows(
      `INSERT INTO passerelle.delivery_outbox (id, report_id, lineage, version, zone, state)
       VALUES (gen_random_uuid(), $1, 'l', 1, 'care', 'sent'), (gen_random_uuid(), $1, 'l', 1, 'research', 'failed')`,
      [id],
    );
    await merge();
    await next();
    expect(await stages()).toEqual(['d']);
  });
});
