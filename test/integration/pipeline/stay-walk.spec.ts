import { type JobOutcome, migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createInbox, type IntakeEvent, queueStays, STAY_JOB } from '../../../src/intake/index.js';
import { type Clock, ok, sensitive, systemClock } from '../../../src/kernel/index.js';
import { createMetrics, silentLogger } from '../../../src/observability/index.js';
import { createPatients, type Identity, type Stay } from '../../../src/patients/index.js';
import { type StayRooms, type StayRun } from '../../../src/pipeline/stay-ports.js';
import { createStayHandler } from '../../../src/pipeline/stay-worker.js';
import { createStayLog } from '../../../src/pipeline/typeorm-stay-log.repository.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';
import { until } from '../../support/service/until.js';

const ANSWER = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };
let files = 0;

describe('the corridor of a stay, on the durable queue', () => {
  let database: TestDatabase;
  let queue: Queue;
  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
  });
  afterEach(async () => {
    await queue.stop(1);
    await database.drop();
  });

  /** An inbox, and a worker whose reports settle at once and whose stays walk through `rooms`. */
  function setUp(rooms: Partial<StayRooms> = {}, clock: Clock = systemClock) {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock });
    const inbox = createInbox({
      dataSource,
      queue,
      patients,
      cipher: testCipher,
      clock,
      hash: testHash('inbox'),
    });
    const stays = createStayLog({ dataSource, cipher: testCipher, clock });
    const walked: StayRun[] = [];
    const still: StayRooms = {
      gather: async (stay) => (walked.push(stay), ok([])),
      learn: async () => ok(sensitive([])),
      pseudonymizeAgain: async () => ok(0),
      runUseCases: async () => ok({ findings: [], failures: [] }),
      prepare: async () => ok(undefined),
      deliver: async () => ok({ resources: 0 }),
    };
    const handler = createStayHandler({
      ...{ stays, rooms: { ...still, ...rooms }, logger: silentLogger, metrics: createMetrics() },
      ...{ clock, giveUpAfterHours: 72 },
    });
    const settle = (lineage: string) =>
      dataSource.query(`UPDATE passerelle.report SET state = 'delivered' WHERE lineage = $1`, [lineage]);
    const work = (onLineage: (lineage: string) => Promise<unknown> = settle) =>
      queue.work({ concurrency: 8, alone: false }, async (key, signal): Promise<JobOutcome> => {
        if (key.startsWith(STAY_JOB)) return handler(key.slice(STAY_JOB.length), signal);
        await onLineage(key);
        return 'done';
      });
    const stay: Stay = {
      identifiers: [{ kind: 'NDA', value: `6000${++files}`, authority: { name: 'CHU-TEST' } }],
    };
    const identity = anIdentity();
    const report = (over: Partial<Identity> = {}): IntakeEvent => ({
      kind: 'report',
      report: aDraft({ identity: sensitive({ ...identity, ...over }), stay: sensitive(stay) }),
    });
    const adt = (): IntakeEvent => ({
      ...{ kind: 'identity', trigger: 'A08' },
      ...{ identity: sensitive(identity), stay: sensitive({ ...stay, unit: `U${++files}` }) },
    });
    const keep = async (...events: IntakeEvent[]) => {
      const kept = await inbox.keep(aMessage(), events, ANSWER);
      if (!kept.ok) throw new Error(kept.failure.message);
    };
    const row = async () => (await dataSource.query<StayRow[]>(ROW))[0] as StayRow;
    return { work, keep, report, adt, row, walked, stays, handler, identity };
  }
  interface StayRow {
    readonly key: string;
    readonly state: string;
    readonly changes: number;
    readonly runs: number;
  }
  const ROW =
    'SELECT stay_key AS key, state, changes::int, runs FROM passerelle.stay_walk ORDER BY stay_key LIMIT 1';
  const jobs = async () =>
    (
      await database.dataSource.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM queue.job WHERE data->>'lineage' LIKE 'stay:%'`,
      )
    )[0]?.n;

  it('walks once after a hundred changes in a second, and adds one job for them', async () => {
    const { work, keep, report, adt, row, walked } = setUp();
    await keep(report());
    await Promise.all(Array.from({ length: 99 }, (_, n) => keep(n % 2 ? report() : adt())));
    expect(await row()).toMatchObject({ changes: 100, state: 'waiting', runs: 0 });
    expect(await jobs()).toBe(1);
    await work();
    const done = await until(async () => {
      const now = await row();
      return now.state === 'done' && now;
    });
    expect(done).toMatchObject({ changes: 100, runs: 1 });
    expect(walked.map(({ changes }) => changes)).toEqual([100]);
  });

  it('walks once more where something changed during the run', async () => {
    let change: (() => Promise<void>) | undefined;
    const given = setUp({ deliver: async () => (await change?.(), ok({ resources: 0 })) });
    const { work, keep, report, adt, row, walked } = given;
    change = async () => {
      change = undefined;
      await keep(adt());
      await keep(adt());
    };
    await keep(report());
    await work();
    const end = await until(async () => {
      const now = await row();
      return now.state === 'done' && now;
    });
    expect(end).toMatchObject({ changes: 3, runs: 2 });
    expect(walked.map(({ changes }) => changes)).toEqual([1, 3]);
  });

  it('sees a change whose transaction commits only after the walk has looked', async () => {
    const given = setUp({});
    const { keep, report, row, handler, stays } = given;
    await keep(report());
    await database.dataSource.query(`UPDATE passerelle.report SET state = 'delivered'`);
    await database.dataSource.query(
      `UPDATE passerelle.stay_walk SET changed_at = changed_at - interval '5 s'`,
    );
    const { key } = await row();
    const run = await stays.begin(key);
    if (typeof run === 'string') throw new Error(run);
    let ended: unknown;
    await database.dataSource.transaction(async (sql) => {
      await queueStays(sql, { queue, now: new Date() }, { stayKeys: [key] });
      ended = stays.done(run, {});
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect(await (ended as Promise<string>)).toBe('changed');
    expect(await handler(key, new AbortController().signal)).toEqual({ retryInSeconds: 1 });
  });

  it('waits for the reports of the stay to be settled', async () => {
    const { work, keep, report, row, walked } = setUp();
    await keep(report());
    let busy = true;
    await work(async (lineage) => {
      await until(async () => !busy);
      await database.dataSource.query(`UPDATE passerelle.report SET state = 'delivered' WHERE lineage = $1`, [
        lineage,
      ]);
    });
    await until(async () => {
      const [job] = await database.dataSource.query<{ n: number }[]>(
        `SELECT max(retry_count) AS n FROM queue.job WHERE data->>'lineage' LIKE 'stay:%'`,
      );
      return (job?.n ?? 0) > 0;
    });
    expect([walked.length, (await row()).state]).toEqual([0, 'waiting']);
    busy = false;
    await until(async () => (await row()).state === 'done');
    expect(walked).toHaveLength(1);
  });

  it('queues nothing for a stay without documents, nor where the transaction is undone', async () => {
    const { keep, adt, report, row } = setUp();
    await keep(adt());
    expect(await row()).toBeUndefined();
    await keep(report());
    const { key, changes } = await row();
    const undone = database.dataSource.transaction(async (sql) => {
      await queueStays(sql, { queue, now: new Date() }, { stayKeys: [key] });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await row()).toMatchObject({ changes });
    expect(await jobs()).toBe(1);
  });

  it('queues the stays of both identities of a merge', async () => {
    const [stays, gone] = [setUp(), setUp()];
    await stays.keep(stays.report());
    await gone.keep(gone.report());
    const changes = () =>
      database.dataSource.query<unknown[]>('SELECT changes::int, state FROM passerelle.stay_walk');
    expect(await changes()).toEqual(Array(2).fill({ changes: 1, state: 'waiting' }));
    await stays.keep({
      ...{ kind: 'merge', trigger: 'A40' },
      statement: sensitive({ survivor: stays.identity, prior: gone.identity.identifiers }),
    });
    expect(await changes()).toEqual(Array(2).fill({ changes: 2, state: 'waiting' }));
    expect(await jobs()).toBe(2);
  });

  it('takes a run up where a killed process left it: what it kept is not made again', async () => {
    const { keep, report, row, stays } = setUp();
    await keep(report());
    await database.dataSource.query(`UPDATE passerelle.report SET state = 'delivered'`);
    await database.dataSource.query(
      `UPDATE passerelle.stay_walk SET changed_at = changed_at - interval '5 s'`,
    );
    const { key } = await row();
    const first = await stays.begin(key);
    if (typeof first === 'string') throw new Error(first);
    await stays.journeyOf(first).once('learned', async () => ok(sensitive([NAME])));
    const second = await stays.begin(key);
    if (typeof second === 'string') throw new Error(second);
    expect((await row()).runs).toBe(1);
    const kept = await stays
      .journeyOf(second)
      .once('learned', async () => Promise.reject(new Error('again')));
    expect(kept.ok && kept.value.reveal()).toEqual([NAME]);
    expect(await stays.done(second, { documents: 1 })).toBe('settled');
    expect(await stays.begin(key)).toBe('nothing-new');
  });
});

const NAME = { word: 'branqueval', category: 'LAST_NAME', role: 'Other' } as const;
