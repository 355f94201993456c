import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildService } from './child-service.js';
import { round } from './figures.js';
import { benchMessages } from './messages.js';
import { sendAll } from './mllp-load.js';

const MEBIBYTE = 2 ** 20;
const LOOK_MS = 250;
/** What caches and compiled code take in the beginning is no leak: the slope is that of what comes after. */
const WARM_SHARE = 0.25;

export interface MemorySample {
  readonly reports: number;
  /** The least seen while its reports walked: what a garbage collection left. */
  readonly heapMiB: number;
  readonly rssMiB: number;
}

export interface MemoryOptions {
  readonly reports?: number;
  /** Reports between two samples. */
  readonly every?: number;
  readonly onSample?: (sample: MemorySample) => void;
}

/** Does the memory of a service in all roles stay flat? Reports walk in lots; between them nothing is in hand. */
export async function benchMemory(service: Pick<ChildService, 'http' | 'mllp'>, options: MemoryOptions = {}) {
  const { reports = 20_000, every = 1_000, onSample } = options;
  const samples: MemorySample[] = [];
  for (let sent = 0, lot = 0; sent < reports; lot += 1) {
    const sending = sendAll(benchMessages(`5${String(lot).padStart(3, '0')}`, every), service.mllp, 8);
    sent += every;
    const sample = { reports: sent, ...(await leastUntil(service, sent)) };
    await sending;
    samples.push(sample);
    onSample?.(sample);
  }
  const late = samples.slice(Math.floor(samples.length * WARM_SHARE));
  const perReport = (of: (sample: MemorySample) => number): number =>
    round(slope(late.map((one) => [one.reports, of(one) * MEBIBYTE])));
  return {
    samples,
    bytesPerReport: { heap: perReport(({ heapMiB }) => heapMiB), rss: perReport(({ rssMiB }) => rssMiB) },
  };
}

/** Least memory seen until so many reports are delivered in all. Throws where one fails. */
async function leastUntil({ http }: Pick<ChildService, 'http'>, count: number) {
  let [heap, rss] = [Infinity, Infinity];
  for (;;) {
    const lines = (await (await fetch(`${http}/metrics`)).text()).split('\n');
    const sum = (start: string): number =>
      lines
        .filter((line) => line.startsWith(start))
        .reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
    heap = Math.min(heap, sum('nodejs_heap_size_used_bytes '));
    rss = Math.min(rss, sum('process_resident_memory_bytes '));
    if (lines.some((line) => line.startsWith('passerelle_reports_total{') && line.includes('"failed"')))
      throw new Error('A report of the bench failed.');
    if (sum('passerelle_reports_total{') >= count)
      return { heapMiB: round(heap / MEBIBYTE, 1), rssMiB: round(rss / MEBIBYTE, 1) };
    await sleep(LOOK_MS);
  }
}

/** Of the line nearest to the points (least squares). */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const over = points.reduce((all, [at, value]) => all + (at - x) * (value - y), 0);
  return over / points.reduce((all, [at]) => all + (at - x) ** 2, 0);
}
