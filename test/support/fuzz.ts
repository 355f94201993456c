/** How many cases a fuzz test tries: CI asks for 10,000 in a step of its own, a person who waits for fewer. */
export const fuzzRuns = (): number => Number(process.env.FUZZ_RUNS ?? 500);
