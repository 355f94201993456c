import { readFileSync } from 'node:fs';

/** A file that a setting names, read at the start. Where it cannot be, the setting is named and not the file. */
export function readSettingFile(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Error(`${setting}: the file cannot be read (${code})`, { cause: error });
  }
}
