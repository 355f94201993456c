import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFile, runToEnd } from '../support/service/process.js';
import { type PostgresServer, startPostgres } from '../support/service/postgres-server.js';
import { expectEachOnce, startTraffic } from '../support/service/postgres-traffic.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

let folder: string;
let postgres: PostgresServer;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0)
    throw new Error(`a small disk is mounted for this test, by root: ${mounted.stderr}`);
  chmodSync(folder, 0o755);
  postgres = await startPostgres(folder, {
    max_wal_size: '48MB',
    min_wal_size: '32MB',
    shared_buffers: '16MB',
  });
  const settings = onDatabase(postgres.url, someKeys());
  const migrated = await runToEnd([builtFile('src/cli/main.js'), 'migrate'], settings);
  if (migrated.status !== 0) throw new Error(migrated.err);
  service = await startService(settings);
}, 120_000);
afterAll(async () => {
  await service?.kill();
  await postgres?.stop();
  spawnSync('umount', ['-l', folder]);
  await rm(folder, { recursive: true, force: true });
});

/** Takes all that is left of the disk. */
function fill(file: string): void {
  const handle = openSync(file, 'a');
  for (let size = 1_048_576; size >= 512;) {
    try {
      writeSync(handle, Buffer.alloc(size, 1));
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
      size /= 2;
    }
  }
  closeSync(handle);
}

describe('a disk that is full under PostgreSQL', () => {
  it('stops the taking of messages and loses none: each accepted one is delivered once when there is room again', async () => {
    const traffic = startTraffic(service, 'DISK');
    await traffic.more(20);
    const filler = join(folder, 'filler');
    // What PostgreSQL still gives back is taken too.
    const before = traffic.refused();
    await until(
      () => {
        fill(filler);
        return traffic.refused() > before + 10;
      },
      60_000,
      250,
    );
    await sleep(3_000);
    const refusedUntil = traffic.accepted();
    rmSync(filler);
    // Without room for its log PostgreSQL ends: whoever runs it starts it again.
    if (!postgres.isRunning()) await postgres.start();
    await traffic.more(20);
    const accepted = await traffic.end();
    expect(accepted.length).toBeGreaterThanOrEqual(refusedUntil + 20);
    await service.api.settled(60_000);
    expect(traffic.strange()).toEqual([]);
    await expectEachOnce(service, accepted, 'DISK');
    expect(await service.api.reports({ state: 'failed' })).toEqual([]);
    expect((await service.api.ask('/ready')).status).toBe(200);
  }, 150_000);
});
