import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, UNPRIVILEGED_ID } from './binaries.js';
import { isAlive } from './postmaster-pid.js';

/** Kept inside the data folder: folder and password appear together, whoever made them. */
export const PASSWORD_FILE = 'passerelle.password';
const FRESH = /^(?:data|password)\.new\.(\d+)$/;

/**
 * Makes the data folder of an installation. Two processes may do so at once: each makes its own, the first
 * rename wins and the other one's is dropped. A start killed in the middle leaves nothing under the final name.
 */
export function initialize(native: string, place: string, identity: object): void {
  const fresh = join(place, `data.new.${process.pid}`);
  const passwordFile = join(place, `password.new.${process.pid}`);
  dropLeft(place);
  try {
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (isRoot()) for (const path of [fresh, passwordFile]) chownSync(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
    const run = spawnSync(
      join(native, 'bin', 'initdb'),
      [
        ...['-D', fresh, '-U', 'passerelle', '-A', 'scram-sha-256'],
        ...['-E', 'UTF8', '--locale=C', `--pwfile=${passwordFile}`],
      ],
      { cwd: place, encoding: 'utf8', ...identity },
    );
    if (run.status !== 0) throw new Error(`initdb failed: ${run.error?.message ?? run.stderr}`);
    renameSync(passwordFile, join(fresh, PASSWORD_FILE));
    moveInto(fresh, join(place, 'data'));
  } finally {
    for (const path of [fresh, passwordFile]) rmSync(path, { recursive: true, force: true });
  }
}

function moveInto(fresh: string, data: string): void {
  try {
    renameSync(fresh, data);
  } catch (error) {
    // The other process was first: its folder serves.
    if (!existsSync(data)) throw error;
  }
}

/** What processes that died while they made a folder have left. */
function dropLeft(place: string): void {
  for (const name of readdirSync(place)) {
    const maker = Number(FRESH.exec(name)?.[1]);
    if (maker && (maker === process.pid || !isAlive(maker))) {
      rmSync(join(place, name), { recursive: true, force: true });
    }
  }
}
