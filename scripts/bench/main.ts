import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase, migrate, startEmbeddedPostgres } from '../../src/database/index.js';
import { type ChildService, startChildService } from './child-service.js';
import { benchFhirEndpoint } from './fhir-endpoint.js';
import { benchMessages } from './messages.js';
import { sendAll } from './mllp-load.js';
import { benchReading } from './reading.js';

const ROUNDS = 3;
const DURABLE_MESSAGES = 1_500;
const REPORTS = 600;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function withService<T>(roles: string, work: (service: ChildService) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const service = await startChildService(folder, roles);
  try {
    return await work(service);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Acknowledged after the commit, nothing else running in the service. */
async function durableMessages(sockets: number): Promise<void> {
  const rates: number[] = [];
  const latencies: number[] = [];
  await withService('[intake]', async ({ mllp }) => {
    await sendAll(benchMessages('00', 100), mllp, sockets);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const sent = await sendAll(benchMessages(`${sockets}${round}`, DURABLE_MESSAGES), mllp, sockets);
      if (sent.accepted !== DURABLE_MESSAGES)
        throw new Error(`${sent.accepted} of ${DURABLE_MESSAGES} accepted`);
      rates.push(sent.accepted / sent.seconds);
      latencies.push(...sent.latencies);
    }
  });
  const [p50, p95] = [percentile(latencies, 0.5), percentile(latencies, 0.95)].map((ms) => ms.toFixed(1));
  say(
    `durable messages/s, ${sockets} socket(s): ${median(rates).toFixed(0)} (ACK median ${p50} ms, p95 ${p95} ms)`,
  );
}

/** From the first byte sent to the last report delivered to the embedded FHIR endpoint. */
async function reportsEndToEnd(): Promise<void> {
  const rates: number[] = [];
  await withService('[intake, worker, api]', async ({ mllp, http }) => {
    await walk(mllp, http, '00', 50);
    for (let round = 1; round <= ROUNDS; round += 1)
      rates.push(REPORTS / (await walk(mllp, http, `7${round}`, REPORTS)));
  });
  say(`reports/s, MLLP to FHIR, one process: ${median(rates).toFixed(0)}`);
}

async function walk(mllp: ChildService['mllp'], http: string, run: string, count: number): Promise<number> {
  const started = performance.now();
  const before = await delivered(http);
  await sendAll(benchMessages(run, count), mllp, 8);
  while ((await delivered(http)) < before + count) await sleep(50);
  return (performance.now() - started) / 1_000;
}

async function delivered(http: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('passerelle_reports_total{'));
  if (lines.some((line) => line.includes('state="failed"'))) throw new Error('A report of the bench failed.');
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

async function fhirEndpoint(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const server = await startEmbeddedPostgres(folder);
  try {
    const dataSource = await connectDatabase({ url: server.url });
    await migrate(dataSource);
    await dataSource.destroy();
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await benchFhirEndpoint(server.url, { seconds: 5 }));
    const rate = median(rounds.map(({ bundlesPerSecond }) => bundlesPerSecond));
    say(`report Bundles/s, embedded FHIR endpoint: ${rate.toFixed(0)}`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function reading(pages: Awaited<ReturnType<typeof benchReading>>): void {
  say(`report pages/s (3,000 characters), pseudonymization, one core: ${pages.pseudonymization.toFixed(0)}`);
  say(`report pages/s (3,000 characters), use cases, one core: ${pages.useCases.toFixed(0)}`);
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
say(
  `Passerelle ${version}, Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'CPU'}`,
);
say(`medians of ${ROUNDS} rounds; the load comes from the same machine`);
await durableMessages(1);
await durableMessages(8);
await reportsEndToEnd();
await fhirEndpoint();
reading(await benchReading());
