import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderJson, renderReadme } from './readme.js';
import { SAMPLES } from './samples.js';

/** Name and bytes of every file of samples/. */
export async function buildSamples(): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const sample of SAMPLES) files.set(sample.file, await sample.bytes());
  files.set('README.md', Buffer.from(renderReadme(SAMPLES), 'utf8'));
  files.set('samples.json', Buffer.from(renderJson(SAMPLES), 'utf8'));
  return files;
}

export async function writeSamples(folder: string): Promise<number> {
  const files = await buildSamples();
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return files.size;
}

/** Names of the files that differ from what would be written, are missing, or are not ours. */
export async function driftedSamples(folder: string): Promise<readonly string[]> {
  const files = await buildSamples();
  const present = await readdir(folder).catch(() => []);
  const drifted = present.filter((name) => !files.has(name));
  for (const [name, bytes] of files) {
    const kept = await readFile(join(folder, name)).catch(() => undefined);
    if (!kept?.equals(bytes)) drifted.push(name);
  }
  return drifted.sort();
}
