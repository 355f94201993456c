const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds before the next attempt: 0.5 s, doubled up to 30 s, from half of it to all of it at random. `attempt` from 1. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}
