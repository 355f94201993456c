import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  connectDatabase,
  hasEmbeddedData,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/database/index.js';

const HOLDER = join(import.meta.dirname, '../../support/database/hold-postgres.mjs');

/** Another process that starts PostgreSQL on a folder: its address, or why it did not. */
function startElsewhere(folder: string) {
  const child = spawn(process.execPath, [HOLDER, folder], { stdio: ['pipe', 'pipe', 'pipe'] });
  const started = new Promise<string>((resolve, reject) => {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error(errors)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { child, started, ended };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passerelle-embedded-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens again after two processes made it at the same moment', async () => {
    const two = [startElsewhere(folder), startElsewhere(folder)];
    const outcomes = await Promise.allSettled(two.map(({ started }) => started));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const { child } of two) child.stdin.end();
    await Promise.all(two.map(({ ended }) => ended));
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
    const again = await startEmbeddedPostgres(folder);
    expect(await answers(again.url)).toBe(true);
    await again.stop();
  }, 60_000);

  it.each([
    ['a socket', 'postgres', '/'],
    ['loopback, where the folder has a comma', 'postgres, old', '127.0.0.1'],
    ['loopback, where no socket may have so long a path', 'p'.repeat(90), '127.0.0.1'],
  ])(
    'is reached over %s',
    async (_, name, host) => {
      const server = await startEmbeddedPostgres(join(folder, name));
      expect(decodeURIComponent(new URL(server.url).hostname).startsWith(host)).toBe(true);
      expect(await answers(server.url)).toBe(true);
      const database = await connectDatabase({ url: server.url, poolSize: 1 });
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await database.destroy();
      await server.stop();
    },
    60_000,
  );

  it('is refused when in use, and taken over, through a link with a longer name too', async () => {
    const first = startElsewhere(folder);
    await first.started;
    const link = join(folder, 'l'.repeat(90));
    symlinkSync(folder, link);
    await expect(startEmbeddedPostgres(link)).rejects.toThrow('already used');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startEmbeddedPostgres(link);
    expect(await answers(second.url)).toBe(true);
    await second.stop();
  }, 60_000);

  it('takes over the server of a killed process, and refuses one in use', async () => {
    const first = startElsewhere(folder);
    const url = await first.started;
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow('already used by another Passerelle');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startEmbeddedPostgres(folder);
    expect(second.url).toBe(url);
    await second.stop();
    expect(await answers(url)).toBe(false);
    expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false);
  }, 60_000);

  it('starts after a crash where another program has got the number of its server', async () => {
    await (await startEmbeddedPostgres(folder)).stop();
    const id = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const stranger = spawn('sleep', ['60'], id);
    const lines = [stranger.pid, join(folder, 'data'), 1, 1, '', '127.0.0.1', '       0         0', 'ready'];
    writeFileSync(join(folder, 'data', 'postmaster.pid'), lines.join('\n'));
    try {
      const started = await startEmbeddedPostgres(folder);
      expect(await answers(started.url)).toBe(true);
      await started.stop();
    } finally {
      stranger.kill();
    }
  }, 60_000);

  it.each([
    ['others may enter', 0o755],
    ['its owner alone may enter', 0o700],
  ])('removes a database of a folder that %s, and not one in use', async (_who, mode) => {
    chmodSync(folder, mode);
    const other = startElsewhere(folder);
    await other.started;
    await expect(removeEmbeddedPostgres(folder)).rejects.toThrow();
    expect(hasEmbeddedData(folder)).toBe(true);
    other.child.stdin.end();
    await other.ended;
    await removeEmbeddedPostgres(folder);
    expect(hasEmbeddedData(folder)).toBe(false);
    await removeEmbeddedPostgres(folder);
  });

  it('tells that its server ended, and not that it was stopped', async () => {
    let lost = 0;
    const first = await startEmbeddedPostgres(folder, () => (lost += 1));
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    while (lost === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await first.stop();
    const second = await startEmbeddedPostgres(folder, () => (lost += 1));
    expect(await answers(second.url)).toBe(true);
    await second.stop();
    expect(lost).toBe(1);
  }, 60_000);

  it('writes no value of a refused statement in its log', async () => {
    const started = await startEmbeddedPostgres(folder);
    const client = new pg.Client({ connectionString: started.url });
    await client.connect();
    await expect(client.query(`SELECT 'QUINQUENPOIX'::date`)).rejects.toThrow('QUINQUENPOIX');
    await client.end();
    await started.stop();
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toContain('QUINQUENPOIX');
  }, 60_000);
});
