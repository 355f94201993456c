/** Compilation and garbage collection fall anywhere in one measure; the order of growth shows in each of them. */
const ATTEMPTS = 6;
/** What is measured under this, in milliseconds, is noise. */
const NOISE_MS = 20;
/** Between linear (1) and quadratic (10). */
const TOLERANCE = 4.5;

/**
 * Does ten times the input take about ten times the work, not a hundred times? Judged by a ratio of processor
 * times, so that no test fails on a slow or busy machine. `work` takes a size, in the unit of its choice.
 */
export async function growsLinearly(
  work: (size: number) => unknown,
  { upTo }: { readonly upTo: number },
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const tenth = await milliseconds(() => work(Math.ceil(upTo / 10)));
    const whole = await milliseconds(() => work(upTo));
    if (whole <= Math.max(tenth, NOISE_MS) * 10 * TOLERANCE) return true;
  }
  return false;
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  return process.cpuUsage(start).user / 1000;
}
