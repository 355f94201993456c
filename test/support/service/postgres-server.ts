import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { isRoot, prepareBinaries, UNPRIVILEGED_ID } from '../../../src/database/embedded/binaries.js';
import { freePort } from './service.js';
import { until } from './until.js';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const IDENTITY = isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};

/** A PostgreSQL of a test's own, to be ill-treated: Debian's where it is installed, else the embedded one. */
export interface PostgresServer {
  readonly port: number;
  /** The database `postgres`; its role may do anything. */
  readonly url: string;
  /** Its whole folder is in the one it was given. */
  readonly folder: string;
  start(): Promise<void>;
  /** As a power cut: nothing is ended properly, the next start recovers. */
  crash(): Promise<void>;
  /** Stops every process of it where it stands, until `thaw`. */
  freeze(): void;
  thaw(): void;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** In `folder`, which another user than root may enter. */
export async function startPostgres(folder: string, settings: Readonly<Record<string, string>> = {}) {
  const programs = existsSync(join(DEBIAN, 'postgres')) ? DEBIAN : join(prepareBinaries(folder), 'bin');
  const place = join(folder, 'pg');
  mkdirSync(place, { mode: 0o755 });
  if (isRoot()) chownSync(place, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  const data = join(place, 'data');
  const init = ['-D', data, '-U', 'passerelle', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  const made = spawnSync(join(programs, 'initdb'), init, { cwd: place, encoding: 'utf8', ...IDENTITY });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stderr}`);
  const port = await freePort();
  const url = `postgres://passerelle@127.0.0.1:${port}/postgres`;
  const given = { unix_socket_directories: '', max_connections: '100', ...settings };
  const args = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess | undefined;
  const isRunning = (): boolean =>
    child !== undefined && child.exitCode === null && child.signalCode === null;

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || !isRunning()) return;
    const ended = new Promise((resolve) => child?.once('close', resolve));
    child.kill(signal);
    await ended;
  }
  const server: PostgresServer = {
    ...{ port, url, folder: place, isRunning },
    async start() {
      const given = ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...args];
      child = spawn(join(programs, 'postgres'), given, { cwd: place, stdio: 'ignore', ...IDENTITY });
      await until(async () => (await answers(url)) || !isRunning(), 60_000);
      if (!isRunning()) throw new Error('PostgreSQL did not start');
    },
    crash: () => end('SIGQUIT'),
    freeze: () => signal(child?.pid, 'SIGSTOP'),
    thaw: () => signal(child?.pid, 'SIGCONT'),
    async stop() {
      if (!isRunning()) return;
      server.thaw();
      await end('SIGINT');
    },
  };
  await server.start();
  return server;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function signal(postmaster: number | undefined, name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of processesOf(postmaster)) {
    try {
      process.kill(pid, name);
    } catch {
      // A session that ended meanwhile.
    }
  }
}

/** The postmaster, then each of its children (Linux). */
function processesOf(postmaster: number | undefined): number[] {
  if (postmaster === undefined) return [];
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === postmaster);
  return [postmaster, ...children.map(Number)];
}

function parentOf(pid: string): number | undefined {
  try {
    // After the name in brackets, which may hold anything: state, then parent.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}
