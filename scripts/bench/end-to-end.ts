import { type ChildService } from './child-service.js';
import { median, percentiles, round } from './figures.js';
import { benchMessages } from './messages.js';
import { sendAll } from './mllp-load.js';
import { deliveries, untilDelivered } from './watch.js';

const ROUNDS = 3;
const REPORTS = 600;
const WARM_UP = 100;

/** Reports from the first byte sent to the FHIR resource delivered, everything in one process. */
export async function benchEndToEnd(service: ChildService) {
  const rates: number[] = [];
  let [sent, rss] = [0, 0];
  const walk = async (run: string, count: number): Promise<number> => {
    const started = performance.now();
    await sendAll(benchMessages(run, count), service.mllp, 8);
    sent += count;
    rss = Math.max(rss, await untilDelivered(service, sent));
    return count / ((performance.now() - started) / 1_000);
  };
  await walk('70', WARM_UP);
  for (let at = 1; at <= ROUNDS; at += 1) rates.push(await walk(`7${at}`, REPORTS));
  const took = (await deliveries(service)).map(({ tookMs }) => tookMs / 1_000);
  return {
    ...{ reportsPerSecond: round(median(rates), 1), rounds: rates.map((rate) => round(rate, 1)) },
    /** All reports of a round are sent at once: most of it is waiting. */
    arrivalToDeliverySeconds: percentiles(took, 2),
    quiet: await quietLatency(service, sent),
    mostMemoryMiB: round(rss / 2 ** 20),
  };
}

/** One report at a time: what a report takes where nothing waits. */
async function quietLatency(service: ChildService, before: number) {
  const took: number[] = [];
  for (let at = 0; at < 30; at += 1) {
    const started = performance.now();
    await sendAll(benchMessages(`80${at}`, 1), service.mllp, 1);
    await untilDelivered(service, before + at + 1);
    took.push(performance.now() - started);
  }
  return { milliseconds: percentiles(took, 0), reports: took.length };
}
