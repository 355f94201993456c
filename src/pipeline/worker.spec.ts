import { type Report } from '../intake/index.js';
import { type Failure, ok, type Result } from '../kernel/index.js';
import { createMetrics, silentLogger } from '../observability/index.js';
import { createMemoryJourney } from './memory-journey.js';
import { type Delivered, type Rooms } from './ports.js';
import { type ReportLog, type UnreadableReport, type WalkAgain, type WalkingReport } from './report-log.js';
import { createLineageHandler, type WorkerDependencies } from './worker.js';

const HOUR = 3_600_000;
const failure = (code: string, failureClass: Failure['class'], retryAfterSeconds?: number): Failure => ({
  code,
  class: failureClass,
  message: 'a rule',
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** A worker over versions of one lineage; each deletion is delivered as `deliver` says. */
function setUp(
  waiting: (string | UnreadableReport | { readonly id: string; readonly again: WalkAgain })[],
  deliver: (id: string) => Promise<Result<Delivered>>,
  readAgain?: WorkerDependencies['readAgain'],
) {
  const told: string[] = [];
  let now = 0;
  let failingSince: Date | undefined;
  const queue = [...waiting];
  const metrics = createMetrics();
  const reports: ReportLog = {
    next: async () => {
      const next = queue[0];
      if (next === undefined || (typeof next === 'object' && 'unreadable' in next)) return next;
      const said = typeof next === 'string' ? { id: next } : next;
      return { ...said, source: 'test', action: 'deletion', receivedAt: new Date(0) } as WalkingReport;
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
    metrics,
    clock: { now: () => new Date(now) },
    giveUpAfterHours: 72,
    awaitHours: 72,
    ...(readAgain && { readAgain }),
  });
  const counted = async () =>
    (await metrics.registry.metrics())
      .split('\n')
      .filter((line) => /^passerelle_(reports_total|walks_again|report_seconds_count)/.test(line));
  const run = (signal = new AbortController().signal) => handler('lineage', signal);
  return { run, told, queue, counted, wait: (hours: number) => void (now += hours * HOUR) };
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

  it.each(['NAMES_LEARNED', 'READ_AGAIN'] as const)(
    'counts a document once, and its walk again (%s) apart',
    async (again) => {
      const { run, counted } = setUp(['v1', { id: 'v2', again }], async () => ok({ resources: 1 }));
      expect(await run()).toBe('done');
      expect(await counted()).toEqual([
        'passerelle_reports_total{source="test",state="delivered"} 1',
        `passerelle_walks_again_total{reason="${again}"} 1`,
        'passerelle_report_seconds_count{source="test"} 1',
      ]);
    },
  );

  it('reads again what is asked only once nothing waits, and walks what comes of it', async () => {
    const reads: (() => 'go-on' | 'nothing')[] = [() => (queue.push('v3'), 'go-on'), () => 'nothing'];
    const { run, told, queue } = setUp(
      ['v1'],
      async () => ok({ resources: 1 }),
      async () => (told.push('reads'), reads.shift()?.() ?? 'nothing'),
    );
    expect(await run()).toBe('done');
    expect(told).toEqual(['v1 begins', 'v1 delivered', 'reads', 'v3 begins', 'v3 delivered', 'reads']);
  });

  it('comes back to a reading that could not be done yet', async () => {
    const { run } = setUp(
      [],
      async () => ok({ resources: 1 }),
      async () => 'retry',
    );
    expect(await run()).toBe('retry');
  });
});
