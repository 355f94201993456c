import { createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { checkConfig, type PasserelleConfig } from '../../config/index.js';
import { removeEmbeddedPostgres } from '../../database/index.js';
import { type Result } from '../../kernel/index.js';

const FOLDER = '.passerelle/demo';
const HTTP_PORT = 8080;
const MLLP_PORT = 2575;

/** Everything embedded, on loopback, on the usual ports where they are free. */
export async function demoConfig(): Promise<Result<PasserelleConfig>> {
  return checkConfig({
    site: { id: 'demonstration', name: 'Hôpital de démonstration', acceptsFictitious: true },
    database: { mode: 'embedded', folder: `${FOLDER}/postgres` },
    mllp: [{ source: 'demo', port: await freePort(MLLP_PORT) }],
    http: { port: await freePort(HTTP_PORT) },
    log: { level: 'error' },
  });
}

/** Each demonstration starts empty. Refuses where another one runs: the database says so. */
export async function emptyDemo(): Promise<void> {
  await removeEmbeddedPostgres(`${FOLDER}/postgres`);
  rmSync(FOLDER, { recursive: true, force: true });
}

/** The port asked for, or 0 (any) where something listens there. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
