import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** Milliseconds between two looks; a look that comes on time counts as no delay. */
const EVERY_MS = 10;
const NANOSECONDS = 1e9;

/** How long the one thread of the service kept others waiting since it was last asked: 0.05 s is what nothing may take. */
export function watchEventLoop(registers: Registry[]): Gauge<'quantile'> {
  const looks = monitorEventLoopDelay({ resolution: EVERY_MS });
  looks.enable();
  const secondsOf = (nanoseconds: number): number =>
    looks.count === 0 ? 0 : Math.max(0, nanoseconds / NANOSECONDS - EVERY_MS / 1_000);
  return new Gauge({
    name: 'passerelle_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape: its 99th percentile and its longest (quantile 1).',
    labelNames: ['quantile'],
    registers,
    collect() {
      this.set({ quantile: '0.99' }, secondsOf(looks.percentile(99)));
      this.set({ quantile: '1' }, secondsOf(looks.max));
      looks.reset();
    },
  });
}
