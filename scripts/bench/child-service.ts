import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildService {
  readonly http: string;
  readonly mllp: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}

/** The service as it is deployed: a process of its own, embedded PostgreSQL with fsync, any free ports. */
export function startChildService(folder: string, roles: string): Promise<ChildService> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PASSERELLE_ROLES: roles,
      PASSERELLE_DATABASE__FOLDER: `${folder}/postgres`,
      PASSERELLE_HTTP__PORT: '0',
      PASSERELLE_MLLP__0__PORT: '0',
    },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The service stopped with status ${String(code)}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const log = JSON.parse(line) as {
        msg: string;
        http: string;
        mllp: Record<string, ChildService['mllp']>;
      };
      if (log.msg !== 'Passerelle is up') return;
      const stop = async () => {
        child.kill('SIGTERM');
        await exited;
      };
      resolve({ http: log.http, mllp: Object.values(log.mllp)[0] as ChildService['mllp'], stop });
    });
  });
}
