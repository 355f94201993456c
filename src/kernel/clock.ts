/** Time is handed in, so that a test can hold it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** What Nest hands the clock by. */
export const CLOCK = Symbol('clock');
