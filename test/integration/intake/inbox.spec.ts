import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { type Answer, type IntakeEvent } from '../../../src/intake/index.js';
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
    inbox = createInbox({
      dataSource: database.dataSource,
      queue,
      patients,
      cipher: testCipher,
      hash: testHash('inbox'),
      clock: systemClock,
    });
  });
  afterAll(async () => {
    await queue.stop(1);
    await database.drop();
  });

  const report = (over: Parameters<typeof aDraft>[0] = {}): IntakeEvent => ({
    kind: 'report',
    report: aDraft(over),
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
    expect(first).toEqual(second);
    expect(first.ok && first.value.reportIds).toHaveLength(1);
  });

  it('writes no patient data in clear', async () => {
    const identity = anIdentity({ lastName: 'QUINQUENPOIX' });
    await keep(report({ identity: sensitive(identity) }));
    const dump = JSON.stringify(
      await rows(`
      SELECT encode(raw_sealed, 'escape') AS a, m::text AS b, r::text AS c,
             encode(r.content_sealed, 'escape') AS d, p::text AS e
      FROM passerelle.message m JOIN passerelle.report r ON r.message_id = m.id
      LEFT JOIN passerelle.patient p ON p.key = r.patient_key`),
    );
    expect(dump).not.toContain('QUINQUENPOIX');
    expect(dump).not.toContain(identity.identifiers[0]!.value);
  });

  describe('versions of a document', () => {
    it('joins a replacement to its parent', async () => {
      const first = await keep(report({ documentId: 'A1' }));
      const second = await keep(report({ documentId: 'A2', parentDocumentId: 'A1', action: 'replacement' }));
      const third = await keep(report({ documentId: 'A3', parentDocumentId: 'A2', action: 'replacement' }));
      expect([second.lineage, third.lineage]).toEqual([first.lineage, first.lineage]);
      expect([first.version, second.version, third.version]).toEqual([1, 2, 3]);
    });

    it('cancels an original that comes after its replacement', async () => {
      const replacement = await keep(
        report({ documentId: 'B2', parentDocumentId: 'B1', action: 'replacement' }),
      );
      const original = await keep(report({ documentId: 'B1' }));
      expect(replacement.state).toBe('received');
      expect(original).toMatchObject({
        lineage: replacement.lineage,
        state: 'cancelled',
        failure_code: 'SUPERSEDED_ON_ARRIVAL',
      });
    });

    it('withdraws the first version where the second comes after the third', async () => {
      const first = await keep(report({ documentId: 'G1' }));
      const third = await keep(report({ documentId: 'G3', parentDocumentId: 'G2', action: 'replacement' }));
      const second = await keep(report({ documentId: 'G2', parentDocumentId: 'G1', action: 'replacement' }));
      expect([first.state, third.state]).toEqual(['received', 'received']);
      expect(second).toMatchObject({
        lineage: first.lineage,
        version: 2,
        action: 'deletion',
        state: 'received',
      });
      expect(await jobsOf(first.lineage)).toBe(2);
      const fourth = await keep(report({ documentId: 'G4', parentDocumentId: 'G3', action: 'replacement' }));
      expect(fourth).toMatchObject({ lineage: third.lineage, state: 'received' });
    });

    it('parks a deletion of an unknown document, and cancels both when the document comes', async () => {
      const deletion = await keep(report({ documentId: 'C1', action: 'deletion', payloads: [] }));
      expect(deletion).toMatchObject({ state: 'parked', failure_code: 'NOTHING_TO_DELETE' });
      const original = await keep(report({ documentId: 'C1' }));
      expect(original.state).toBe('cancelled');
      expect((await rows('SELECT state FROM passerelle.report WHERE id = $1', [deletion.id]))[0]).toEqual({
        state: 'cancelled',
      });
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
