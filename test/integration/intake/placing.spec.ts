import fc from 'fast-check';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import {
  type Answer,
  type Incident,
  type IntakeEvent,
  type ReportAction,
} from '../../../src/intake/index.js';
import { documentHashes } from '../../../src/intake/inbox/document-hashes.js';
import { lockLineages } from '../../../src/intake/inbox/lock-lineages.js';
import { createPlaceEvents } from '../../../src/intake/inbox/typeorm-place-events.repository.js';
import { createPlacing } from '../../../src/intake/inbox/typeorm-placing.repository.js';
import { createCipher } from '../../../src/security/index.js';
import { createInbox, type PlacingInbox } from '../../../src/intake/inbox/typeorm-inbox.repository.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, NO_STAY, type Patients } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';
import { until } from '../../support/service/until.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };

let database: TestDatabase;
let queue: Queue;
let patients: Patients;
let told: Incident[];
let faults: { messageId: string; error: unknown }[];
const open: PlacingInbox[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({ url: database.url, onError: () => undefined });
  patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
});
beforeEach(() => {
  told = [];
  faults = [];
});
afterEach(() => Promise.all(open.splice(0).map((inbox) => inbox.stop())));
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

/** An inbox of a process of its own. */
function anInbox(over: Partial<Parameters<typeof createInbox>[0]> = {}): PlacingInbox {
  const inbox = createInbox({
    ...{ dataSource: database.dataSource, queue, patients, cipher: testCipher },
    ...{ hash: testHash('inbox'), clock: systemClock },
    onIncident: (incident) => void told.push(incident),
    onFault: (messageId, error) => void faults.push({ messageId, error }),
    ...over,
  });
  open.push(inbox);
  return inbox;
}

const rows = <T>(sql: string, values: unknown[] = []): Promise<T[]> => database.dataSource.query(sql, values);
const waiting = async () =>
  Number(
    (await rows<{ n: number }>('SELECT count(*) AS n FROM passerelle.arrival WHERE failed_at IS NULL'))[0]?.n,
  );
const placed = () => until(async () => (await waiting()) === 0);
const report = (over: Parameters<typeof aDraft>[0] = {}): IntakeEvent => ({
  kind: 'report',
  report: aDraft(over),
});
async function accept(inbox: PlacingInbox, event: IntakeEvent, over: Parameters<typeof aMessage>[0] = {}) {
  const kept = await inbox.accept(aMessage(over), [event], ACCEPTED);
  if (!kept.ok) throw new Error(kept.failure.code);
  return kept.value.messageId;
}
const statesOf = (messageId: string) =>
  rows<{ state: string; version: number }>(
    'SELECT state, version FROM passerelle.report WHERE message_id = $1',
    [messageId],
  );

describe('a message accepted', () => {
  it('is in the table when it is acknowledged, and has its report a moment later', async () => {
    const inbox = anInbox();
    const messageId = await accept(inbox, report());
    expect(await rows('SELECT id FROM passerelle.message WHERE id = $1', [messageId])).toHaveLength(1);
    expect(await statesOf(messageId)).toEqual([]);
    inbox.start();
    await placed();
    expect(await statesOf(messageId)).toEqual([{ state: 'received', version: 1 }]);
  });

  it('left by a process that was killed is placed by the next one', async () => {
    const left = await accept(anInbox(), report());
    anInbox().start();
    await placed();
    expect(await statesOf(left)).toHaveLength(1);
  });

  it('is kept sealed: no name of it is in the table', async () => {
    await accept(
      anInbox(),
      report({ identity: sensitive(anIdentity({ lastName: 'QUINQUENPOIX' })), title: 'QUINQUENPOIX' }),
    );
    const [row] = await rows<{ dump: string }>(
      `SELECT string_agg(encode(events_sealed, 'escape') || a::text, '') AS dump FROM passerelle.arrival a`,
    );
    expect(row?.dump.length).toBeGreaterThan(100);
    expect(row?.dump).not.toContain('QUINQUENPOIX');
    anInbox().start();
    await placed();
  });

  it('and the very same one beside it are one', async () => {
    const inbox = anInbox();
    const message = aMessage();
    const event = report();
    const kept = await Promise.all([1, 2, 3].map(() => inbox.accept(message, [event], ACCEPTED)));
    const ids = new Set(kept.map((one) => one.ok && one.value.messageId));
    expect(ids.size).toBe(1);
    inbox.start();
    await placed();
    expect(await statesOf([...ids][0] as string)).toHaveLength(1);
    expect(await inbox.answerFor(message)).toEqual(ACCEPTED);
  });

  it('is not refused with one beside it that the database does not take', async () => {
    const inbox = anInbox();
    const broken = aMessage({ controlId: 'NUL \u0000 in a column' });
    const [bad, good] = await Promise.all([
      inbox.accept(broken, [report()], ACCEPTED),
      inbox.accept(aMessage(), [report()], ACCEPTED),
    ]);
    expect(bad).toMatchObject({ ok: false, failure: { code: 'INBOX_UNAVAILABLE' } });
    expect(good.ok).toBe(true);
    inbox.start();
    await placed();
  });

  it('is placed before what is kept at once after it', async () => {
    const inbox = anInbox();
    const identity = sensitive(anIdentity());
    const first = await accept(inbox, report({ documentId: 'BEFORE-1', identity }));
    const next = report({
      documentId: 'BEFORE-2',
      parentDocumentId: 'BEFORE-1',
      action: 'replacement',
      identity,
    });
    const kept = await inbox.keep(aMessage(), [next], ACCEPTED);
    expect(
      kept.ok &&
        (await rows('SELECT state, version FROM passerelle.report WHERE id = $1', [kept.value.reportIds[0]])),
    ).toEqual([{ state: 'received', version: 2 }]);
    expect(await statesOf(first)).toHaveLength(1);
  });
});

describe('a message that cannot be placed', () => {
  /** Fails at what one document says, as a bug would. */
  const faulty = (documentId: string) => {
    const hash = testHash('inbox');
    return anInbox({
      hash: (...parts) => {
        if (parts.includes(documentId)) throw new TypeError(`a bug at ${documentId}`);
        return hash(...parts);
      },
    });
  };

  it('is set aside with an incident; those before and after it go on, and it can be placed again', async () => {
    const inbox = faulty('BUG-1');
    const ids = [
      await accept(inbox, report()),
      await accept(inbox, report({ documentId: 'BUG-1' }), { source: 'labo' }),
      await accept(inbox, report()),
    ];
    inbox.start();
    await placed();
    const states = await Promise.all(ids.map(statesOf));
    expect(states.map((one) => one.length)).toEqual([1, 0, 1]);
    expect(told).toMatchObject([{ code: 'MESSAGE_NOT_PLACED', source: 'labo', messageId: ids[1] }]);
    expect(faults).toMatchObject([{ messageId: ids[1] }]);
    const [failed] = await rows('SELECT failure_code FROM passerelle.arrival WHERE failed_at IS NOT NULL');
    expect(failed).toEqual({ failure_code: 'TypeError' });
    await inbox.stop();
    await rows('UPDATE passerelle.arrival SET failed_at = NULL');
    anInbox().start();
    await placed();
    expect(await statesOf(ids[1] as string)).toHaveLength(1);
  });

  it('because the database is away waits: nothing is set aside', async () => {
    let isAway = true;
    const dataSource = Object.create(database.dataSource, {
      transaction: {
        value: (work: never) =>
          isAway
            ? Promise.reject(Object.assign(new Error('Connection terminated'), { code: '57P01' }))
            : database.dataSource.transaction(work),
      },
    }) as typeof database.dataSource;
    const trouble: unknown[] = [];
    const inbox = anInbox({ dataSource, onTrouble: (error) => void trouble.push(error) });
    const id = await accept(inbox, report());
    inbox.start();
    await until(async () => trouble.length > 0);
    expect(await waiting()).toBe(1);
    isAway = false;
    await placed();
    expect(await statesOf(id)).toHaveLength(1);
    expect(told).toEqual([]);
  });
});

describe('what stands in the way of placing', () => {
  const quiet = () => ({ onPlaced: () => undefined, onTrouble: () => undefined });
  const placingOf = (over: Partial<Parameters<typeof createPlacing>[0]> = {}) =>
    createPlacing({
      ...{ dataSource: database.dataSource, cipher: testCipher, clock: systemClock, ...quiet() },
      placeEvents: createPlaceEvents({
        ...{ dataSource: database.dataSource, queue, patients, cipher: testCipher },
        ...{ hash: testHash('inbox'), clock: systemClock },
      }),
      onFault: (messageId, error) => void faults.push({ messageId, error }),
      ...over,
    });
  const left = async () =>
    (
      await rows<{ failed: boolean }>(
        'SELECT failed_at IS NOT NULL AS failed FROM passerelle.arrival ORDER BY seq',
      )
    ).map(({ failed }) => failed);

  it('another process that stands still in the middle holds up nobody who only keeps', async () => {
    const holder = database.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT pg_advisory_xact_lock(hashtextextended('passerelle:placing', 0))`);
    const inbox = anInbox();
    const id = await accept(inbox, report());
    const later = inbox.keep(aMessage(), [report()], ACCEPTED);
    await accept(inbox, report());
    await holder.rollbackTransaction();
    await holder.release();
    expect((await later).ok).toBe(true);
    expect(await statesOf(id)).toHaveLength(1);
    anInbox().start();
    await placed();
  });

  it('a key that is not configured here sets nothing aside: another process may have it', async () => {
    await accept(anInbox(), report());
    const other = createCipher({ current: 'other', keys: new Map([['other', Buffer.alloc(32, 7)]]) });
    const placing = placingOf({ cipher: other });
    for (let times = 0; times < 30; times += 1)
      await expect(placing.placeSome()).rejects.toThrow('not configured');
    expect(await left()).toEqual([false]);
    expect(await placingOf().placeSome()).toBe(1);
  });

  it('an error that might pass, and comes back with one message for ever, sets that one aside in the end', async () => {
    const inbox = anInbox();
    for (const controlId of ['FULL-1', 'FULL-2', 'FULL-3']) await accept(inbox, report(), { controlId });
    const full = Object.assign(new Error('out of shared memory'), { code: '53200' });
    const [first] = await rows<{ message_id: string }>(
      'SELECT message_id FROM passerelle.arrival ORDER BY seq',
    );
    const real = createPlaceEvents({
      ...{ dataSource: database.dataSource, queue, patients, cipher: testCipher },
      ...{ hash: testHash('inbox'), clock: systemClock },
    });
    const placing = placingOf({
      placeEvents: async (sql, arrived) => {
        if (arrived.some(({ messageId }) => messageId === first?.message_id)) throw full;
        return real(sql, arrived);
      },
    });
    let failures = 0;
    for (let times = 0; times < 40 && (await left()).includes(false); times += 1)
      await placing.placeSome().catch(() => (failures += 1));
    expect(failures).toBe(20);
    expect(await left()).toEqual([true]);
    expect(faults).toMatchObject([{ messageId: first?.message_id }]);
    await rows('DELETE FROM passerelle.arrival');
  });

  it('the same messages in two groups, in another order, are all kept', async () => {
    const [one, two] = [anInbox(), anInbox()];
    const messages = Array.from({ length: 64 }, (_, at) => aMessage({ controlId: `TWICE-${at}` }));
    for (let round = 0; round < 3; round += 1) {
      const some = messages.map((message) => ({ ...message, controlId: `${message.controlId}-${round}` }));
      const kept = await Promise.all([
        ...some.map((message) => one.accept(message, [report()], ACCEPTED)),
        ...[...some].reverse().map((message) => two.accept(message, [report()], ACCEPTED)),
      ]);
      expect(kept.filter(({ ok: isKept }) => !isKept)).toEqual([]);
      // The one that came second learns what the first was told.
      expect(kept.filter((each) => each.ok && each.value.before)).toHaveLength(64);
    }
    one.start();
    await placed();
  });
});

describe('messages placed together', () => {
  interface Step {
    readonly family: number;
    readonly action: ReportAction;
    readonly draft: boolean;
    readonly patient: number;
  }
  const step: fc.Arbitrary<Step> = fc.record({
    family: fc.integer({ min: 0, max: 3 }),
    action: fc.constantFrom(
      ...(['original', 'original', 'original', 'replacement', 'addendum', 'deletion', 'status'] as const),
    ),
    draft: fc.boolean(),
    patient: fc.constantFrom(0, 0, 0, 1),
  });
  let run = 0;

  /** What stands after all of them: per message its state and version, messages of one lineage under one number. */
  async function outcome(steps: readonly Step[], isTogether: boolean) {
    run += 1;
    const prefix = `R${run}`;
    const inbox = anInbox();
    const people = [0, 1].map((at) =>
      sensitive(
        anIdentity({ identifiers: [{ kind: 'IPP', value: `77${run}00${at}`, authority: { name: 'T' } }] }),
      ),
    );
    const ids: string[] = [];
    for (const { family, action, draft, patient } of steps) {
      const next = action === 'replacement' || action === 'addendum';
      const first = `${prefix}-${family}`;
      const event = report({
        documentId: next ? `${first}-${action}` : first,
        ...(next && { parentDocumentId: first }),
        ...{ action, status: draft ? 'draft' : 'final', identity: people[patient] as never },
        ...((action === 'deletion' || action === 'status') && { payloads: [] }),
      });
      if (isTogether) ids.push(await accept(inbox, event));
      else {
        const kept = await inbox.keep(aMessage(), [event], ACCEPTED);
        if (!kept.ok) throw new Error(kept.failure.code);
        ids.push(kept.value.messageId);
      }
    }
    if (isTogether) inbox.start();
    await placed();
    await inbox.stop();
    const written = await rows<{
      message_id: string;
      lineage: string;
      state: string;
      code: string;
      waits: number;
    }>(
      `SELECT message_id, lineage, state, failure_code AS code, cardinality(waits_for) AS waits
       FROM passerelle.report WHERE message_id = ANY($1)`,
      [ids],
    );
    const lineages: string[] = [];
    return ids.map((id) => {
      const row = written.find(({ message_id: of }) => of === id);
      if (row && !lineages.includes(row.lineage)) lineages.push(row.lineage);
      return row && { ...row, message_id: undefined, lineage: lineages.indexOf(row.lineage) };
    });
  }

  it('stand as if each had been placed alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        expect(await outcome(steps, true)).toEqual(await outcome(steps, false));
      }),
      { numRuns: 20 },
    );
  });

  it('are placed in a number of statements that hardly grows with them, where they are new documents', async () => {
    const countFor = async (count: number) => {
      let statements = 0;
      const dataSource = Object.create(database.dataSource, {
        transaction: {
          value: (work: (sql: unknown) => Promise<unknown>) =>
            database.dataSource.transaction((sql) =>
              work(
                new Proxy(sql, {
                  get: (of, name) => {
                    if (name === 'query') statements += 1;
                    const value = Reflect.get(of, name) as unknown;
                    return typeof value === 'function' ? (value.bind(of) as unknown) : value;
                  },
                }),
              ),
            ),
        },
      }) as typeof database.dataSource;
      const inbox = anInbox({ dataSource });
      for (let at = 0; at < count; at += 1) await accept(inbox, report());
      inbox.start();
      await placed();
      await inbox.stop();
      return statements;
    };
    const [few, many] = [await countFor(2), await countFor(30)];
    expect(many).toBeLessThan(few * 2);
  });

  it('raise an incident where a number is somebody else’s within them', async () => {
    const identifiers = [{ kind: 'IPP' as const, value: '7700991', authority: { name: 'T' } }];
    const inbox = anInbox();
    await accept(inbox, report({ identity: sensitive(anIdentity({ identifiers })) }));
    const other = anIdentity({
      identifiers,
      lastName: 'TOURNELAC',
      firstNames: ['Odile'],
      birthDate: '1980-01-01',
    });
    const id = await accept(inbox, report({ identity: sensitive(other) }));
    inbox.start();
    await placed();
    const [{ id: reportId } = { id: '' }] = await rows<{ id: string }>(
      'SELECT id FROM passerelle.report WHERE message_id = $1',
      [id],
    );
    expect(told).toMatchObject([{ code: 'IDENTITY_REPLACED', reportId }]);
  });
});

describe('what was said of other messages', () => {
  const keep = async (over: Parameters<typeof aDraft>[0]) => {
    const kept = await anInbox().keep(aMessage(), [report(over)], ACCEPTED);
    if (!kept.ok) throw new Error(kept.failure.code);
    const [row] = await rows<{ id: string; lineage: string; state: string; code: string | null }>(
      'SELECT id, lineage, state, failure_code AS code FROM passerelle.report WHERE id = $1',
      [kept.value.reportIds[0]],
    );
    return row!;
  };

  it('of a merged patient stands by the last of them, whichever of its numbers it came under', async () => {
    const people = [anIdentity(), anIdentity()].map((who) => ({
      who,
      key: patients.keysOf(sensitive(who), sensitive(NO_STAY)).patientKey ?? '',
    }));
    people.sort((a, b) => (a.key < b.key ? -1 : 1));
    const [low, high] = people;
    for (const { who } of people) await keep({ identity: sensitive(who) });
    await rows('INSERT INTO passerelle.patient_alias (key, patient_key, since) VALUES ($1, $2, now())', [
      high?.key,
      low?.key,
    ]);
    const inbox = anInbox();
    await accept(inbox, report({ identity: sensitive({ ...high!.who, lastName: 'BEFORE' }) }));
    await accept(inbox, report({ identity: sensitive({ ...low!.who, lastName: 'AFTER' }) }));
    inbox.start();
    await placed();
    const known = await patients.known(database.dataSource, { patientKey: low!.key, stayKey: null });
    expect(known.identity?.reveal().lastName).toBe('AFTER');
  });

  it('by a withdrawal from the wrong patient does not make that patient one of the document’s', async () => {
    const [a, b] = [sensitive(anIdentity()), sensitive(anIdentity())];
    const first = await keep({ documentId: 'W-D', identity: a });
    await keep({ documentId: 'W-A', parentDocumentId: 'W-D', action: 'addendum', identity: a });
    const wrong = { documentId: 'W-A', action: 'deletion', payloads: [], isWrongPatient: true } as const;
    expect(await keep({ ...wrong, identity: b })).toMatchObject({ lineage: first.lineage });
    const other = { documentId: 'W-D2', parentDocumentId: 'W-D', action: 'replacement' } as const;
    expect(await keep({ ...other, identity: b })).toMatchObject({ state: 'parked', code: 'PATIENT_DIFFERS' });
  });

  it('that wait for the same document are left alone by one more that waits for it', async () => {
    const waiting = { documentId: 'L-1', parentDocumentId: 'L-0', action: 'replacement' } as const;
    const { id } = await keep(waiting);
    await rows(
      `INSERT INTO passerelle.report (id, message_id, source, lineage, version, action, type_code, document_hash,
         patient_key, received_at, content_sealed, state, state_since, parent_hash, signed, forms, waits_for)
       SELECT gen_random_uuid(), message_id, source, lineage, version + n, action, type_code, md5(n::text), patient_key,
         received_at, content_sealed, state, state_since, parent_hash, signed, forms, waits_for
       FROM passerelle.report, generate_series(1, 500) AS n WHERE id = $1`,
      [id],
    );
    const { naming, waitsFor } = documentHashes(testHash('inbox'), aDraft({ ...waiting, documentId: 'L-2' }));
    const locks = await database.dataSource.transaction(async (sql) => {
      await lockLineages(sql, [{ naming, waitsFor }]);
      const [row] = await sql.query<[{ n: number }]>(
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
      );
      return row.n;
    });
    expect(locks).toBeGreaterThan(0);
    expect(locks).toBeLessThan(10);
  });
});
