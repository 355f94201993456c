import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeReaders } from '../../src/document/index.js';
import { readExpected } from './expected.js';
import { ansTable, printed } from './table.js';

/** The same from the sources and from dist/. */
function rootAbove(path: string): string {
  return existsSync(join(path, 'package.json')) ? path : rootAbove(dirname(path));
}

const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? resolve(ROOT, '../shared/data/interop'));

if (!existsSync(folder)) {
  console.error(`ans-table: no such folder: ${folder}`);
  process.exitCode = 2;
} else {
  const rows = await ansTable(folder, readExpected(resolve(ROOT, 'scripts/ans-table/expected.yml')));
  console.log(printed(rows));
  process.exitCode = rows.every(({ isRight }) => isRight) ? 0 : 1;
  await closeReaders();
}
