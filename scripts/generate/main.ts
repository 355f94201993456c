// Writes the committed files that are made from the code; with `--check`, compares them instead and exits 1 when
// one has drifted. A generator is one entry of GENERATORS.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configReference } from './config/reference.js';
import { configSchema } from './config/schema.js';
import { asyncapi } from './event/asyncapi.js';
import { reportEvent } from './event/report-event.js';
import { resultEvent } from './event/result-event.js';
import { type Generator } from './generator.js';
import { openapi } from './openapi.js';
import { vocabulary } from './vocabulary.js';

const GENERATORS: readonly Generator[] = [
  vocabulary,
  openapi,
  configReference,
  configSchema,
  reportEvent,
  resultEvent,
  asyncapi,
];

function committed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

async function main(root: string, check: boolean): Promise<number> {
  const drifted: string[] = [];
  for (const { file, generate } of GENERATORS) {
    const path = join(root, file);
    const content = await generate();
    if (committed(path) === content) continue;
    drifted.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  if (!check) {
    process.stdout.write(drifted.length === 0 ? 'Nothing to write.\n' : `Written: ${drifted.join(', ')}\n`);
    return 0;
  }
  if (drifted.length === 0) return 0;
  process.stderr.write(`Drifted: ${drifted.join(', ')}. Run \`npm run generate\` and commit.\n`);
  return 1;
}

process.exitCode = await main(process.cwd(), process.argv.includes('--check'));
