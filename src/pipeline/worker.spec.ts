import { type Report } from '../intake/index.js';
import { type Failure, ok, type Result } from '../kernel/index.js';
import { createMetrics, silentLogger } from '../observability/index.js';
import { createMemoryJourney } from './memory-journey.js';
import { type Delivered, type Rooms } from './ports.js';
import { type ReportLog, type UnreadableReport } from './report-log.js';
import { createLineageHandler } from './worker.js';

const HOUR = 3_600_000;
const failure = (code: string, failureClass: Failure['class'], retryAfterSeconds?: number): Failure => ({
  code,
  class: failureClass,
  message: 'a rule',
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** A worker over versions of one lineage; each deletion is delivered as `deliver` says. */
function setUp(waiting: (string | UnreadableReport)[], deliver: (id: string) => Promise<Result<Delivered>>) {
  const told: string[] = [];
  let now = 0;
  let failingSince: Date | undefined;
  const queue = [...waiting];
  const reports: ReportLog = {
    next: async () => {
      const next = queue[0];
      return typeof next === 'string'
        ? ({ id: next, source: 'test', action: 'deletion', receivedAt: new Date(0) } as unknown as Report)
        : next;
    },
    giveUpWaiting: async () => [],
    begin: async ({ id }) => void told.push(`${id} begins`),
    delivered: async ({ id }) => void (told.push(`${id} delivered`), queue.shift()),
    deferred: async ({ id }, { code }) => {
      told.push(`${id} deferred ${code}`);
      return { failingSince: (failingSince ??= new Date(now)) };
    },
    failed: async ({ id }, { code }) => void (told.push(`${id} failed ${code}`), queue.shift()),
    journeyOf: () => createMemoryJourney(),
  };
  const rooms = {
    prepareRetraction: async () => ok(undefined),
    deliver: ({ id }: Report) => deliver(id),
  } as unknown as Rooms;
  const handler = createLineageHandler({
    reports,
    rooms,
    logger: silentLogger,
    metrics: createMetrics(),
    clock: { now: () => new Date(now) },
    giveUpAfterHours: 72,
    awaitHours: 72,
  });
  const run = (signal = new AbortController().signal) => handler('lineage', signal);
  return { run, told, wait: (hours: number) => void (now += hours * HOUR) };
}

describe('the worker', () => {
  it('walks the versions of a lineage in their order until none waits', async () => {
    const { run, told } = setUp(['v1', 'v2'], async () => ok({ resources: 1 }));
    expect(await run()).toBe('done');
    expect(told).toEqual(['v1 begins', 'v1 delivered', 'v2 begins', 'v2 delivered']);
  });

  it('sets a permanent failure aside and goes on with the next version', async () => {
    const { run, told } = setUp(['v1', 'v2'], async (id) =>
      id === 'v1' ? { ok: false, failure: failure('FHIR_REJECTED', 'permanent') } : ok({ resources: 1 }),
    );
    expect(await run()).toBe('done');
    expect(told).toEqual(['v1 begins', 'v1 failed FHIR_REJECTED', 'v2 begins', 'v2 delivered']);
  });

  it.each([
    ['with the backoff of the queue', failure('FHIR_UNAVAILABLE', 'transient'), 'retry'],
    ['after the seconds it names', failure('FHIR_UNAVAILABLE', 'transient', 120), { retryInSeconds: 120 }],
    ['when ambiguous too', failure('FHIR_TIMEOUT', 'ambiguous'), 'retry'],
  ])('comes back to a transient failure %s, and nothing overtakes it', async (_how, why, expected) => {
    const { run, told } = setUp(['v1', 'v2'], async () => ({ ok: false, failure: why }));
    expect(await run()).toEqual(expected);
    expect(told).toEqual(['v1 begins', `v1 deferred ${why.code}`]);
  });

  it('gives up after 72 hours of failures, not before', async () => {
    const { run, told, wait } = setUp(['v1'], async () => ({
      ok: false,
      failure: failure('FHIR_UNAVAILABLE', 'transient'),
    }));
    expect(await run()).toBe('retry');
    wait(71);
    expect(await run()).toBe('retry');
    wait(1);
    expect(await run()).toBe('done');
    expect(told.at(-1)).toBe('v1 failed FHIR_UNAVAILABLE');
  });

  it('makes a bug of a room a dead letter, and a lost database a wait', async () => {
    const bug = setUp(['v1'], () => Promise.reject(new TypeError('x is undefined')));
    expect(await bug.run()).toBe('done');
    expect(bug.told.at(-1)).toBe('v1 failed ROOM_CRASHED');
    const lost = setUp(['v1'], () =>
      Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
    );
    expect(await lost.run()).toBe('retry');
    expect(lost.told.at(-1)).toBe('v1 deferred DATABASE_UNAVAILABLE');
  });

  it('waits for a report that does not open, then sets it aside and goes on', async () => {
    const unreadable = { id: 'v1', source: 'test', unreadable: failure('REPORT_UNREADABLE', 'transient') };
    const { run, told, wait } = setUp([unreadable, 'v2'], async () => ok({ resources: 1 }));
    expect(await run()).toBe('retry');
    wait(72);
    expect(await run()).toBe('done');
    expect(told).toEqual([
      'v1 deferred REPORT_UNREADABLE',
      'v1 deferred REPORT_UNREADABLE',
      'v1 failed REPORT_UNREADABLE',
      'v2 begins',
      'v2 delivered',
    ]);
  });

  it('sends nothing and settles nothing once the job is another’s', async () => {
    const stop = new AbortController();
    let sent = 0;
    const { run, told } = setUp(['v1'], async () => ((sent += 1), ok({ resources: 1 })));
    stop.abort();
    expect(await run(stop.signal)).toBe('retry');
    expect([sent, told]).toEqual([0, []]);
  });
});
