import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import {
  type Answer,
  createInbox,
  type Inbox,
  type IntakeEvent,
  listIncidents,
} from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import {
  createPatients,
  currentIpps,
  type Identifier,
  type Identity,
  type Movement,
  NO_STAY,
  type Patients,
  type Stay,
} from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };

let database: TestDatabase;
let queue: Queue;
let patients: Patients;
let inbox: Inbox;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({ url: database.url, onError: () => undefined });
  patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
  const common = { dataSource: database.dataSource, queue, patients, cipher: testCipher };
  inbox = createInbox({ ...common, hash: testHash('inbox'), clock: systemClock });
});
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

let count = 0;
const ipp = (value: string): Identifier => ({ kind: 'IPP', value, authority: { name: 'CHU-TEST' } });
const aNumber = () => `MERGE-${++count}`;
const aPerson = (number: string, over: Partial<Identity> = {}) =>
  anIdentity({ identifiers: [ipp(number)], status: [], ...over });

const rows = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  database.dataSource.query(sql, values);
const send = (event: IntakeEvent) => inbox.keep(aMessage({ type: 'ADT^A40' }), [event], ACCEPTED);
const merge = (survivor: Identity, ...prior: string[]) =>
  send({
    kind: 'merge',
    trigger: 'A40',
    statement: sensitive({ survivor, prior: prior.map(ipp) }),
  });
const say = (identity: Identity, stay: Stay = NO_STAY, movement?: Movement) =>
  send({
    ...{ kind: 'identity', trigger: movement?.events[0] ?? 'A31' },
    ...{ identity: sensitive(identity), stay: sensitive(stay) },
    ...(movement && { movement: sensitive(movement) }),
  });
const keysOf = (identity: Identity, stay: Stay = NO_STAY) =>
  patients.keysOf(sensitive(identity), sensitive(stay));
const knownOf = async (identity: Identity) =>
  (await patients.known(database.dataSource, keysOf(identity))).identity?.reveal();
const codeOf = (kept: Awaited<ReturnType<typeof merge>>) => (kept.ok ? 'kept' : kept.failure.code);

/** A report of that patient and stay, marked as gone out; its id. */
async function delivered(identity: Identity, stay: Stay = NO_STAY): Promise<string> {
  const report = aDraft({ identity: sensitive(identity), stay: sensitive(stay), fictitious: false });
  const kept = await inbox.keep(aMessage(), [{ kind: 'report', report }], ACCEPTED);
  const [id = ''] = kept.ok ? kept.value.reportIds : [];
  await rows(
    `INSERT INTO passerelle.delivery_outbox (id, report_id, lineage, version, zone, state)
     VALUES (gen_random_uuid(), $1, 'l', 1, 'care', 'sent')`,
    [id],
  );
  return id;
}

describe('links and moves', () => {
  const nda = (value: string): Identifier => ({ kind: 'NDA', value, authority: { name: 'CHU-TEST' } });
  const vn = (value: string): Identifier => ({ kind: 'VN', value, authority: { name: 'CHU-TEST' } });
  let controls = 0;
  async function refer(
    trigger: 'A24' | 'A37' | 'A43' | 'A44' | 'A45',
    who: { to: string; from: string; stays?: readonly Identifier[] },
  ) {
    const controlId = `REFER-${++controls}`;
    const event: IntakeEvent = {
      ...{ kind: 'referred', trigger, patient: sensitive(aPerson(who.to)) },
      ...{ prior: sensitive([ipp(who.from)]), stays: sensitive(who.stays ?? []) },
    };
    const kept = await inbox.keep(aMessage({ type: `ADT^${trigger}`, controlId }), [event], ACCEPTED);
    expect(kept.ok).toBe(true);
    const listed = await listIncidents(database.dataSource, 100);
    return listed.filter((one) => one.controlId === controlId).map(({ code, reportId }) => [code, reportId]);
  }

  it.each([
    ['A24', 'IDENTITIES_LINKED'],
    ['A37', 'IDENTITIES_UNLINKED'],
  ] as const)('%s is told to a person, and joins or parts nobody', async (trigger, code) => {
    const [a, b] = [aNumber(), aNumber()];
    await say(aPerson(a, { phones: ['01 99 00 00 31'] }));
    await merge(aPerson(b), a);
    expect(await refer(trigger, { to: b, from: a })).toEqual([[code, null]]);
    expect(currentIpps((await knownOf(aPerson(a))) as Identity)).toEqual([ipp(b)]);
    const [c, d] = [aNumber(), aNumber()];
    await say(aPerson(c));
    await refer(trigger, { to: d, from: c });
    expect(currentIpps((await knownOf(aPerson(c))) as Identity)).toEqual([ipp(c)]);
  });

  it('a stay that moves leaves its documents where they are, and names each', async () => {
    const [from, to, file, visit] = [aNumber(), aNumber(), aNumber(), aNumber()];
    const stay: Stay = { identifiers: [nda(file), vn(visit)] };
    const ids = [await delivered(aPerson(from), stay), await delivered(aPerson(from), stay)];
    const elsewhere = await delivered(aPerson(from), { identifiers: [nda(aNumber())] });
    const before = await rows('SELECT id, patient_key, stay_key FROM passerelle.report ORDER BY id');
    const byFile = await refer('A44', { to, from, stays: [nda(file)] });
    const byVisit = await refer('A45', { to, from, stays: [vn(visit)] });
    for (const told of [byFile, byVisit]) {
      expect(told.map(([, id]) => id).sort()).toEqual([...ids].sort());
      expect(new Set(told.map(([code]) => code))).toEqual(new Set(['STAY_MOVED']));
    }
    expect(await refer('A43', { to, from })).toHaveLength(3);
    expect(elsewhere).not.toBe('');
    expect(await rows('SELECT id, patient_key, stay_key FROM passerelle.report ORDER BY id')).toEqual(before);
  });

  it('is told even where nothing of it is known', async () => {
    const stays = [nda(aNumber())];
    expect(await refer('A44', { to: aNumber(), from: aNumber(), stays })).toEqual([['STAY_MOVED', null]]);
  });

  it('does not name documents that are the new patient’s already', async () => {
    const [from, to, file] = [aNumber(), aNumber(), aNumber()];
    await delivered(aPerson(to), { identifiers: [nda(file)] });
    expect(await refer('A45', { to, from, stays: [nda(file)] })).toEqual([['STAY_MOVED', null]]);
  });
});

describe('merged identities', () => {
  it('reads what is said of a merged number as said of the identity that stayed', async () => {
    const [gone, stays] = [aNumber(), aNumber()];
    const survivor = aPerson(stays, { birthName: 'VASSEROT', status: ['VALI'] });
    await say(aPerson(gone, { birthName: 'INCONNU', birthDate: '1900-01-01' }));
    await say(survivor);
    expect(codeOf(await merge(survivor, gone))).toBe('kept');
    const known = await knownOf(aPerson(gone));
    expect(known).toMatchObject({ birthName: 'VASSEROT', status: ['VALI'] });
    expect(currentIpps(known as Identity)).toEqual([ipp(stays)]);
    await say(aPerson(gone, { birthName: 'INCONNU', phones: ['01 99 00 00 07'] }));
    expect(await knownOf(survivor)).toMatchObject({ birthName: 'VASSEROT', phones: ['01 99 00 00 07'] });
    const events = await rows('SELECT code, trigger FROM passerelle.identity_event WHERE absorbed_key = $1', [
      keysOf(aPerson(gone)).patientKey,
    ]);
    expect(events).toEqual([{ code: 'IDENTITY_MERGED', trigger: 'A40' }]);
  });

  it.each(['in order', 'the second first'])('follows a merge of a merge, %s', async (order) => {
    const [a, b, c] = [aNumber(), aNumber(), aNumber()];
    for (const number of [a, b, c]) await say(aPerson(number));
    const first = () => merge(aPerson(b), a);
    const second = () => merge(aPerson(c), b);
    for (const step of order === 'in order' ? [first, second] : [second, first])
      expect(codeOf(await step())).toBe('kept');
    for (const number of [a, b, c])
      expect(currentIpps((await knownOf(aPerson(number))) as Identity)).toEqual([ipp(c)]);
    expect(codeOf(await first())).toBe('kept');
  });

  it('refuses itself, a cycle, and a number that was merged elsewhere; keeps nothing of the message', async () => {
    const [a, b, c] = [aNumber(), aNumber(), aNumber()];
    expect(codeOf(await merge(aPerson(a), a))).toBe('MERGE_WITH_ITSELF');
    await merge(aPerson(b), a);
    await merge(aPerson(c), b);
    const before = await rows('SELECT count(*) FROM passerelle.message');
    expect(codeOf(await merge(aPerson(b), c))).toBe('MERGE_CYCLE');
    expect(codeOf(await merge(aPerson(aNumber()), a))).toBe('MERGE_ELSEWHERE');
    expect(await rows('SELECT count(*) FROM passerelle.message')).toEqual(before);
  });

  it('lets only one of two opposite merges through, sent at the same moment', async () => {
    const [a, b] = [aNumber(), aNumber()];
    const both = await Promise.all([merge(aPerson(a), b), merge(aPerson(b), a)]);
    expect(both.map(codeOf).sort()).toEqual(['MERGE_CYCLE', 'kept']);
  });

  it('loses nothing said of both while they are merged', async () => {
    const [gone, stays] = [aNumber(), aNumber()];
    await say(aPerson(gone));
    await say(aPerson(stays));
    const phones = Array.from({ length: 8 }, (_, n) => `01 99 00 01 0${n}`);
    await Promise.all([
      ...phones.map((phone, n) => say(aPerson(n % 2 ? gone : stays, { phones: [phone] }))),
      merge(aPerson(stays), gone),
    ]);
    expect([...((await knownOf(aPerson(stays)))?.phones ?? [])].sort()).toEqual(phones);
  });

  describe('several couples in one message', () => {
    const couple = (stays: string, gone: string): IntakeEvent => ({
      ...{ kind: 'merge', trigger: 'A40', ordinal: 1 },
      statement: sensitive({ survivor: aPerson(stays), prior: [ipp(gone)] }),
    });
    const sendAll = (...events: IntakeEvent[]) => inbox.keep(aMessage({ type: 'ADT^A40' }), events, ACCEPTED);
    const eventsOf = (number: string) =>
      rows('SELECT patient_key FROM passerelle.identity_event WHERE absorbed_key = $1', [
        keysOf(aPerson(number)).patientKey,
      ]);
    const numbersOf = async (number: string) =>
      currentIpps((await knownOf(aPerson(number))) ?? aPerson(number)).map(({ value }) => value);

    it('are done in order, a chain too, each with its event', async () => {
      const [a, b, c, d, e] = [aNumber(), aNumber(), aNumber(), aNumber(), aNumber()];
      expect(codeOf(await sendAll(couple(b, a), couple(c, b), couple(e, d)))).toBe('kept');
      for (const number of [a, b, c]) expect(await numbersOf(number)).toEqual([c]);
      expect(await numbersOf(d)).toEqual([e]);
      for (const number of [a, b, d]) expect(await eventsOf(number)).toHaveLength(1);
    });

    it('leave nothing where one of them is refused', async () => {
      const [a, b] = [aNumber(), aNumber()];
      await say(aPerson(a));
      await say(aPerson(b));
      const refused = await sendAll(couple(b, a), couple(a, b));
      expect(refused).toMatchObject({ ok: false, failure: { code: 'MERGE_CYCLE' } });
      expect([await numbersOf(a), await numbersOf(b)]).toEqual([[a], [b]]);
      expect(await eventsOf(a)).toEqual([]);
    });

    it('say which one is refused', async () => {
      const [a, b] = [aNumber(), aNumber()];
      const second = { ...couple(a, b), ordinal: 2 } as IntakeEvent;
      expect(await sendAll(couple(b, a), second)).toMatchObject({ failure: { ordinal: 2 } });
    });

    it('of the same two people told twice are done once', async () => {
      const [a, b] = [aNumber(), aNumber()];
      expect(codeOf(await sendAll(couple(b, a), couple(b, a)))).toBe('kept');
      expect(await eventsOf(a)).toHaveLength(1);
    });

    it('raise an incident for each result that stays behind, once', async () => {
      const [a, b, c] = [aNumber(), aNumber(), aNumber()];
      const ids = [await delivered(aPerson(a)), await delivered(aPerson(b))];
      await sendAll(couple(b, a), couple(c, b));
      const told = await rows('SELECT report_id AS id FROM passerelle.incident WHERE report_id = ANY($1)', [
        ids,
      ]);
      expect(told.map(({ id }) => id).sort()).toEqual([...ids].sort());
    });
  });

  it('never merges a real patient by a message of test', async () => {
    const [gone, stays] = [aNumber(), aNumber()];
    await say(aPerson(gone));
    await merge(aPerson(stays, { status: ['FICT'] }), gone);
    expect(currentIpps((await knownOf(aPerson(gone))) as Identity)).toEqual([ipp(gone)]);
  });

  it('keeps the kept report as it came, and tells of each whose results went out', async () => {
    const [gone, stays] = [aNumber(), aNumber()];
    const message = aMessage();
    const draft = () => aDraft({ identity: sensitive(aPerson(gone)), fictitious: false });
    const kept = await inbox.keep(
      message,
      [
        { kind: 'report', report: draft() },
        { kind: 'report', report: draft() },
      ],
      ACCEPTED,
    );
    const [delivered = '', waiting] = kept.ok ? kept.value.reportIds : [];
    await rows(
      `INSERT INTO passerelle.delivery_outbox (id, report_id, lineage, version, zone, state)
       VALUES (gen_random_uuid(), $1, 'l', 1, 'care', 'sent')`,
      [delivered],
    );
    const content = () =>
      rows('SELECT content_sealed, patient_key FROM passerelle.report WHERE id = ANY($1) ORDER BY id', [
        [delivered, waiting],
      ]);
    const before = await content();
    await merge(aPerson(stays), gone);
    expect(await content()).toEqual(before);
    const told = await rows(
      `SELECT report_id FROM passerelle.identity_event
       WHERE code = 'RESULTS_UNDER_MERGED_IDENTITY' AND absorbed_key = $1`,
      [before[0]?.patient_key],
    );
    expect(told).toEqual([{ report_id: delivered }]);
  });

  it('says whether an identity that was read is still current', async () => {
    const [gone, stays] = [aNumber(), aNumber()];
    const isCurrent = (number: string) =>
      database.dataSource.transaction((sql) => patients.isCurrent(sql, sensitive(aPerson(number))));
    expect(await isCurrent(gone)).toBe(true);
    await merge(aPerson(stays), gone);
    expect([await isCurrent(gone), await isCurrent(stays)]).toEqual([false, true]);
  });
});

describe('stays and movements in the database', () => {
  it('settles movements that came out of order, and undoes a cancelled admission', async () => {
    const person = aPerson(aNumber());
    const stay: Stay = { identifiers: [{ kind: 'NDA', value: aNumber() }] };
    const move = (event: string, day: number, over: Partial<Movement> = {}): Movement => ({
      ...{ id: `${event}-${day}`, events: [event], action: 'INSERT', facts: {} },
      ...{ at: `2026-03-0${day}T10:00:00+01:00`, recordedAt: `2026-03-0${day}T10:01:00+01:00` },
      ...over,
    });
    const settled = async () =>
      (await patients.known(database.dataSource, keysOf(person, stay))).stay?.reveal();
    await say(person, stay, move('A03', 9));
    await say(person, stay, move('A02', 4, { facts: { unit: 'UF2' } }));
    await say(person, stay, move('A01', 1, { facts: { unit: 'UF1' } }));
    expect(await settled()).toMatchObject({
      state: 'closed',
      unit: 'UF2',
      admission: '2026-03-01T10:00:00+01:00',
    });
    await say(person, stay, move('A03', 9, { action: 'CANCEL' }));
    expect(await settled()).toMatchObject({ state: 'open' });
    await say(person, stay, { ...move('A01', 1, { action: 'CANCEL' }), events: ['A01', 'A04'] });
    expect(await settled()).toMatchObject({ state: 'cancelled' });
  });
});
