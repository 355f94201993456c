import { nextAttempt } from './backoff.js';

const firstFailedAt = new Date('2026-01-05T10:00:00Z');
const after = (seconds: number) => new Date(firstFailedAt.getTime() + seconds * 1_000);
const most = () => 1;

describe('nextAttempt', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [500, 60_000],
  ])('waits at most for attempt %i: %i ms', (attempt, delayMs) => {
    expect(nextAttempt({ attempt, firstFailedAt, now: after(1) }, most)).toEqual({ kind: 'retry', delayMs });
  });

  it('spreads attempts over the whole delay', () => {
    const at = (random: number) => nextAttempt({ attempt: 4, firstFailedAt, now: after(1) }, () => random);
    expect(at(0)).toEqual({ kind: 'retry', delayMs: 0 });
    expect(at(0.5)).toEqual({ kind: 'retry', delayMs: 4_000 });
  });

  it('never comes back before what the server asked, nor an hour later than that', () => {
    const asked = (retryAfterSeconds: number) =>
      nextAttempt({ attempt: 1, firstFailedAt, now: after(1), retryAfterSeconds }, () => 0);
    expect(asked(120)).toEqual({ kind: 'retry', delayMs: 120_000 });
    expect(asked(999_999)).toEqual({ kind: 'retry', delayMs: 3_600_000 });
    expect(asked(-5)).toEqual({ kind: 'retry', delayMs: 0 });
  });

  it('gives up 72 hours after the first failure, not after some number of attempts', () => {
    const at = (seconds: number) =>
      nextAttempt({ attempt: 9_000, firstFailedAt, now: after(seconds) }, most).kind;
    expect(at(72 * 3_600 - 1)).toBe('retry');
    expect(at(72 * 3_600)).toBe('give-up');
  });

  it('gives up when the operator says', () => {
    const failed = { attempt: 1, firstFailedAt, now: after(3_600), giveUpAfterHours: 1 };
    expect(nextAttempt(failed, most)).toEqual({ kind: 'give-up' });
  });
});
