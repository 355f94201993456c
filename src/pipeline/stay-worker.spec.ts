import { type Failure, failed, ok, sensitive } from '../kernel/index.js';
import { createMetrics, silentLogger } from '../observability/index.js';
import { processStay } from './process-stay.js';
import { type NotNow, type StayLog } from './stay-log.js';
import { type StayRooms, type StayRun, type StayStages } from './stay-ports.js';
import { createStayHandler } from './stay-worker.js';

const HOUR = 3_600_000;
const STAY: StayRun = { key: 'stay', changes: 1, renewed: [] };
const aFailure = (failureClass: Failure['class'], more: Partial<Failure> = {}): Failure => ({
  ...{ code: 'FHIR_UNAVAILABLE', class: failureClass, message: 'a rule' },
  ...more,
});

/** Rooms that tell where the walk went; `over` replaces some. */
function someRooms(told: string[], over: Partial<StayRooms> = {}): StayRooms {
  const rooms: StayRooms = {
    gather: async () => (told.push('gather'), ok([])),
    learn: async () => (told.push('learn'), ok(sensitive([]))),
    pseudonymizeAgain: async () => (told.push('again'), ok(0)),
    runUseCases: async () => (told.push('use cases'), ok({ findings: [], failures: [] })),
    prepare: async () => (told.push('prepare'), ok(undefined)),
    deliver: async () => (told.push('deliver'), ok({ resources: 0 })),
  };
  return { ...rooms, ...over };
}

function aJourney() {
  const kept: Partial<StayStages> = {};
  return {
    async once<S extends keyof StayStages>(
      stage: S,
      make: () => Promise<{ ok: true; value: StayStages[S] } | { ok: false; failure: Failure }>,
    ) {
      const before = kept[stage];
      if (before !== undefined) return ok(before as StayStages[S]);
      const made = await make();
      if (made.ok) kept[stage] = made.value;
      return made;
    },
  };
}

function setUp(
  begin: () => StayRun | NotNow,
  over: Partial<StayRooms> = {},
  end: 'settled' | 'changed' = 'settled',
) {
  const told: string[] = [];
  let now = 0;
  let failingSince: Date | undefined;
  const journey = aJourney();
  const stays: StayLog = {
    begin: async () => begin(),
    done: async () => (told.push('done'), end),
    deferred: async () => (told.push('deferred'), { failingSince: (failingSince ??= new Date(now)) }),
    failed: async (_stay, { code }) => (told.push(`failed ${code}`), end),
    journeyOf: () => journey,
  };
  const handler = createStayHandler({
    ...{ stays, rooms: someRooms(told, over), logger: silentLogger, metrics: createMetrics() },
    ...{ clock: { now: () => new Date(now) }, giveUpAfterHours: 72 },
  });
  const run = (signal = new AbortController().signal) => handler('stay', signal);
  return { run, told, wait: (hours: number) => void (now += hours * HOUR) };
}

describe('the corridor of a stay', () => {
  it('goes through its rooms in order, also with nothing to say', async () => {
    const told: string[] = [];
    expect(await processStay(STAY, someRooms(told), aJourney())).toEqual(ok({ resources: 0, documents: 0 }));
    expect(told).toEqual(['gather', 'learn', 'again', 'use cases', 'prepare', 'deliver']);
  });

  it('lets documents that walk again go first, and is taken up after them at the stage it kept', async () => {
    const told: string[] = [];
    const asked = [2, 0];
    const rooms = someRooms(told, { pseudonymizeAgain: async () => ok(asked.shift() ?? 0) });
    const journey = aJourney();
    expect(await processStay(STAY, rooms, journey)).toEqual(ok({ again: 2 }));
    expect(await processStay(STAY, rooms, journey)).toMatchObject({ ok: true, value: { resources: 0 } });
    expect(told).toEqual(['gather', 'learn', 'gather', 'use cases', 'prepare', 'deliver']);
  });

  it('delivers nothing where a room fails before', async () => {
    const told: string[] = [];
    const rooms = someRooms(told, { prepare: async () => failed(aFailure('permanent')) });
    expect(await processStay(STAY, rooms, aJourney())).toMatchObject({ ok: false });
    expect(told).not.toContain('deliver');
  });
});

describe('the worker of stays', () => {
  it.each<[NotNow, unknown]>([
    ['nothing-new', 'done'],
    ['reports-walking', 'retry'],
    ['changing', { retryInSeconds: 1 }],
  ])('does not walk it: %s', async (why, expected) => {
    const { run, told } = setUp(() => why);
    expect(await run()).toEqual(expected);
    expect(told).toEqual([]);
  });

  it('walks it, and once more where something came meanwhile', async () => {
    const quiet = setUp(() => STAY);
    expect(await quiet.run()).toBe('done');
    expect(quiet.told.at(-1)).toBe('done');
    expect(await setUp(() => STAY, {}, 'changed').run()).toEqual({ retryInSeconds: 1 });
  });

  it('comes back soon where documents walk again', async () => {
    const { run, told } = setUp(() => STAY, { pseudonymizeAgain: async () => ok(1) });
    expect(await run()).toEqual({ retryInSeconds: 1 });
    expect(told).not.toContain('done');
  });

  it('tries a transient or ambiguous failure again, and gives up after 72 hours', async () => {
    const fails = (failure: Failure) => ({ deliver: async () => failed(failure) });
    expect(await setUp(() => STAY, fails(aFailure('ambiguous'))).run()).toBe('retry');
    const slow = aFailure('transient', { retryAfterSeconds: 30 });
    expect(await setUp(() => STAY, fails(slow)).run()).toEqual({ retryInSeconds: 30 });
    const { run, told, wait } = setUp(() => STAY, fails(aFailure('transient')));
    expect(await run()).toBe('retry');
    wait(72);
    expect(await run()).toBe('done');
    expect(told.at(-1)).toBe('failed FHIR_UNAVAILABLE');
  });

  it('sets a permanent failure and a bug among the dead letters', async () => {
    const refused = setUp(() => STAY, { prepare: async () => failed(aFailure('permanent')) });
    expect(await refused.run()).toBe('done');
    expect(refused.told.at(-1)).toBe('failed FHIR_UNAVAILABLE');
    const bug = setUp(() => STAY, { gather: () => Promise.reject(new TypeError('x is undefined')) });
    expect(await bug.run()).toBe('done');
    expect(bug.told.at(-1)).toBe('failed ROOM_CRASHED');
  });

  it('sends nothing and settles nothing once the job is another’s', async () => {
    const stop = new AbortController();
    const { run, told } = setUp(() => STAY);
    stop.abort();
    expect(await run(stop.signal)).toBe('retry');
    expect(told).not.toContain('deliver');
    expect(told).not.toContain('done');
  });
});
