import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * Reads a vocabulary file that lies beside the module which names it (the build copies *.yml beside the compiled
 * module): `readYaml<Shape>(import.meta.url, './triggers.yml')`. Read once, at module load; throws if absent or broken.
 */
export function readYaml<T>(moduleUrl: string, relativePath: string): T {
  return parse(readFileSync(new URL(relativePath, moduleUrl), 'utf8')) as T;
}
