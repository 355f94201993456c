import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { watchEventLoop } from './event-loop-delay.js';

const LONGEST = /delay_seconds\{quantile="1"\} ([\d.e-]+)/;

const longest = async (registry: Registry): Promise<number> =>
  Number(LONGEST.exec(await registry.metrics())?.[1]);

function holdFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('the delay of the event loop', () => {
  it('tells the longest time nothing else could run, and only since it was last asked', async () => {
    const registry = new Registry();
    watchEventLoop([registry]);
    await sleep(50);
    holdFor(400);
    await sleep(50);
    const held = await longest(registry);
    expect(held).toBeGreaterThan(0.3);
    expect(await longest(registry)).toBeLessThan(held);
  });
});
