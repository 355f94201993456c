import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isEnterableByAll, isRoot, prepareBinaries, UNPRIVILEGED_ID } from './binaries.js';
import { initialize, PASSWORD_FILE } from './initialize.js';
import { disownReusedPid, isAlive, runningServer } from './postmaster-pid.js';

/** Any number, the same in every release: the session that holds it owns the embedded server. */
const OWNER_LOCK = 7_415_209;
const START_TIMEOUT_MS = 60_000;
/** PostgreSQL answers so while it starts or recovers. */
const CANNOT_CONNECT_NOW = '57P03';
const LOOPBACK = '127.0.0.1';
/** Bytes of the path of a socket on the narrowest system we know (macOS: 104 with its end). */
const LONGEST_SOCKET_PATH = 103;

export interface EmbeddedPostgres {
  /** postgres://… on the socket of this data folder (on loopback where there can be none), with its password. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data folder (made at the first start), on a socket in it and a free loopback port. One
 * process per folder: a session lock says who owns it, so that a server left by a killed process is taken over and one
 * in use is refused. `onLost`: the server ended, or forgot us in a crash, without being asked to.
 */
export async function startEmbeddedPostgres(
  folder: string,
  onLost: () => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const place = usableFolder(resolve(folder));
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const native = prepareBinaries(place);
  const data = join(place, 'data');
  const identity = isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  if (!existsSync(data)) initialize(native, place, identity);
  const password = readFileSync(join(data, PASSWORD_FILE), 'utf8');
  const urlOf = (port: number, host: string) =>
    `postgres://passerelle:${password}@${encodeURIComponent(host)}:${port}/postgres`;

  const left = runningServer(data);
  if (left) {
    const hasSocket = canHoldSocket(data) && existsSync(join(data, `.s.PGSQL.${left.port}`));
    const url = urlOf(left.port, hasSocket ? data : LOOPBACK);
    const owner = await takeOwnership(url, 5_000);
    if (owner) {
      const stopServer = stopOnExit(
        () => interrupt(left.pid),
        () => stopByPid(left.pid),
      );
      return handle(url, owner, { stopServer, onLost });
    }
  }
  disownReusedPid(data);
  const port = await freePort();
  const child = launch({ native, place, data, port }, identity);
  const url = urlOf(port, canHoldSocket(data) ? data : LOOPBACK);
  const stopServer = stopOnExit(
    () => child.kill('SIGINT'),
    () => stopChild(child),
  );
  const owner = await takeOwnership(url, START_TIMEOUT_MS, child).catch(async (error: unknown) => {
    await stopServer();
    throw error;
  });
  // Another process that starts on the same folder, a port taken meanwhile, a full disk: its own log tells.
  if (!owner) throw new Error(`The embedded PostgreSQL did not start: see ${join(place, 'postgres.log')}.`);
  return handle(url, owner, { stopServer, onLost });
}

/** As root the server runs as nobody, which must be able to enter the folder: else a system folder serves. */
function usableFolder(folder: string): string {
  if (!isRoot() || isEnterableByAll(folder)) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return join('/var/lib/passerelle', name);
}

/** A socket costs a worker less than loopback. PostgreSQL reads a list of folders: a comma would end one. */
const canHoldSocket = (folder: string): boolean =>
  /^\/[\w./-]+$/.test(folder) && folder.length + '/.s.PGSQL.65535'.length <= LONGEST_SOCKET_PATH;

/** Is there a database under this folder already? */
export const hasEmbeddedData = (folder: string): boolean =>
  existsSync(join(usableFolder(resolve(folder)), 'data'));

/** Removes the database under this folder, wherever it is held. Refuses, as a start does, one in use. */
export async function removeEmbeddedPostgres(folder: string): Promise<void> {
  if (!hasEmbeddedData(folder)) return;
  const server = await startEmbeddedPostgres(folder);
  await server.stop();
  rmSync(usableFolder(resolve(folder)), { recursive: true, force: true });
}

interface Launch {
  readonly native: string;
  readonly place: string;
  readonly data: string;
  readonly port: number;
}

function launch({ native, place, data, port }: Launch, identity: object): ChildProcess {
  const log = openSync(join(place, 'postgres.log'), 'a', 0o600);
  const child = spawn(
    join(native, 'bin', 'postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', LOOPBACK],
      ...['-k', canHoldSocket(data) ? data : '', '-c', 'max_connections=200', '-c', 'shared_buffers=128MB'],
      // Statements and errors (`invalid input syntax for …: "value"`) may quote patient data: the server's
      // own log holds neither, they reach us on the connection.
      ...['-c', 'log_min_error_statement=panic', '-c', 'log_parameter_max_length_on_error=0'],
      ...['-c', 'log_min_messages=log', '-c', 'log_error_verbosity=terse'],
    ],
    // Its own process group: Ctrl-C in a terminal reaches us, and we stop it last.
    { cwd: place, stdio: ['ignore', log, log], detached: true, ...identity },
  );
  closeSync(log);
  // A program that cannot be run has no exit code: seen by its missing pid.
  child.on('error', () => undefined);
  return child;
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/**
 * A session that holds the owner lock, or undefined where nothing answers. Throws where another process
 * owns the server.
 */
async function takeOwnership(
  url: string,
  timeoutMs: number,
  child?: ChildProcess,
): Promise<pg.Client | undefined> {
  let deadline = Date.now() + timeoutMs;
  let refusedOnce = false;
  while (Date.now() < deadline) {
    if (child && hasEnded(child)) return undefined;
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
      const isStarting = (error as { code?: unknown }).code === CANNOT_CONNECT_NOW;
      if (isStarting) deadline = Math.max(deadline, Date.now() + timeoutMs);
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

interface Ending {
  readonly stopServer: () => Promise<void>;
  readonly onLost: () => void;
}

function handle(url: string, owner: pg.Client, { stopServer, onLost }: Ending): EmbeddedPostgres {
  let stopping = false;
  owner.once('end', () => {
    if (!stopping) onLost();
  });
  return {
    url,
    async stop() {
      stopping = true;
      // The lock is held to the end: nobody takes over a server that is being stopped.
      await stopServer();
      await owner.end().catch(() => undefined);
    },
  };
}

/** A process that ends without stopping (a start that failed, an uncaught error) leaves no server behind. */
function stopOnExit(interruptServer: () => unknown, stopServer: () => Promise<void>): () => Promise<void> {
  process.once('exit', interruptServer);
  return async () => {
    process.off('exit', interruptServer);
    await stopServer();
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await exited;
}

async function stopByPid(pid: number): Promise<void> {
  interrupt(pid);
  // Bounded: where nothing reaps it, an ended process keeps its number.
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isAlive(pid) && Date.now() < deadline) await sleep(50);
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended already.
  }
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
