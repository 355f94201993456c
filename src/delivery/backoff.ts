const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A server that asks for more is asked again after an hour. */
const LONGEST_ASKED_SECONDS = 3_600;
const GIVE_UP_AFTER_HOURS = 72;

export interface FailedAttempt {
  /** 1 for the first failed attempt. */
  readonly attempt: number;
  readonly firstFailedAt: Date;
  readonly now: Date;
  /** Seconds the server asked us to wait. */
  readonly retryAfterSeconds?: number;
  readonly giveUpAfterHours?: number;
}

export type NextAttempt = { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'give-up' };

/**
 * When to try again: 1 s, doubled at each attempt up to 60 s, with full jitter (`random` in [0, 1[), on top
 * of what the server asked for; given up 72 h after the first failure.
 */
export function nextAttempt(failed: FailedAttempt, random: () => number): NextAttempt {
  const {
    attempt,
    firstFailedAt,
    now,
    retryAfterSeconds = 0,
    giveUpAfterHours = GIVE_UP_AFTER_HOURS,
  } = failed;
  if (now.getTime() - firstFailedAt.getTime() >= giveUpAfterHours * 3_600_000) return { kind: 'give-up' };
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  const asked = Math.min(Math.max(retryAfterSeconds, 0), LONGEST_ASKED_SECONDS) * 1_000;
  return { kind: 'retry', delayMs: Math.round(asked + random() * ceiling) };
}
