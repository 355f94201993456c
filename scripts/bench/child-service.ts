import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildService {
  readonly http: string;
  readonly mllp: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}

export type Settings = Readonly<Record<string, string>>;

interface Line {
  readonly msg: string;
  readonly http: string;
  readonly mllp: Readonly<Record<string, ChildService['mllp']>>;
}

/** Settings of a service with an embedded PostgreSQL (fsync on) of its own in a folder. */
export const embedded = (folder: string): Settings => ({ PASSERELLE_DATABASE__FOLDER: `${folder}/postgres` });

/** The service as it is deployed: a process of its own, on any free ports. */
export function startChildService(roles: string, settings: Settings): Promise<ChildService> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PASSERELLE_ROLES: roles,
      PASSERELLE_HTTP__PORT: '0',
      PASSERELLE_MLLP__0__PORT: '0',
      ...settings,
    },
  });
  const exited = once(child, 'exit');
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The service stopped with status ${String(code)}.`)));
    createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', (line) => {
      const { msg, http, mllp } = JSON.parse(line) as Line;
      if (msg !== 'Passerelle is up') return;
      const stop = async () => {
        child.kill('SIGTERM');
        await exited;
      };
      resolve({ http, mllp: Object.values(mllp)[0] ?? { host: '', port: 0 }, stop });
    });
  });
}
