import { chmodSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

/** A folder for the time of `work`. Run as root, the embedded PostgreSQL is another user: it may enter. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-e2e-'));
  chmodSync(folder, 0o755);
  try {
    return await work(folder);
  } finally {
    const server = postmasterOf(folder);
    // A service that could not start, or a test that failed, leaves it on its way out or running.
    if (server !== undefined && isAlive(server)) {
      process.kill(server, 'SIGQUIT');
      await until(() => !isAlive(server));
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The process of the embedded PostgreSQL of a service whose database is `<folder>/postgres`; none once it is stopped. */
export function postmasterOf(folder: string): number | undefined {
  const file = join(folder, 'postgres', 'data', 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  // The file is empty for an instant, and 0 would be every process of ours.
  return pid > 1 ? pid : undefined;
}

export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
