import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const WORKERS = { concurrency: 8, alone: false };

describe('the queue', () => {
  let database: TestDatabase;
  const open: Queue[] = [];
  const opened = async (onError: (error: Error) => void = () => undefined) => {
    const queue = await openQueue({ url: database.url, onError });
    open.push(queue);
    return queue;
  };
  const add = (queue: Queue, ...lineages: string[]) =>
    database.dataSource.transaction((sql) => queue.add(sql, lineages));

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.stop(1)));
    await database.drop();
  });

  it('takes the settings of this version also where it was made by another', async () => {
    await database.dataSource.query('UPDATE queue.queue SET expire_seconds = 900, retry_limit = 2');
    await migrateQueue(database.url);
    const settings = { policy: 'singleton', expire_seconds: 14_400, retry_limit: 1_000_000 };
    expect(
      await database.dataSource.query(
        `SELECT name, policy, expire_seconds, retry_limit FROM queue.queue ORDER BY name`,
      ),
    ).toEqual([
      { name: 'announcements', ...settings },
      { name: 'reports', ...settings },
    ]);
  });

  it('never gives a lineage to two workers at once, over two processes, and gives each job once', async () => {
    const [a, b] = [await opened(), await opened()];
    const running = new Map<string, number>();
    let [most, done] = [0, 0];
    const handle = async (lineage: string) => {
      running.set(lineage, (running.get(lineage) ?? 0) + 1);
      most = Math.max(most, running.get(lineage) as number);
      await pause(20);
      running.set(lineage, (running.get(lineage) as number) - 1);
      done += 1;
      return 'done' as const;
    };
    await a.work(WORKERS, handle);
    await b.work(WORKERS, handle);
    for (let n = 0; n < 4; n++) await add(a, 'L1', 'L2', 'L3');
    while (done < 12) {
      a.nudge();
      b.nudge();
      await pause(50);
    }
    await pause(300);
    expect([most, done]).toEqual([1, 12]);
  }, 30_000);

  it('brings a job back after the seconds it names, and after a handler that throws', async () => {
    const troubles: string[] = [];
    const queue = await opened((error) => troubles.push(error.message));
    const outcomes = [() => ({ retryInSeconds: 1 }), () => 'done' as const];
    const crashes = [() => Promise.reject(new Error('a bug')), () => 'done' as const];
    const times: number[] = [];
    await queue.work(WORKERS, async (lineage) => {
      if (lineage === 'L1') times.push(Date.now());
      return (lineage === 'L1' ? outcomes : crashes).shift()!();
    });
    await add(queue, 'L1', 'L2');
    while (outcomes.length + crashes.length > 0) await pause(50);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(900);
    expect(troubles).toEqual(['a bug']);
  }, 30_000);

  it('adds nothing where the transaction is undone', async () => {
    const queue = await opened();
    const undone = database.dataSource.transaction(async (sql) => {
      await queue.add(sql, ['L1']);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await database.dataSource.query('SELECT id FROM queue.job')).toEqual([]);
  });

  it('lets every other lineage go on while slow ones hold all slots but one', async () => {
    const queue = await opened();
    const slow = new Set(Array.from({ length: WORKERS.concurrency - 1 }, (_, n) => `SLOW-${n}`));
    const held: (() => void)[] = [];
    const done: string[] = [];
    await queue.work(WORKERS, async (lineage) => {
      if (slow.has(lineage)) await new Promise<void>((resolve) => held.push(resolve));
      done.push(lineage);
      return 'done';
    });
    await add(queue, ...slow);
    while (held.length < slow.size) await pause(20);
    const quick = Array.from({ length: 40 }, (_, n) => `QUICK-${n}`);
    await add(queue, ...quick);
    queue.nudge();
    while (done.length < quick.length) await pause(20);
    expect(done.toSorted()).toEqual(quick.toSorted());
    for (const release of held) release();
    while (done.length < quick.length + slow.size) await pause(20);
  }, 60_000);

  it('keeps no worker of reports busy with what waits for a system of others', async () => {
    const queue = await opened();
    const held: (() => void)[] = [];
    const done: string[] = [];
    await queue.work({ concurrency: 1, aside: 1, alone: false }, async (key) => {
      if (key.startsWith('announce:')) await new Promise<void>((resolve) => held.push(resolve));
      done.push(key);
      return 'done';
    });
    await add(queue, 'announce:hl7');
    while (held.length === 0) await pause(20);
    await add(queue, 'L1', 'announce:kafka', 'L2');
    expect(
      await database.dataSource.transaction((sql) => queue.waiting(sql, ['L1', 'announce:hl7', 'L9'])),
    ).toContain('announce:hl7');
    while (done.length < 2) await pause(20);
    expect(done.toSorted()).toEqual(['L1', 'L2']);
    held[0]?.();
    while (held.length < 2) await pause(20);
    held[1]?.();
    while (done.length < 4) await pause(20);
  }, 60_000);

  it('takes what is urgent first, whenever it came, and a job that comes back keeps its place', async () => {
    const queue = await opened();
    const later = (...lineages: string[]) =>
      database.dataSource.transaction((sql) => queue.add(sql, lineages, { priority: -1 }));
    await later('AGAIN-1', 'AGAIN-2');
    await add(queue, 'NEW-1', 'NEW-2');
    const taken: string[] = [];
    await queue.work({ concurrency: 1, alone: false }, async (lineage) => {
      taken.push(lineage);
      return taken.length === 3 ? { retryInSeconds: 600 } : 'done';
    });
    while (taken.length < 4) await pause(20);
    expect(taken.slice(0, 2)).toEqual(['NEW-1', 'NEW-2']);
    const waiting = () =>
      database.dataSource.query<object[]>(
        `SELECT priority, data FROM queue.job WHERE state = 'created' AND start_after > now()`,
      );
    while ((await waiting()).length === 0) await pause(20);
    expect(await waiting()).toEqual([{ priority: -1, data: { lineage: taken[2], priority: -1 } }]);
  }, 30_000);
});
