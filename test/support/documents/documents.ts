import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

const NOT_OURS = ['node_modules', 'dist', 'coverage', '.passerelle', '.git'];

/** Every file of the repository but what is installed, built or left by a run (.gitignore). */
export function ownFiles(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (NOT_OURS.includes(entry.name) || /\.(log|tsbuildinfo)$/.test(entry.name)) return [];
    if (entry.isDirectory()) return ownFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

export interface Block {
  /** What stands after the three backquotes: `sh test`. */
  readonly mark: string;
  readonly content: string;
}

export function blocks(file: string): Block[] {
  return [...read(file).matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, mark = '', content = '']) => ({
    mark: mark.trim(),
    content,
  }));
}

/** The one block of a document with this mark. */
export function block(file: string, mark: string): string {
  const found = blocks(file).filter((one) => one.mark === mark);
  if (found.length !== 1) throw new Error(`${file} has ${found.length} blocks marked ${mark}.`);
  return (found[0] as Block).content;
}

/** First cells of the rows of every table of a document, without their backquotes. */
export const rows = (file: string): string[][] =>
  read(file)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
