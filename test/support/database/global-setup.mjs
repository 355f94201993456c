// One PostgreSQL for the whole run: the embedded one, or the server TEST_DATABASE_URL names.
// Each spec makes its own database in it (database.ts).
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export default async function globalSetup() {
  if (process.env.TEST_DATABASE_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-test-'));
  // Run as root, PostgreSQL is another user: where it may not enter, the data would go to a system folder and stay.
  chmodSync(folder, 0o755);
  const holder = fileURLToPath(new URL('./hold-postgres.mjs', import.meta.url));
  const child = spawn(process.execPath, [holder, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.env.TEST_DATABASE_URL = await new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(chunk.toString().trim()));
    child.once('exit', (code) => reject(new Error(`The test database did not start (status ${code}).`)));
  });
  globalThis.testDatabase = { child, folder };
}
