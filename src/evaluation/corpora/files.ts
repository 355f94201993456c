import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { ok, type Result } from '../../kernel/index.js';
import { evaluationFailure } from '../failures.js';
import { type SourceFile } from './annotated.js';

/** Unpacked, of one archive. */
const LARGEST_BYTES = 2 ** 31;

/** The files of a corpus, in order of their names: a folder, an archive (with archives in it), or one file. */
export function filesOf(path: string): Result<readonly SourceFile[]> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return evaluationFailure('CORPUS_NOT_FOUND', 'no such file or folder');
  if (stat.isDirectory()) return ok(folderFiles(path));
  const name = basename(path);
  return name.toLowerCase().endsWith('.zip')
    ? unpacked(readFileSync(path), '')
    : ok([{ name, bytes: () => readFileSync(path) }]);
}

const folderFiles = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      name: relative(folder, path).split(sep).join('/'),
      bytes: () => readFileSync(path),
    }))
    .sort(byName);

const byName = (a: SourceFile, b: SourceFile): number => (a.name < b.name ? -1 : 1);

/** INCEpTION packs each annotator's file of a project once more. */
function unpacked(bytes: Uint8Array, prefix: string): Result<SourceFile[]> {
  let entries: Record<string, Uint8Array>;
  let total = 0;
  try {
    entries = unzipSync(bytes, {
      filter: ({ originalSize, name }) => {
        total += originalSize;
        return total <= LARGEST_BYTES && !name.endsWith('/');
      },
    });
  } catch {
    return evaluationFailure('CORPUS_FILE_INVALID', 'the archive cannot be opened');
  }
  if (total > LARGEST_BYTES) return evaluationFailure('CORPUS_TOO_LARGE', 'more than 2 GiB once unpacked');
  const files: SourceFile[] = [];
  for (const [name, content] of Object.entries(entries)) {
    if (prefix === '' && name.toLowerCase().endsWith('.zip')) {
      const inner = unpacked(content, `${name}/`);
      if (!inner.ok) return inner;
      files.push(...inner.value);
    } else files.push({ name: prefix + name, bytes: () => Buffer.from(content) });
  }
  return ok(files.sort(byName));
}
