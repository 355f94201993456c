import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The server that postmaster.pid names, when a process has its number. */
export function runningServer(data: string): { pid: number; port: number } | undefined {
  const lines = readLines(data);
  if (!lines) return undefined;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid && port && isAlive(pid) ? { pid, port } : undefined;
}

/**
 * After a crash the number in postmaster.pid may belong to a process that is no PostgreSQL (in a container
 * numbers come back at each start), and PostgreSQL then refuses to start for as long as that process lives. Our
 * own number is one it knows to be stale, its parent's. The other lines stay: by them it still finds
 * server processes that outlived their postmaster. Linux only: elsewhere nothing tells what a process is.
 */
export function disownReusedPid(data: string): void {
  const lines = readLines(data);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !isAlive(pid) || process.platform !== 'linux') return;
  if (/(^|\/)postgres/.test(programOf(pid) ?? 'postgres')) return;
  writeFileSync(join(data, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));
}

function readLines(data: string): string[] | undefined {
  const file = join(data, 'postmaster.pid');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : undefined;
}

function programOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0];
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
