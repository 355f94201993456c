import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import {
  createInbox,
  createTellReplaced,
  type Inbox,
  type Incident,
  type IntakeEvent,
} from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, type Identity, NO_STAY } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };

let database: TestDatabase;
let queue: Queue;
let inbox: Inbox;
const told: Incident[] = [];
const onIncident = (incident: Incident) => void told.push(incident);
const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({ url: database.url, onError: () => undefined });
  const { dataSource } = database;
  inbox = createInbox({
    ...{ dataSource, queue, patients, cipher: testCipher, hash: testHash('inbox') },
    ...{ clock: systemClock, onIncident },
  });
});
beforeEach(() => void told.splice(0));
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

let seconds = 0;
const keep = async (...events: IntakeEvent[]) => {
  const receivedAt = new Date(Date.UTC(2026, 2, 12, 10, 0, ++seconds));
  const kept = await inbox.keep(aMessage({ receivedAt }), events, ACCEPTED);
  if (!kept.ok) throw new Error(kept.failure.code);
  return kept.value;
};
const reportOf = (who: Identity): IntakeEvent => ({
  kind: 'report',
  report: aDraft({ identity: sensitive(who) }),
});
const report = async (who: Identity) => (await keep(reportOf(who))).reportIds[0] as string;
const say = (trigger: 'A08' | 'A28', who: Identity) =>
  keep({ kind: 'identity', trigger, identity: sensitive(who), stay: sensitive(NO_STAY) });
const merge = (survivor: Identity, prior: Identity) =>
  keep({ kind: 'merge', trigger: 'A40', statement: sensitive({ survivor, prior: prior.identifiers }) });
const somebodyElse = (who: Identity): Identity => ({
  ...who,
  ...{ lastName: 'TOURNEBISE', firstNames: ['Gaspard'], birthDate: '1980-02-03' },
});
const keyOf = (who: Identity) => patients.keysOf(sensitive(who), sensitive(NO_STAY)).patientKey as string;
const codes = () => told.map(({ code }) => code);

describe('a number of known reports that becomes somebody else’s', () => {
  it('is told by the report that says it first, once', async () => {
    const who = anIdentity();
    await say('A28', who);
    await report(who);
    const other = somebodyElse(who);
    const id = await report(other);
    expect(told).toMatchObject([{ code: 'IDENTITY_REPLACED', reportId: id, source: 'test' }]);
    const [row] = await database.dataSource.query<{ lineage: string; document_hash: string }[]>(
      'SELECT lineage, document_hash FROM passerelle.report WHERE id = $1',
      [id],
    );
    expect(told).toMatchObject([{ lineage: row?.lineage, document: row?.document_hash }]);
    await say('A08', other);
    await report(other);
    expect(told).toHaveLength(1);
  });

  it('is told once by a message of several reports', async () => {
    const who = anIdentity();
    await report(who);
    const other = somebodyElse(who);
    await keep(reportOf(other), reportOf(other));
    expect(codes()).toEqual(['IDENTITY_REPLACED']);
  });

  it('is no incident where no report was known under it', async () => {
    const who = anIdentity();
    await say('A28', who);
    await report(somebodyElse(who));
    expect(told).toEqual([]);
  });

  it('is told by the merge that says it, once', async () => {
    const [who, gone] = [anIdentity(), anIdentity()];
    await report(who);
    await say('A28', gone);
    await merge(somebodyElse(who), gone);
    expect(told).toMatchObject([{ code: 'IDENTITY_REPLACED', messageId: expect.any(String) }]);
    await merge(somebodyElse(who), gone);
    expect(told).toHaveLength(1);
  });

  it('is not what a merge of two names of one person is', async () => {
    const [who, gone] = [anIdentity(), anIdentity({ lastName: 'AUTREFOIS', birthDate: '1961-04-18' })];
    await report(who);
    await say('A28', gone);
    await merge(who, gone);
    expect(told).toEqual([]);
  });
});

describe('a Patient that is found to be another person than the identity', () => {
  const tell = (who: Identity) =>
    createTellReplaced({ dataSource: database.dataSource, clock: systemClock, onIncident })(keyOf(who));

  it('is told once, with the last report', async () => {
    const who = anIdentity();
    await report(who);
    const id = await report(who);
    await tell(who);
    await tell(who);
    expect(told).toMatchObject([{ code: 'IDENTITY_REPLACED', reportId: id, source: 'test' }]);
  });

  it.each(['a report', 'an identity'])('is not told again where %s told', async (by) => {
    const who = anIdentity();
    await report(who);
    if (by === 'a report') await report(somebodyElse(who));
    else await say('A08', somebodyElse(who));
    expect(told).toHaveLength(1);
    await tell(who);
    expect(told).toHaveLength(1);
  });

  it('is nothing to tell without a report', async () => {
    const who = anIdentity();
    await say('A28', who);
    await tell(who);
    expect(told).toEqual([]);
  });
});
