/** How many cases a fuzz test tries: 10,000 in CI, fewer beside a person who waits. */
export const fuzzRuns = (): number => (process.env.CI ? 10_000 : 500);
