import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { type Answer, type Incident, type IntakeEvent } from '../../../src/intake/index.js';
import { createInbox } from '../../../src/intake/inbox/typeorm-inbox.repository.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, NO_STAY, type Patients } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };
const REFUSED: Answer = { code: 'AE', bytes: Buffer.from('MSH|nak') };

describe('the inbox', () => {
  let database: TestDatabase;
  let queue: Queue;
  let patients: Patients;
  let inbox: ReturnType<typeof createInbox>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({
      url: database.url,
      onError: (error) => {
        throw error;
      },
    });
    patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    inbox = createInbox({ ...parts(), onIncident: (incident) => void told.push(incident) });
  });
  const told: Incident[] = [];
  const parts = () => ({
    ...{ dataSource: database.dataSource, queue, patients, cipher: testCipher },
    ...{ hash: testHash('inbox'), clock: systemClock },
  });
  afterAll(async () => {
    await queue.stop(1);
    await database.drop();
  });

  /** Of one patient, unless told. */
  const somebody = sensitive(anIdentity());
  const report = (over: Parameters<typeof aDraft>[0] = {}): IntakeEvent => ({
    kind: 'report',
    report: aDraft({ identity: somebody, ...over }),
  });
  const keep = async (event: IntakeEvent) => {
    const kept = await inbox.keep(aMessage(), [event], ACCEPTED);
    if (!kept.ok) throw new Error(kept.failure.code);
    return (await rows('SELECT * FROM passerelle.report WHERE id = $1', [kept.value.reportIds[0]]))[0]!;
  };
  const rows = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values);
  const jobsOf = async (lineage: unknown) =>
    (await rows(`SELECT id FROM queue.job WHERE singleton_key = $1 AND state = 'created'`, [lineage])).length;

  it('keeps a report, its event and its job together', async () => {
    const row = await keep(report());
    expect(row).toMatchObject({ state: 'received', version: 1, action: 'original' });
    expect(await jobsOf(row.lineage)).toBe(1);
    expect(await rows('SELECT step FROM passerelle.report_event WHERE report_id = $1', [row.id])).toEqual([
      { step: 'received' },
    ]);
  });

  it('keeps nothing when the job cannot be added', async () => {
    const broken: Queue = { ...queue, add: () => Promise.reject(new Error('no queue')) };
    const inboxWithoutQueue = createInbox({
      dataSource: database.dataSource,
      queue: broken,
      patients,
      cipher: testCipher,
      hash: testHash('inbox'),
      clock: systemClock,
    });
    const message = aMessage();
    const kept = await inboxWithoutQueue.keep(message, [report()], ACCEPTED);
    expect(kept).toMatchObject({ ok: false, failure: { code: 'INBOX_UNAVAILABLE', class: 'transient' } });
    expect(
      await rows('SELECT id FROM passerelle.message WHERE control_id = $1', [message.controlId]),
    ).toEqual([]);
  });

  it('keeps a report whose date has no day', async () => {
    expect(await keep(report({ date: '2026-03' }))).toMatchObject({ state: 'received', document_date: null });
  });

  it('answers a repeated message as before, and never one that was AE', async () => {
    const accepted = aMessage();
    const refused = aMessage();
    await inbox.keep(accepted, [report()], ACCEPTED);
    await inbox.refuse(refused, { code: 'X', class: 'permanent', message: 'PID: absent' }, REFUSED);
    expect(await inbox.answerFor(accepted)).toEqual(ACCEPTED);
    expect(await inbox.answerFor(refused)).toBeUndefined();
    expect(await inbox.answerFor({ ...accepted, raw: sensitive(Buffer.from('other body')) })).toBeUndefined();
    expect(await inbox.answerFor({ ...accepted, source: 'other' })).toBeUndefined();
  });

  it('keeps one of two identical messages that arrive together', async () => {
    const message = aMessage();
    const [first, second] = await Promise.all([
      inbox.keep(message, [report()], ACCEPTED),
      inbox.keep(message, [report()], ACCEPTED),
    ]);
    if (!first.ok || !second.ok) throw new Error('not kept');
    expect(second.value).toMatchObject({
      messageId: first.value.messageId,
      reportIds: first.value.reportIds,
    });
    expect(first.value.reportIds).toHaveLength(1);
    // One of the two learns what the other one was told.
    expect([first, second].filter(({ value }) => value.before)).toMatchObject([
      { value: { before: ACCEPTED } },
    ]);
  });

  it('writes no patient data in clear', async () => {
    const identity = anIdentity({
      lastName: 'QUINQUENPOIX',
      identifiers: [{ kind: 'IPP', value: 'IPP-QUINQUENPOIX-1', authority: { name: 'CHU-TEST' } }],
    });
    await keep(report({ identity: sensitive(identity) }));
    const dump = JSON.stringify(
      await rows(`
      SELECT encode(raw_sealed, 'escape') AS a, m::text AS b, r::text AS c,
             encode(r.content_sealed, 'escape') AS d, p::text AS e
      FROM passerelle.message m JOIN passerelle.report r ON r.message_id = m.id
      LEFT JOIN passerelle.patient p ON p.key = r.patient_key`),
    );
    // Its number holds its name: few digits would be found by chance among dates and keys.
    expect(dump).not.toContain('QUINQUENPOIX');
  });

  describe('versions of a document', () => {
    it('joins a replacement to its parent', async () => {
      const first = await keep(report({ documentId: 'A1' }));
      const second = await keep(report({ documentId: 'A2', parentDocumentId: 'A1', action: 'replacement' }));
      const third = await keep(report({ documentId: 'A3', parentDocumentId: 'A2', action: 'replacement' }));
      expect([second.lineage, third.lineage]).toEqual([first.lineage, first.lineage]);
      expect([first.version, second.version, third.version]).toEqual([1, 2, 3]);
    });

    const row = async (id: unknown) =>
      (await rows('SELECT * FROM passerelle.report WHERE id = $1', [id]))[0]!;

    it('parks what comes before its parent, and resumes all of it in order when the parent comes', async () => {
      const third = await keep(report({ documentId: 'B3', parentDocumentId: 'B2', action: 'replacement' }));
      const second = await keep(report({ documentId: 'B2', parentDocumentId: 'B1', action: 'replacement' }));
      expect([second, third]).toMatchObject([
        { state: 'parked', failure_code: 'PARENT_MISSING' },
        { state: 'parked', failure_code: 'PARENT_MISSING' },
      ]);
      const first = await keep(report({ documentId: 'B1' }));
      const resumed = [await row(second.id), await row(third.id)];
      expect(resumed).toMatchObject([
        { lineage: first.lineage, state: 'received', failure_code: null },
        { lineage: first.lineage, state: 'received', failure_code: null },
      ]);
      const versions = [first, ...resumed].map(({ version }) => Number(version));
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
    });

    it('looks again at what it parked, after the time-out', async () => {
      const parked = await keep(report({ documentId: 'T2', parentDocumentId: 'T1', action: 'addendum' }));
      const jobs = await rows(
        `SELECT extract(epoch FROM start_after - now()) AS seconds FROM queue.job WHERE singleton_key = $1`,
        [parked.lineage],
      );
      expect(jobs).toHaveLength(1);
      expect(Number(jobs[0]!.seconds)).toBeGreaterThan(71 * 3_600);
    });

    it('goes on in one lineage where a document is told to replace another one afterwards', async () => {
      const alone = await keep(report({ documentId: 'G2' }));
      const next = await keep(report({ documentId: 'G3', parentDocumentId: 'G2', action: 'replacement' }));
      const first = await keep(report({ documentId: 'G1' }));
      const told = await keep(report({ documentId: 'G2', parentDocumentId: 'G1', action: 'replacement' }));
      expect(first.lineage).not.toBe(alone.lineage);
      expect(told).toMatchObject({ lineage: first.lineage, state: 'received' });
      expect([await row(alone.id), await row(next.id)]).toMatchObject([
        { lineage: first.lineage },
        { lineage: first.lineage },
      ]);
      const left = await rows('SELECT action, state FROM passerelle.report WHERE lineage = $1', [
        alone.lineage,
      ]);
      expect(left).toEqual([{ action: 'deletion', state: 'received' }]);
      expect(await jobsOf(alone.lineage)).toBe(3);
      const deletion = await keep(report({ documentId: 'G2', action: 'deletion', payloads: [] }));
      expect(deletion).toMatchObject({ lineage: first.lineage, state: 'received' });
    });

    it('parks a deletion of an unknown document, and cancels both when the document comes', async () => {
      const deletion = await keep(report({ documentId: 'C1', action: 'deletion', payloads: [] }));
      expect(deletion).toMatchObject({ state: 'parked', failure_code: 'NOTHING_TO_DELETE' });
      const original = await keep(report({ documentId: 'C1' }));
      expect(await row(original.id)).toMatchObject({ state: 'cancelled', failure_code: 'DELETED_BEFORE' });
      expect(await row(deletion.id)).toMatchObject({ state: 'cancelled' });
      // The look at what waits, after the time-out.
      expect(await jobsOf(original.lineage)).toBe(1);
    });

    it('deletes a document that joins another lineage, where its deletion came first', async () => {
      const first = await keep(report({ documentId: 'H1' }));
      await keep(report({ documentId: 'H2', action: 'deletion', payloads: [] }));
      const second = await keep(report({ documentId: 'H2', parentDocumentId: 'H1', action: 'replacement' }));
      expect(second.lineage).toBe(first.lineage);
      const states = await rows(
        'SELECT action, state FROM passerelle.report WHERE lineage = $1 ORDER BY version',
        [first.lineage],
      );
      expect(states).toMatchObject([
        { action: 'original', state: 'received' },
        { action: 'replacement', state: 'received' },
        { action: 'deletion', state: 'received' },
      ]);
    });

    it('never brings back a deleted document', async () => {
      await keep(report({ documentId: 'I1' }));
      await keep(report({ documentId: 'I1', action: 'deletion', payloads: [] }));
      const again = await keep(report({ documentId: 'I1' }));
      expect(again).toMatchObject({ state: 'cancelled', failure_code: 'DELETED_BEFORE' });
    });

    it('releases a draft by a change of status, and keeps the signed version where it came first', async () => {
      const draft = await keep(report({ documentId: 'J1', status: 'draft' }));
      const status = await keep(report({ documentId: 'J1', action: 'status', payloads: [] }));
      expect(status.state).toBe('received');
      expect(await row(draft.id)).toMatchObject({ state: 'cancelled', failure_code: 'RELEASED' });
      await keep(report({ documentId: 'J2' }));
      const late = await keep(report({ documentId: 'J2', status: 'draft' }));
      expect(late).toMatchObject({ state: 'cancelled', failure_code: 'SUPERSEDED_ON_ARRIVAL' });
    });

    it('says of a change of status that it changes nothing', async () => {
      await keep(report({ documentId: 'K1' }));
      const status = await keep(report({ documentId: 'K1', action: 'status', payloads: [] }));
      expect(status).toMatchObject({ state: 'cancelled', failure_code: 'NOTHING_CHANGED' });
    });

    it('holds a draft without a job', async () => {
      const draft = await keep(report({ status: 'draft' }));
      expect(draft).toMatchObject({ state: 'held', failure_code: 'NOT_SIGNED' });
      expect(await jobsOf(draft.lineage)).toBe(0);
    });

    it('numbers versions that arrive at the same moment without a gap', async () => {
      await keep(report({ documentId: 'D1' }));
      const kept = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          keep(report({ documentId: `D1-${n}`, parentDocumentId: 'D1', action: 'replacement' })),
        ),
      );
      expect(kept.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('lets no test message replace a real document', async () => {
      const real = await keep(report({ documentId: 'F1', fictitious: false }));
      const test = await keep(report({ documentId: 'F2', parentDocumentId: 'F1', action: 'replacement' }));
      expect(test.lineage).not.toBe(real.lineage);
    });

    it('keeps two assigners with the same document id apart', async () => {
      const first = await keep(report({ documentId: 'E1', assigner: 'X' }));
      const second = await keep(report({ documentId: 'E1', assigner: 'Y' }));
      expect(first.lineage).not.toBe(second.lineage);
    });
  });

  describe('incidents', () => {
    const incidents = (id: unknown) =>
      rows('SELECT code, source, lineage, document_hash FROM passerelle.incident WHERE report_id = $1', [id]);

    it('parks a known document that comes under another patient, and moves nothing', async () => {
      const first = await keep(report({ documentId: 'P1' }));
      told.length = 0;
      const other = await keep(
        report({
          ...{ documentId: 'P2', parentDocumentId: 'P1', action: 'replacement' },
          identity: sensitive(anIdentity()),
        }),
      );
      expect(other).toMatchObject({
        state: 'parked',
        failure_code: 'PATIENT_DIFFERS',
        lineage: first.lineage,
      });
      expect(await incidents(other.id)).toEqual([
        {
          code: 'PATIENT_DIFFERS',
          source: 'test',
          lineage: first.lineage,
          document_hash: other.document_hash,
        },
      ]);
      expect(told).toEqual([expect.objectContaining({ code: 'PATIENT_DIFFERS', reportId: other.id })]);
      const next = await keep(report({ documentId: 'P3', parentDocumentId: 'P1', action: 'replacement' }));
      expect(next).toMatchObject({ state: 'received', lineage: first.lineage });
    });

    it('takes a document again under the identity its patient was merged into', async () => {
      const [before, after] = [anIdentity(), anIdentity()];
      await keep(report({ documentId: 'Q1', identity: sensitive(before) }));
      const keyOf = (identity: typeof before) =>
        patients.keysOf(sensitive(identity), sensitive(NO_STAY)).patientKey;
      await rows('INSERT INTO passerelle.patient_alias (key, patient_key, since) VALUES ($1, $2, now())', [
        keyOf(before),
        keyOf(after),
      ]);
      const next = await keep(
        report({
          ...{ documentId: 'Q2', parentDocumentId: 'Q1', action: 'replacement' },
          identity: sensitive(after),
        }),
      );
      expect(next.state).toBe('received');
    });

    it('withdraws at once what was filed under the wrong patient, and raises an incident', async () => {
      const first = await keep(report({ documentId: 'W1' }));
      const wrong = await keep(
        report({ documentId: 'W1', action: 'deletion', payloads: [], isWrongPatient: true }),
      );
      expect(wrong).toMatchObject({ state: 'received', lineage: first.lineage });
      expect(await incidents(wrong.id)).toMatchObject([{ code: 'WRONG_PATIENT' }]);
    });

    it('keeps nothing of an incident whose message is not kept', async () => {
      const count = async () => (await rows('SELECT id FROM passerelle.incident')).length;
      const before = await count();
      const broken: Queue = { ...queue, add: () => Promise.reject(new Error('no queue')) };
      const failing = createInbox({ ...parts(), queue: broken });
      const event = report({ documentId: 'W2', action: 'deletion', payloads: [], isWrongPatient: true });
      expect((await failing.keep(aMessage(), [event], ACCEPTED)).ok).toBe(false);
      expect(await count()).toBe(before);
    });
  });

  it('loses nothing of the first messages of a patient, which arrive together', async () => {
    const identity = anIdentity();
    const phones = Array.from({ length: 6 }, (_, n) => `01 99 00 00 0${n}`);
    await Promise.all(
      phones.map((phone) => keep(report({ identity: sensitive({ ...identity, phones: [phone] }) }))),
    );
    const keys = patients.keysOf(sensitive(identity), sensitive(NO_STAY));
    const known = await patients.known(database.dataSource, keys);
    expect([...(known.identity?.reveal().phones ?? [])].sort()).toEqual(phones);
  });

  it('never completes a real patient with what a test message says', async () => {
    const real = anIdentity({ status: ['VALI'] });
    const test = { ...real, lastName: 'ZZTEST', phones: ['01 99 00 00 09'], status: ['FICT'] };
    await keep(report({ identity: sensitive(real) }));
    await keep(report({ identity: sensitive(test) }));
    const keys = patients.keysOf(sensitive(real), sensitive(NO_STAY));
    expect((await patients.known(database.dataSource, keys)).identity?.reveal()).toEqual(real);
  });

  it('completes a patient with what an ADT says', async () => {
    const identity = anIdentity();
    const said: IntakeEvent = {
      kind: 'identity',
      trigger: 'A31',
      stay: sensitive(NO_STAY),
      identity: sensitive({ ...identity, birthName: 'MALAGUTTI', firstNames: [] }),
    };
    await keep(report({ identity: sensitive(identity) }));
    await inbox.keep(aMessage({ type: 'ADT^A31' }), [said], ACCEPTED);
    const keys = patients.keysOf(sensitive(identity), sensitive(NO_STAY));
    const known = await patients.known(database.dataSource, keys);
    expect(known.identity?.reveal()).toMatchObject({ birthName: 'MALAGUTTI', firstNames: ['Élodie'] });
  });
});
