import {
  ANNOUNCE_JOB,
  type Announcement,
  type Announcements,
  type Attempted,
  createAnnouncements,
  type NewAnnouncement,
} from '../../../src/delivery/index.js';
import { migrateQueue, openQueue, type Queue, type Sql } from '../../../src/database/index.js';
import { type Failure, sensitive } from '../../../src/kernel/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher } from '../../support/keys.js';

const FAILURE: Failure = { code: 'HL7_RESULTS_ERROR', class: 'transient', message: 'AE' };
const SENT: Attempted = { kind: 'sent' };
const WORDS = 'HER2 : score 3+';

describe('announcements', () => {
  let database: TestDatabase;
  let queue: Queue;
  const clock = { at: new Date('2026-03-12T10:00:00Z'), now: () => clock.at };
  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
  });
  afterEach(async () => {
    await queue.stop(1);
    await database.drop();
  });

  const made = (): Announcements =>
    createAnnouncements({ dataSource: database.dataSource, queue, cipher: testCipher, clock });
  const news = (over: Partial<NewAnnouncement> = {}): NewAnnouncement => ({
    channel: 'hl7',
    kind: 'report',
    subject: 'report-1',
    lineage: 'lineage-1',
    version: 1,
    action: 'delivered',
    content: sensitive({ words: WORDS }),
    ...over,
  });
  const put = (...all: Partial<NewAnnouncement>[]) =>
    database.dataSource.transaction((sql) => made().put(sql, all.map(news)));
  const rows = () =>
    database.dataSource.query<
      { subject: string; action: string; state: string; kept: boolean; id: string }[]
    >(
      `SELECT id, subject, action, state, content_sealed IS NOT NULL AS kept FROM passerelle.announcement ORDER BY seq`,
    );
  const jobs = async () =>
    (
      await database.dataSource.query<{ key: string }[]>(
        `SELECT singleton_key AS key FROM queue.job WHERE state < 'active' ORDER BY created_on`,
      )
    ).map(({ key }) => key);
  const next = async (attempted: Attempted = SENT) => {
    const seen: Announcement[] = [];
    const step = await made().withNext('hl7', async (one) => {
      seen.push(one);
      return attempted;
    });
    return { step, subject: seen[0]?.subject, one: seen[0] };
  };
  /** A transaction that stays open until it is told to end. */
  async function opened(work: (sql: Sql) => Promise<unknown>) {
    let end: (how: 'commit' | 'undo') => void = () => undefined;
    const told = new Promise<'commit' | 'undo'>((resolve) => (end = resolve));
    let begun: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (begun = resolve));
    const over = database.dataSource
      .transaction(async (sql) => {
        await work(sql);
        begun();
        if ((await told) === 'undo') throw new Error('undone');
      })
      .catch((error: Error) => expect(error.message).toBe('undone'));
    await Promise.race([ready, over]);
    return async (how: 'commit' | 'undo') => {
      end(how);
      await over;
    };
  }

  it('keeps what it holds sealed, and nothing of it once it is sent', async () => {
    await put({});
    const [kept] = await database.dataSource.query<{ content_sealed: Buffer }[]>(
      'SELECT content_sealed FROM passerelle.announcement',
    );
    expect(kept?.content_sealed.toString('utf8')).not.toContain(WORDS);
    expect((await next()).one?.content?.reveal()).toEqual({ words: WORDS });
    expect(await rows()).toMatchObject([{ state: 'sent', kept: false }]);
  });

  it('goes with its transaction, the job too', async () => {
    const end = await opened((sql) => made().put(sql, [news()]));
    await end('undo');
    expect([await rows(), await jobs()]).toEqual([[], []]);
  });

  it('queues a channel once, however many are put while it is awake', async () => {
    await Promise.all([...Array(20).keys()].map((n) => put({ subject: `r${n}`, lineage: `l${n}` })));
    await put({ channel: 'kafka' });
    expect((await jobs()).toSorted()).toEqual([`${ANNOUNCE_JOB}hl7`, `${ANNOUNCE_JOB}kafka`]);
  });

  it('loses no wake-up: a run that ends waits for a put that found the channel awake', async () => {
    await put({});
    await next();
    const commit = await opened((sql) => made().put(sql, [news({ subject: 'late' })]));
    let rest: unknown;
    const ending = made()
      .rest('hl7')
      .then((how) => (rest = how));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(rest).toBeUndefined();
    await commit('commit');
    await ending;
    expect(rest).toEqual({ dueInSeconds: 0 });
    expect((await next()).subject).toBe('late');
    expect(await made().rest('hl7')).toBe('nothing');
  });

  it('wakes the channel again after a run has ended', async () => {
    await put({});
    await next();
    expect(await made().rest('hl7')).toBe('nothing');
    await database.dataSource.query('DELETE FROM queue.job');
    expect(await put({ subject: 'later' })).toBe(true);
    expect(await jobs()).toEqual([`${ANNOUNCE_JOB}hl7`]);
  });

  it('loses nothing while many put and one runs to its end again and again', async () => {
    const all = [...Array(60).keys()].map((n) => `r${n}`);
    const sent: string[] = [];
    let putting = true;
    const run = async () => {
      // As a job does: it is there only where a put added it.
      while (putting || (await jobs()).length > 0) {
        const [taken] = await database.dataSource.query<[unknown[], number]>(
          `DELETE FROM queue.job WHERE id = (SELECT id FROM queue.job LIMIT 1) RETURNING id`,
        );
        if (taken.length === 0) continue;
        for (let over = false; !over;) {
          const { subject } = await next();
          if (subject) sent.push(subject);
          else over = (await made().rest('hl7')) === 'nothing';
        }
      }
    };
    const running = run();
    const lanes = [0, 1, 2, 3].map(async (lane) => {
      for (const subject of all.filter((_, at) => at % 4 === lane)) await put({ subject, lineage: subject });
    });
    await Promise.all(lanes);
    putting = false;
    await running;
    expect(sent.toSorted()).toEqual(all.toSorted());
  });

  it('gives one at a time in the whole installation, the oldest first', async () => {
    await put({ subject: 'a', lineage: 'a' });
    await put({ subject: 'b', lineage: 'b' });
    let inside: unknown;
    await made().withNext('hl7', async (one) => {
      expect(one.subject).toBe('a');
      inside = await made().withNext('hl7', async () => SENT);
      return SENT;
    });
    expect(inside).toBe('busy');
    expect((await next()).subject).toBe('b');
    expect((await next()).step).toBe('none');
  });

  it('sends the same one again where the process was lost between sending and keeping', async () => {
    await put({});
    const seen: string[] = [];
    const lost = made().withNext('hl7', async (one) => {
      seen.push(one.id);
      throw new Error('killed');
    });
    await expect(lost).rejects.toThrow('killed');
    seen.push((await next()).one?.id ?? '');
    expect(seen[0]).toBe(seen[1]);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  it('lets others go before one that is postponed, never a later one of its document', async () => {
    await put({ subject: 'a1', lineage: 'a' }, { subject: 'a2', lineage: 'a' });
    await put({ subject: 'b', lineage: 'b' });
    const dueAt = new Date(clock.at.getTime() + 30_000);
    expect((await next({ kind: 'postponed', failure: FAILURE, dueAt })).subject).toBe('a1');
    expect((await next()).subject).toBe('b');
    expect((await next()).step).toBe('none');
    expect(await made().rest('hl7')).toEqual({ dueInSeconds: 30 });
    clock.at = dueAt;
    expect((await next()).one).toMatchObject({ subject: 'a1', attempts: 1 });
    expect((await next()).subject).toBe('a2');
  });

  it('says of a document told before that it was replaced, and takes back only what was told', async () => {
    await put({ subject: 'never', lineage: 'x', action: 'withdrawn' });
    await put({ subject: 'first' }, { subject: 'second', version: 2 });
    await put({ subject: 'gone', version: 3, action: 'withdrawn' });
    await put({ subject: 'elsewhere', channel: 'kafka', version: 2 });
    expect((await rows()).map(({ subject, action }) => [subject, action])).toEqual([
      ['first', 'delivered'],
      ['second', 'replaced'],
      ['gone', 'withdrawn'],
      ['elsewhere', 'delivered'],
    ]);
  });

  it('reopens a dead letter, unless a later one of its document was told', async () => {
    await put(
      { subject: 'a1', lineage: 'a' },
      { subject: 'b1', lineage: 'b' },
      { subject: 'a2', lineage: 'a' },
    );
    await next({ kind: 'failed', failure: FAILURE });
    await next({ kind: 'failed', failure: FAILURE });
    const [a1, b1] = await rows();
    expect(await made().reopen(a1!.id)).toBe('overtaken');
    expect(await made().reopen(b1!.id)).toBe('replayed');
    expect(await made().reopen(b1!.id)).toBe('not-failed');
    expect(await made().reopen('00000000-0000-4000-8000-000000000000')).toBe('not-found');
    expect((await next()).one).toMatchObject({ subject: 'b1', attempts: 0 });
    expect((await next()).subject).toBe('a2');
    // Nothing is left to say of the first: it is no dead letter any more, and nothing of it is kept.
    expect(await rows()).toMatchObject([
      { state: 'overtaken', kept: false },
      { state: 'sent' },
      { state: 'sent' },
    ]);
  });

  it('wakes at start a channel whose job was lost', async () => {
    await put({});
    await database.dataSource.query('DELETE FROM queue.job');
    await made().wake(['hl7', 'kafka']);
    await made().wake(['hl7', 'kafka']);
    expect(await jobs()).toEqual([`${ANNOUNCE_JOB}hl7`]);
  });

  it('gives without its content one that does not open', async () => {
    await put({});
    await database.dataSource.query(
      `UPDATE passerelle.announcement SET content_sealed = content_sealed || '\\x00'`,
    );
    expect((await next()).one?.content).toBeUndefined();
  });
});
