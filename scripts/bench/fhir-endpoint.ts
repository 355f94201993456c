import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { reportBundle } from './fhir-endpoint-bundle.js';

export interface FhirEndpointBench {
  readonly bundles: number;
  readonly seconds: number;
  readonly bundlesPerSecond: number;
  /** Milliseconds. */
  readonly latency: { readonly median: number; readonly p95: number; readonly max: number };
}

export interface FhirEndpointBenchOptions {
  readonly seconds?: number;
  /** HTTP connections, each with one request at a time. */
  readonly connections?: number;
}

const WARM_UP = 100;
/** Bundles written as JSON before the clock starts, per second of the bench: their making is not measured. */
const READY_PER_SECOND = 400;

/**
 * Sends report Bundles to the real endpoint over HTTP and counts those it has committed. `databaseUrl`: a
 * migrated database, that it fills.
 */
export async function benchFhirEndpoint(
  databaseUrl: string,
  { seconds = 10, connections = 6 }: FhirEndpointBenchOptions = {},
): Promise<FhirEndpointBench> {
  const token = randomBytes(16).toString('hex');
  const file = `./fhir-endpoint-server.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: { databaseUrl, token, poolSize: connections },
  });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  const pool = new Pool(`http://127.0.0.1:${String(port)}`, { connections, pipelining: 1 });
  const run = randomBytes(4).toString('hex');
  const bodyOf = (index: number) => JSON.stringify(reportBundle(run, index));
  const ready = Array.from({ length: WARM_UP + seconds * READY_PER_SECOND }, (_, index) => bodyOf(index));
  let next = 0;
  const send = async (): Promise<number> => {
    const index = next++;
    const body = ready[index] ?? bodyOf(index);
    const start = performance.now();
    const answer = await pool.request({
      path: '/',
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`The endpoint answered ${String(answer.statusCode)}: ${text}`);
    return performance.now() - start;
  };
  const sendUntil = async (isOver: () => boolean): Promise<number[]> => {
    const latencies: number[] = [];
    const line = async () => {
      while (!isOver()) latencies.push(await send());
    };
    await Promise.all(Array.from({ length: connections }, line));
    return latencies;
  };
  try {
    await sendUntil(() => next >= WARM_UP);
    const start = performance.now();
    const latencies = await sendUntil(() => performance.now() - start > seconds * 1000);
    const elapsed = (performance.now() - start) / 1000;
    return figures(latencies, elapsed);
  } finally {
    await pool.close();
    worker.postMessage('stop');
    await worker.terminate();
  }
}

function figures(latencies: number[], seconds: number): FhirEndpointBench {
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  return {
    bundles: sorted.length,
    seconds: Math.round(seconds * 10) / 10,
    bundlesPerSecond: Math.round(sorted.length / seconds),
    latency: { median: at(0.5), p95: at(0.95), max: at(1) },
  };
}
