import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { child, folder } = globalThis.testDatabase ?? {};
  if (!child) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  await exited;
  rmSync(folder, { recursive: true, force: true });
}
