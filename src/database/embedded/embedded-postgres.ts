import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isEnterableByAll, isRoot, prepareBinaries, UNPRIVILEGED_ID } from './binaries.js';

/** Any number, the same in every release: the session that holds it owns the embedded server. */
const OWNER_LOCK = 7_415_209;
const START_TIMEOUT_MS = 60_000;

export interface EmbeddedPostgres {
  /** postgres://… on loopback, with the password of this data folder. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data folder (made at the first start), on a free loopback port. One process per
 * folder: a session lock says who owns it, so that a server left by a killed process is taken over and one
 * in use is refused.
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const place = usableFolder(resolve(folder));
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const native = prepareBinaries(place);
  const data = join(place, 'data');
  const identity = isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  if (!existsSync(data)) initialize(native, place, identity);
  const password = readFileSync(join(place, 'password'), 'utf8');
  const urlOf = (port: number) => `postgres://passerelle:${password}@127.0.0.1:${port}/postgres`;

  const left = runningServer(data);
  if (left) {
    const owner = await takeOwnership(urlOf(left.port), 5_000);
    if (owner) return handle(urlOf(left.port), owner, () => stopByPid(left.pid));
  }
  const port = await freePort();
  const child = launch({ native, place, data, port }, identity);
  const owner = await takeOwnership(urlOf(port), START_TIMEOUT_MS, child);
  if (!owner) throw new Error('Another process started on the same database folder at the same time.');
  return handle(urlOf(port), owner, () => stopChild(child));
}

/** As root the server runs as nobody, which must be able to enter the folder: else a system folder serves. */
function usableFolder(folder: string): string {
  if (!isRoot() || isEnterableByAll(folder)) return folder;
  const name = Buffer.from(folder).toString('base64url').slice(-60);
  return join('/var/lib/passerelle', name);
}

/** Is there a database under this folder already? */
export const hasEmbeddedData = (folder: string): boolean =>
  existsSync(join(usableFolder(resolve(folder)), 'data'));

function initialize(native: string, place: string, identity: object): void {
  const fresh = join(place, 'data.new');
  const passwordFile = join(place, 'password');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (isRoot()) for (const path of [fresh, passwordFile]) chownSync(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  const run = spawnSync(
    join(native, 'bin', 'initdb'),
    [
      '-D',
      fresh,
      '-U',
      'passerelle',
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      `--pwfile=${passwordFile}`,
    ],
    { cwd: place, encoding: 'utf8', ...identity },
  );
  if (run.status !== 0) throw new Error(`initdb failed: ${run.error?.message ?? run.stderr}`);
  // Renamed last: a start killed in the middle leaves no half-made folder under the final name.
  renameSync(fresh, join(place, 'data'));
}

interface Launch {
  readonly native: string;
  readonly place: string;
  readonly data: string;
  readonly port: number;
}

function launch({ native, place, data, port }: Launch, identity: object): ChildProcess {
  const log = openSync(join(place, 'postgres.log'), 'a', 0o600);
  return spawn(
    join(native, 'bin', 'postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1'],
      ...['-c', 'unix_socket_directories=', '-c', 'max_connections=200', '-c', 'shared_buffers=128MB'],
      // Statements may hold patient data: the server's own log never quotes them.
      ...['-c', 'log_min_error_statement=panic', '-c', 'log_parameter_max_length_on_error=0'],
    ],
    // Its own process group: Ctrl-C in a terminal reaches us, and we stop it last.
    { cwd: place, stdio: ['ignore', log, log], detached: true, ...identity },
  );
}

/** The server that postmaster.pid names, when that process is alive. */
function runningServer(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid && port && isAlive(pid) ? { pid, port } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A session that holds the owner lock, or undefined where nothing answers. Throws where another process
 * owns the server.
 */
async function takeOwnership(
  url: string,
  timeoutMs: number,
  child?: ChildProcess,
): Promise<pg.Client | undefined> {
  const deadline = Date.now() + timeoutMs;
  let refusedOnce = false;
  while (Date.now() < deadline) {
    if (child && child.exitCode !== null) return undefined;
    const client = new pg.Client({ connectionString: url, application_name: 'passerelle-owner' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ owned: boolean }>('SELECT pg_try_advisory_lock($1) AS owned', [
        OWNER_LOCK,
      ]);
      if (rows[0]?.owned) return client;
      await client.end();
      // The session of a process killed a moment ago may not have closed yet.
      if (refusedOnce) throw new OwnedElsewhere();
      refusedOnce = true;
      await sleep(1_000);
    } catch (error) {
      if (error instanceof OwnedElsewhere) throw error;
      await client.end().catch(() => undefined);
      await sleep(25);
    }
  }
  if (child) throw new Error(`The embedded PostgreSQL did not answer in ${timeoutMs / 1_000} s.`);
  return undefined;
}

class OwnedElsewhere extends Error {
  override readonly message = 'The embedded database folder is already used by another Passerelle process.';
}

function handle(url: string, owner: pg.Client, stopServer: () => Promise<void>): EmbeddedPostgres {
  return {
    url,
    async stop() {
      await owner.end().catch(() => undefined);
      await stopServer();
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await exited;
}

async function stopByPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await sleep(50);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
