import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../kernel/index.js';
import { type AnnotatedDocument } from './annotated.js';
import { type CorpusFormat, FORMATS } from './index.js';

/** Files of a corpus are read by nobody else: they hold what reports hold. */
const OWNER_ONLY = { mode: 0o600 };

/** Writes documents in a format; gives the number of files. Nothing is written where one document cannot be. */
export function writeCorpus(
  documents: readonly AnnotatedDocument[],
  format: CorpusFormat,
  folder: string,
): Result<number> {
  const files = FORMATS[format].write(documents);
  if (!files.ok) return files;
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of files.value) writeFileSync(join(folder, name), content, OWNER_ONLY);
  return ok(files.value.length);
}
