import { type Report } from '../intake/index.js';
import { type Failure, failed, ok, type Result } from '../kernel/index.js';
import { createMetrics, silentLogger } from '../observability/index.js';
import { createMemoryJourney } from './memory-journey.js';
import { type Delivered, type Rooms } from './ports.js';
import { type ReportLog } from './report-log.js';
import { createLineageHandler } from './worker.js';

const report = (version: number) => ({
  id: `r${version}`,
  source: 's',
  version,
  action: 'deletion',
  receivedAt: new Date(0),
});

/** Versions of one lineage, and a room that delivers as told. */
function setUp(
  versions: number[],
  deliver: (version: number) => Result<Delivered> | Promise<Result<Delivered>>,
) {
  const waiting = versions.map(report) as unknown as Report[];
  const states: string[] = [];
  const settle = (state: string) => (one: Report) => {
    states.push(`${one.id} ${state}`);
    waiting.splice(waiting.indexOf(one), 1);
    return Promise.resolve();
  };
  const reports: ReportLog = {
    next: () => Promise.resolve(waiting[0]),
    begin: () => Promise.resolve(),
    delivered: settle('delivered'),
    failed: settle('failed'),
    deferred: (one) => {
      states.push(`${one.id} deferred`);
      return Promise.resolve({ failingSince: new Date(0) });
    },
    journeyOf: createMemoryJourney,
  };
  const rooms = {
    prepareRetraction: () => Promise.resolve(ok(undefined)),
    deliver: async ({ version }: Report) => deliver(version),
  } as unknown as Rooms;
  const handle = (hours: number, signal = new AbortController().signal) =>
    createLineageHandler({
      reports,
      rooms,
      logger: silentLogger,
      metrics: createMetrics(),
      clock: { now: () => new Date(hours * 3_600_000) },
      giveUpAfterHours: 72,
    })('lineage', signal);
  return { states, handle };
}

const failure = (over: Partial<Failure> = {}) =>
  failed<Failure>({ code: 'X', class: 'transient', message: 'x', ...over });

describe('the walk of a lineage', () => {
  it('goes on after a dead letter, oldest version first', async () => {
    const { states, handle } = setUp([1, 2], (version) =>
      version === 1 ? failure({ class: 'permanent' }) : ok({ resources: 1 }),
    );
    expect(await handle(1)).toBe('done');
    expect(states).toEqual(['r1 failed', 'r2 delivered']);
  });

  it('waits where it fails for a while, and gives up after the hours allowed', async () => {
    const { states, handle } = setUp([1], () => failure({ class: 'ambiguous', retryAfterSeconds: 7 }));
    expect(await handle(71)).toEqual({ retryInSeconds: 7 });
    expect(await handle(73)).toBe('done');
    expect(states).toEqual(['r1 deferred', 'r1 deferred', 'r1 failed']);
  });

  it('waits for a lost database, and sets a bug aside', async () => {
    const lost = Object.assign(new Error('x'), { code: '57P01' });
    const waiting = setUp([1], () => Promise.reject(lost));
    expect(await waiting.handle(1)).toBe('retry');
    const bug = setUp([1], () => Promise.reject(new TypeError('x')));
    expect(await bug.handle(1)).toBe('done');
    expect(bug.states).toEqual(['r1 failed']);
  });

  it('sends nothing and settles nothing once its job was taken over', async () => {
    const job = new AbortController();
    const sent: number[] = [];
    const { states, handle } = setUp([1, 2], (version) => {
      sent.push(version);
      if (version === 1) job.abort();
      return ok({ resources: 1 });
    });
    expect(await handle(1, job.signal)).toBe('retry');
    expect([sent, states]).toEqual([[1], ['r1 delivered']]);

    const late = new AbortController();
    const crashed = setUp([1], () => {
      late.abort();
      return failure({ class: 'permanent' });
    });
    expect(await crashed.handle(1, late.signal)).toBe('retry');
    expect(crashed.states).toEqual([]);
  });

  it('does not deliver what was prepared while the job was lost', async () => {
    const job = new AbortController();
    const sent: number[] = [];
    const { states, handle } = setUp([1], (version) => {
      sent.push(version);
      return ok({ resources: 1 });
    });
    queueMicrotask(() => job.abort());
    expect(await handle(1, job.signal)).toBe('retry');
    expect([sent, states]).toEqual([[], []]);
  });
});
