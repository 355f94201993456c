import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { mkdtempSync, chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtFile, runToEnd } from '../support/service/process.js';
import { type PostgresServer, startPostgres } from '../support/service/postgres-server.js';
import { expectEachOnce, startTraffic } from '../support/service/postgres-traffic.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { startTcpProxy, type TcpProxy } from '../support/service/tcp-proxy.js';
import { until } from '../support/service/until.js';

let folder: string;
let postgres: PostgresServer;
let network: TcpProxy;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-postgres-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres(folder);
  network = await startTcpProxy(postgres.port);
  const settings = onDatabase(`postgres://passerelle@127.0.0.1:${network.port}/postgres`, someKeys());
  const migrated = await runToEnd([builtFile('src/cli/main.js'), 'migrate'], settings);
  if (migrated.status !== 0) throw new Error(migrated.err);
  service = await startService(settings);
}, 120_000);
afterAll(async () => {
  await service?.kill();
  await network?.down();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** On the server itself, whatever the network does. */
async function ask(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const ready = async (): Promise<number> => (await service.api.ask('/ready')).status;
const untilReady = (status: number) => until(async () => (await ready()) === status, 30_000);

/** While messages keep coming: `trouble`, then the service serves again by itself, and nothing is lost or doubled. */
async function survives(name: string, trouble: () => Promise<void>): Promise<void> {
  const { pid } = service.process.child;
  const traffic = startTraffic(service, name);
  try {
    await traffic.more(10);
    await trouble();
    await untilReady(200);
    await traffic.more(10);
  } finally {
    await Promise.race([traffic.end(), sleep(20_000)]);
  }
  const accepted = await traffic.end();
  await service.api.settled(60_000);
  expect(traffic.strange()).toEqual([]);
  await expectEachOnce(service, accepted, name);
  // The same process: nobody restarted it.
  expect([service.process.child.pid, service.process.child.exitCode]).toEqual([pid, null]);
}

describe('the service, while PostgreSQL', () => {
  it(
    'ends every session, again and again',
    () =>
      survives('ENDED', async () => {
        for (let round = 0; round < 10; round += 1) {
          await ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
          AND application_name LIKE 'passerelle%'`);
          await sleep(200);
        }
      }),
    120_000,
  );

  it(
    'cannot be reached: not ready, then ready by itself',
    () =>
      survives('CUT', async () => {
        for (let round = 0; round < 5; round += 1) {
          network.cut();
          await sleep(200);
        }
        await network.down();
        await untilReady(503);
        await sleep(2_000);
        await network.up();
      }),
    120_000,
  );

  it(
    'stands still for as long as a failover takes',
    () =>
      survives('STILL', async () => {
        postgres.freeze();
        await untilReady(503);
        await sleep(20_000);
        postgres.thaw();
      }),
    150_000,
  );

  it(
    'is stopped at once and starts again elsewhere',
    () =>
      survives('CRASHED', async () => {
        await postgres.crash();
        await untilReady(503);
        await sleep(1_000);
        await postgres.start();
      }),
    120_000,
  );

  it(
    'takes no writes, as the old primary after a failover',
    () =>
      survives('READONLY', async () => {
        await ask(`ALTER SYSTEM SET default_transaction_read_only = on`);
        await ask('SELECT pg_reload_conf()');
        await untilReady(503);
        await sleep(2_000);
        await ask('ALTER SYSTEM RESET default_transaction_read_only');
        await ask('SELECT pg_reload_conf()');
      }),
    120_000,
  );

  it(
    'is gone without a word behind sessions that stay open: new ones are made',
    () =>
      survives('SILENT', async () => {
        network.silence();
        await untilReady(503);
      }),
    150_000,
  );
});
