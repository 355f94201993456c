import { failed, ok, type Result, sensitive } from '../../kernel/index.js';
import { type Announcement, type Channel, type ChannelFailure, type FailureScope } from './announcement.js';
import { type Attempted, type Rest } from './announcements.js';
import { createAnnouncer } from './announcer.js';

const NOW = new Date('2026-03-12T10:00:00Z');
const HOUR_MS = 3_600_000;

const anAnnouncement = (over: Partial<Announcement> = {}): Announcement => ({
  id: 'a',
  channel: 'hl7',
  kind: 'report',
  subject: 'r',
  lineage: 'l',
  version: 1,
  action: 'delivered',
  createdAt: NOW,
  content: sensitive({}),
  attempts: 0,
  ...over,
});

const failure = (scope: FailureScope, over: Partial<ChannelFailure> = {}): Result<void, ChannelFailure> =>
  failed({ code: 'HL7_RESULTS_ERROR', class: 'transient', message: 'AE', scope, ...over });

function setUp(
  waiting: readonly Announcement[],
  answers: readonly (Result<void, ChannelFailure> | Error)[],
  rest: Rest = 'nothing',
) {
  const left = [...waiting];
  const said = [...answers];
  const attempted: Attempted[] = [];
  const crashes: unknown[] = [];
  const channel: Channel = {
    name: 'hl7',
    contentOf: () => sensitive({}),
    async send() {
      const answer = said.shift() ?? ok(undefined);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close: async () => undefined,
  };
  const run = createAnnouncer({
    announcements: {
      async withNext(_channel, attempt) {
        const next = left.shift();
        if (!next) return 'none';
        const made = await attempt(next);
        attempted.push(made);
        return made;
      },
      rest: async () => rest,
    },
    channels: { hl7: channel },
    reporter: { attempted: () => undefined, crashed: (_one, error) => void crashes.push(error) },
    clock: { now: () => NOW },
    random: () => 1,
    giveUpAfterHours: 72,
  });
  const controller = new AbortController();
  return { run: (name = 'hl7') => run(name, controller.signal), controller, attempted, left, crashes };
}

describe('a run of a channel', () => {
  it('sends all that waits, one after the other, then ends', async () => {
    const { run, attempted } = setUp([anAnnouncement(), anAnnouncement()], []);
    expect(await run()).toBe('done');
    expect(attempted).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
  });

  it('leaves a channel that is not configured any more', async () => {
    const { run, left } = setUp([anAnnouncement()], []);
    expect(await run('kafka')).toBe('done');
    expect(left).toHaveLength(1);
  });

  it('keeps the order while the other side is away: nothing goes before what could not', async () => {
    const { run, attempted, left } = setUp(
      [anAnnouncement({ attempts: 3 }), anAnnouncement()],
      [failure('channel')],
    );
    expect(await run()).toEqual({ retryInSeconds: 8 });
    expect(attempted).toMatchObject([{ kind: 'postponed', dueAt: NOW }]);
    expect(left).toHaveLength(1);
  });

  it('lets others go before what is refused for now', async () => {
    const { run, attempted } = setUp([anAnnouncement(), anAnnouncement()], [failure('message')], {
      dueInSeconds: 4.2,
    });
    expect(await run()).toEqual({ retryInSeconds: 5 });
    expect(attempted).toMatchObject([
      { kind: 'postponed', dueAt: new Date(NOW.getTime() + 5_000) },
      { kind: 'sent' },
    ]);
  });

  it.each([
    [2, NOW],
    [3, new Date(NOW.getTime() + 8_000)],
  ])('waits for an answer %i times before it lets others go first', async (attempts, dueAt) => {
    const { run, attempted } = setUp(
      [anAnnouncement({ attempts })],
      [failure('unsure', { class: 'ambiguous' })],
    );
    expect(await run()).toMatchObject({ retryInSeconds: expect.any(Number) });
    expect(attempted).toMatchObject([{ kind: 'postponed', dueAt }]);
  });

  it('goes on after what is refused for good', async () => {
    const { run, attempted } = setUp(
      [anAnnouncement(), anAnnouncement()],
      [failure('message', { class: 'permanent', code: 'HL7_RESULTS_REFUSED' })],
    );
    expect(await run()).toBe('done');
    expect(attempted).toMatchObject([
      { kind: 'failed', failure: { code: 'HL7_RESULTS_REFUSED' } },
      { kind: 'sent' },
    ]);
  });

  it('pauses where everything is refused on end', async () => {
    const { run, left } = setUp(
      Array.from({ length: 12 }, () => anAnnouncement()),
      Array.from({ length: 12 }, () => failure('message')),
    );
    expect(await run()).toEqual({ retryInSeconds: 30 });
    expect(left).toHaveLength(2);
  });

  it('gives up after the hours set, saying what came last', async () => {
    const firstFailedAt = new Date(NOW.getTime() - 72 * HOUR_MS);
    const { run, attempted } = setUp([anAnnouncement({ attempts: 9, firstFailedAt })], [failure('channel')]);
    expect(await run()).toBe('done');
    expect(attempted).toEqual([
      {
        kind: 'failed',
        failure: {
          code: 'ANNOUNCEMENT_GIVEN_UP',
          class: 'permanent',
          message: 'given up; last: HL7_RESULTS_ERROR, AE',
        },
      },
    ]);
  });

  it('makes a dead letter of what makes a channel throw, and goes on', async () => {
    const { run, attempted, crashes } = setUp([anAnnouncement(), anAnnouncement()], [new Error('bug')]);
    expect(await run()).toBe('done');
    expect(attempted).toMatchObject([
      { kind: 'failed', failure: { code: 'ANNOUNCEMENT_UNFIT' } },
      { kind: 'sent' },
    ]);
    expect(crashes).toEqual([new Error('bug')]);
  });

  it('waits for the key of what does not open', async () => {
    const unopened = anAnnouncement();
    Reflect.deleteProperty(unopened, 'content');
    const { run, attempted } = setUp([unopened, anAnnouncement()], []);
    await run();
    expect(attempted).toMatchObject([
      { kind: 'postponed', failure: { code: 'ANNOUNCEMENT_UNREADABLE', class: 'transient' } },
      { kind: 'sent' },
    ]);
  });

  it('stops between two when the job is no longer its own', async () => {
    const { run, controller, left } = setUp([anAnnouncement()], []);
    controller.abort();
    expect(await run()).toBe('retry');
    expect(left).toHaveLength(1);
  });
});
