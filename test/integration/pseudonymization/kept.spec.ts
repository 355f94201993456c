import { createTypeormLedger } from '../../../src/delivery/index.js';
import { createInbox, type ReportDraft } from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createPatients, NO_IDENTITY } from '../../../src/patients/index.js';
import { createPseudonyms, createTypeormVault } from '../../../src/pseudonymization/index.js';
import { aDraft, aMessage } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

let database: TestDatabase;
let queue: Queue;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({ url: database.url, onError: () => undefined });
});
afterAll(async () => {
  await queue.stop(0);
  await database.drop();
});

describe('who stands behind an id of the research zone', () => {
  it('is still told where the last word on the document names nobody', async () => {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const common = { dataSource, queue, patients, cipher: testCipher, clock: systemClock };
    const inbox = createInbox({ ...common, hash: testHash('inbox') });
    const pseudonyms = createPseudonyms(common);
    const original = aDraft();
    const send = async (draft: ReportDraft) =>
      inbox.keep(aMessage(), [{ kind: 'report', report: draft }], {
        code: 'AA',
        bytes: Buffer.from('MSH|ack'),
      });
    await send(original);
    await send({ ...original, action: 'deletion', payloads: [], identity: sensitive(NO_IDENTITY) });
    const reports = await dataSource.query<{ id: string; action: string; patient_key: string | null }[]>(
      'SELECT id, action, patient_key FROM passerelle.report ORDER BY version',
    );
    expect(reports.map(({ action, patient_key: key }) => [action, key === null])).toEqual([
      ['original', false],
      ['deletion', true],
    ]);
    const resource = 'DocumentReference/0123';
    for (const { id } of reports) await pseudonyms.remember(dataSource.manager, id, [resource]);
    const told = await pseudonyms.reidentify({ actor: 'test', resource, reason: sensitive('a good reason') });
    expect(told).toMatchObject({ outcome: 'told', reportId: reports[0]?.id });

    // The research server chose an id of its own; the care server gave the same to something else.
    const ledger = createTypeormLedger(dataSource);
    const place = (id: string, key = resource) => ({ key, type: 'DocumentReference', id });
    await ledger.record('research:http://a', [place('77')]);
    await ledger.record('care:http://b', [place('78'), place('77', 'DocumentReference/care')]);
    const ask = async (asked: string) =>
      (await pseudonyms.reidentify({ actor: 'test', resource: asked, reason: sensitive('a good reason') }))
        .outcome;
    expect(await ask('DocumentReference/77')).toBe('told');
    expect(await ask('DocumentReference/78')).toBe('unknown');
    expect(await ask('Patient/77')).toBe('unknown');
    // Another server of the zone, later: 77 is two things, and none for certain.
    await pseudonyms.remember(dataSource.manager, reports[0]?.id ?? '', ['DocumentReference/4567']);
    await ledger.record('research:http://c', [place('77', 'DocumentReference/4567')]);
    expect(await ask('DocumentReference/77')).toBe('unknown');

    await pseudonyms.refuse({ outcome: 'not-authenticated' });
    await pseudonyms.refuse({ actor: 'test', outcome: 'not-allowed', reason: sensitive('asked anyway') });
    const [second, first] = await pseudonyms.audit({ limit: 2 });
    expect(first).toMatchObject({ actor: null, resource: null, outcome: 'not-authenticated', reason: null });
    expect(second).toMatchObject({ actor: 'test', resource: null, outcome: 'not-allowed' });
    expect(second?.reason?.reveal()).toBe('asked anyway');
  });
});

describe('the vault', () => {
  it('keeps what two documents of one patient teach at once, in whatever order', async () => {
    const vault = createTypeormVault({ sql: database.dataSource, cipher: testCipher, hash: testHash('v') });
    const pairs = Array.from({ length: 200 }, (_, at) => ({
      ...{ category: 'CITY' as const, original: sensitive(`town ${at}`), surrogate: `other ${at}` },
    }));
    const orders = [pairs, [...pairs].reverse()];
    for (let round = 0; round < 8; round += 1)
      await Promise.all(
        [...orders, ...orders].map((order) => vault.keep(`patient-${round}`, { pairs: order })),
      );
    const kept = await vault.open('patient-3');
    expect(kept.ok && kept.value.pairs).toHaveLength(200);
  });
});
