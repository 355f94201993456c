import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate, migrateQueue, startEmbeddedPostgres } from '../../src/database/index.js';
import { type ChildService, type Settings, startChildService } from './child-service.js';
import { round } from './figures.js';
import { benchMessages } from './messages.js';
import { sendAll } from './mllp-load.js';
import { deliveries, untilDelivered, untilPlaced } from './watch.js';

const REPORTS = 300;
const key = () => randomBytes(32).toString('base64');

/** The same load kept beforehand, then walked by one process with one worker, and by two such processes. */
export async function benchReplicas() {
  const one = await walkWith(1);
  const two = await walkWith(2);
  return {
    workersPerProcess: 1,
    reports: REPORTS,
    one,
    two,
    gain: round(two.reportsPerSecond / one.reportsPerSecond, 2),
  };
}

async function walkWith(processes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const server = await startEmbeddedPostgres(folder);
  const running: ChildService[] = [];
  try {
    const dataSource = await connectDatabase({ url: server.url });
    await migrate(dataSource);
    await dataSource.destroy();
    await migrateQueue(server.url);
    const settings: Settings = {
      PASSERELLE_DATABASE__MODE: 'external',
      PASSERELLE_DATABASE__URL: server.url,
      PASSERELLE_KEYS__DATA: `[k1:${key()}]`,
      PASSERELLE_KEYS__IDENTIFIERS: key(),
      PASSERELLE_KEYS__VAULT: key(),
      PASSERELLE_WORKER__CONCURRENCY: '1',
    };
    const intake = await startChildService('[intake]', settings);
    await sendAll(benchMessages('90', REPORTS), intake.mllp, 8);
    await untilPlaced(intake);
    await intake.stop();
    while (running.length < processes) running.push(await startChildService('[worker, api]', settings));
    const [first] = running as [ChildService];
    await untilDelivered(first, REPORTS);
    const done = await deliveries(first);
    // While all of them were up: the second half. A start is no part of the rate.
    const times = done.map(({ at }) => at).sort((a, b) => a - b);
    const half = times.slice(times.length >> 1);
    const seconds = ((half.at(-1) ?? 0) - (half[0] ?? 0)) / 1_000;
    return { delivered: done.length, reportsPerSecond: round((half.length - 1) / seconds, 1) };
  } finally {
    for (const service of running) await service.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
