import { type Job, type JobResult, type PgBoss } from 'pg-boss';

/** How often all slots together look for work when nobody wakes them, a second. */
const LOOKS_A_SECOND = 16;
const SHORTEST_POLL_SECONDS = 0.5;

export interface Slots {
  /** Makes a slot that has nothing in hand look for work now. */
  wakeOne(): void;
}

/**
 * As many slots as jobs may be in hand at once, one job each: a slow job holds its own slot and no other. (A batch
 * gives no slot back before its slowest job.) A slot looks again as soon as its job is settled, and one that found a
 * job wakes the next one: what was added at once is taken at once.
 */
export async function openSlots<T>(
  boss: PgBoss,
  queue: string,
  { count, run }: { readonly count: number; readonly run: (job: Job<T>) => Promise<JobResult> },
): Promise<Slots> {
  const idle = new Set<string>();
  const wakeOne = () => {
    const [first] = idle;
    if (first !== undefined) boss.notifyWorker(first);
  };
  const settings = {
    batchSize: 1,
    perJobResults: true,
    pollingIntervalSeconds: Math.max(SHORTEST_POLL_SECONDS, count / LOOKS_A_SECOND),
  } as const;
  for (let slot = 0; slot < count; slot++) {
    // Its first job may come before its id is known.
    const own: { id?: string } = {};
    own.id = await boss.work(queue, settings, async (jobs: Job<T>[]): Promise<JobResult[]> => {
      if (own.id !== undefined) idle.delete(own.id);
      wakeOne();
      const results: JobResult[] = [];
      for (const job of jobs) results.push(await run(job));
      if (own.id !== undefined) {
        idle.add(own.id);
        boss.notifyWorker(own.id);
      }
      return results;
    });
    idle.add(own.id);
  }
  return { wakeOne };
}
