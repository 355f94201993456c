import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that answers as Tesseract does, and reads these lines on every picture. Its absolute path. */
export function engineIn(folder: string, lines: string): string {
  const command = join(folder, 'tesseract');
  writeFileSync(
    command,
    `#!${process.execPath}
const [first] = process.argv.slice(2);
if (first === '--version') console.log('tesseract 5.3.0');
else if (first === '--list-langs') console.log('List of available languages (1):\\nfra');
else process.stdin.resume().on('end', () => console.log(${JSON.stringify(lines)}));`,
  );
  chmodSync(command, 0o755);
  return command;
}
