import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate, startEmbeddedPostgres } from '../../src/database/index.js';
import { type ChildService, embedded, startChildService } from './child-service.js';
import { benchDurableMessages } from './durable-messages.js';
import { benchEndToEnd } from './end-to-end.js';
import { benchFhirEndpoint } from './fhir-endpoint.js';
import { median, round } from './figures.js';
import { benchMessages } from './messages.js';
import { sendAll } from './mllp-load.js';
import { benchMemory } from './memory.js';
import { benchReading } from './reading.js';
import { benchReplicas } from './replicas.js';

const ROUNDS = 3;

/** What is measured, by the name it has in the answer. `npm run bench -- messages reports` measures these alone. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  messages: () => withService('[intake]', durableMessages),
  reports: () => withService('[intake, worker, api]', benchEndToEnd),
  replicas: benchReplicas,
  fhirEndpoint,
  reading,
};

/** Minutes long: only where it is asked for. */
const LONG: typeof BENCHES = {
  memory: () =>
    withService('[intake, worker, api]', (service) =>
      benchMemory(service, {
        onSample: ({ reports, heapMiB, rssMiB }) =>
          void process.stderr.write(`  ${reports} reports: heap ${heapMiB} MiB, resident ${rssMiB} MiB\n`),
      }),
    ),
};

async function withService<T>(roles: string, work: (service: ChildService) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const service = await startChildService(roles, embedded(folder));
    try {
      return await work(service);
    } finally {
      await service.stop();
    }
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function durableMessages(service: ChildService) {
  await sendAll(benchMessages('00', 300), service.mllp, 8);
  const loads = [
    { sockets: 1, messages: 1_000 },
    { sockets: 8, messages: 3_000 },
    { sockets: 64, messages: 6_000 },
  ];
  const measured = [];
  for (const mode of ['original', 'enhanced'] as const)
    for (const load of loads) measured.push(await benchDurableMessages(service, { mode, ...load }));
  return measured;
}

function fhirEndpoint() {
  return inFolder(async (folder) => {
    const server = await startEmbeddedPostgres(folder);
    try {
      const dataSource = await connectDatabase({ url: server.url });
      await migrate(dataSource);
      await dataSource.destroy();
      const rates = [];
      for (let at = 0; at < ROUNDS; at += 1)
        rates.push((await benchFhirEndpoint(server.url, { seconds: 5 })).bundlesPerSecond);
      return { bundlesPerSecond: round(median(rates)), rounds: rates.map((rate) => round(rate)) };
    } finally {
      await server.stop();
    }
  });
}

async function reading() {
  const pages = await benchReading();
  const rounded = Object.entries(pages).map(([name, rate]) => [name, round(rate)] as const);
  return { charactersPerPage: 3_000, pagesPerSecond: Object.fromEntries(rounded) };
}

async function main(asked: readonly string[]): Promise<void> {
  const all = { ...BENCHES, ...LONG };
  const unknown = asked.filter((name) => !Object.hasOwn(all, name));
  if (unknown.length > 0) {
    process.stderr.write(`bench: one of ${Object.keys(all).join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const measured: Record<string, unknown> = {};
  for (const [name, bench] of Object.entries(asked.length > 0 ? all : BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stderr.write(`${name}…\n`);
    measured[name] = await bench();
  }
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgresql: 'embedded 18, fsync on',
    load: 'from the same machine',
  };
  const answer = { passerelle: version, machine, rounds: `medians of ${ROUNDS}`, ...measured };
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

await main(process.argv.slice(2));
