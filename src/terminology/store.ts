import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ok, type Result } from '../kernel/index.js';
import { terminologyFailure } from './failures.js';
import { type Imported, IMPORTED_KINDS, type ImportedKind } from './imported.js';
import { layTerminology, type Terminology } from './terminology.js';

const KEPT = new RegExp(String.raw`^(${IMPORTED_KINDS.join('|')})-(\d{4}-\d{2}-\d{2})\.json\.gz$`);

/** What a folder of imports holds, without reading it. */
export interface KeptVersion {
  readonly kind: ImportedKind;
  readonly from: string;
}

/** The imports a hospital made, one file for each kind and day, and the terminology they make. */
export interface TerminologyStore {
  readonly versions: () => readonly KeptVersion[];
  /** Keeps an import whole or not at all; the same file for the same day again changes nothing (`false`). */
  keep(imported: Imported): Promise<Result<boolean>>;
  /** As it stood on an ISO day (the end of a stay); without one, the latest. Read once for each set of versions. */
  at(day?: string): Result<Terminology>;
}

export function openTerminologyStore(folder: string): TerminologyStore {
  const made = new Map<string, Terminology>();
  const nameOf = ({ kind, from }: KeptVersion) => `${kind}-${from}.json.gz`;
  const versions = (): KeptVersion[] =>
    namesIn(folder).flatMap((name) => {
      const [, kind, from] = KEPT.exec(name) ?? [];
      return kind && from ? [{ kind: kind as ImportedKind, from }] : [];
    });
  const read = (version: KeptVersion): Result<Imported> => {
    try {
      const kept = JSON.parse(
        gunzipSync(readFileSync(join(folder, nameOf(version)))).toString('utf8'),
      ) as Imported & { sum: string };
      if (sumOf(kept) === kept.sum) return ok(kept);
    } catch {
      // Told below, as a sum that is wrong.
    }
    return terminologyFailure('NOMENCLATURE_ALTERED', `${nameOf(version)} cannot be read: import it again`);
  };
  return {
    versions,
    async keep(imported) {
      const before = versions().some((one) => nameOf(one) === nameOf(imported)) ? read(imported) : undefined;
      if (before?.ok && before.value.digest === imported.digest) return ok(false);
      const temporary = join(folder, `.${randomUUID()}`);
      try {
        mkdirSync(folder, { recursive: true });
        const file = await open(temporary, 'wx', 0o640);
        await file.writeFile(gzipSync(JSON.stringify({ ...imported, sum: sumOf(imported) })));
        await file.sync();
        await file.close();
        await rename(temporary, join(folder, nameOf(imported)));
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
        return terminologyFailure('NOMENCLATURE_NOT_KEPT', 'the folder of nomenclatures cannot be written');
      }
      made.clear();
      return ok(true);
    },
    at(day) {
      const inForce = IMPORTED_KINDS.flatMap((kind) => {
        const own = versions().filter((one) => one.kind === kind);
        // Before the first version there is no better one than the first.
        const last = own.filter(({ from }) => day === undefined || from <= day).at(-1) ?? own[0];
        return last ? [last] : [];
      });
      const key = inForce.map(nameOf).join(' ');
      const known = made.get(key);
      if (known) return ok(known);
      const imports: Imported[] = [];
      for (const version of inForce) {
        const kept = read(version);
        if (!kept.ok) return kept;
        imports.push(kept.value);
      }
      const terminology = layTerminology(imports);
      made.set(key, terminology);
      return ok(terminology);
    },
  };
}

/** Sorted; none where there is no folder. One that may not be read is no empty one: it throws. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

const sumOf = ({ kind, from, digest, rows }: Imported): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, from, digest, rows]))
    .digest('hex');
