import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createApi, type Api } from './api.js';
import { openSender, type Sender } from './sender.js';
import { builtFile, type Ended, run, type RunningProcess } from './process.js';
import { until } from './until.js';

export type Settings = Readonly<Record<string, string>>;

/** The service as a process of its own. */
export interface Service {
  readonly http: string;
  readonly mllpPort: number;
  readonly process: RunningProcess;
  readonly api: Api;
  /** A connection of its own to the listener. */
  sender(): Promise<Sender>;
  /** SIGKILL: nothing is drained. */
  kill(): Promise<void>;
  /** SIGTERM: drains, then ends. */
  stop(): Promise<Ended>;
}

const key = (): string => randomBytes(32).toString('base64');

/** Keys of one installation: the same before and after a restart. */
export const someKeys = (): Settings => ({
  PASSERELLE_KEYS__DATA: `[k1:${key()}]`,
  PASSERELLE_KEYS__IDENTIFIERS: key(),
  PASSERELLE_KEYS__VAULT: key(),
});

/** Settings of a service on a database that is already there. */
export const onDatabase = (url: string, keys: Settings): Settings => ({
  ...keys,
  PASSERELLE_DATABASE__MODE: 'external',
  PASSERELLE_DATABASE__URL: url,
  PASSERELLE_DATABASE__POOL_SIZE: '4',
  PASSERELLE_WORKER__HEARTBEAT_SECONDS: '10',
});

export const SOURCE = 'dpi';

/** Starts it and waits until it listens, on ports of its own. */
export async function startService(settings: Settings): Promise<Service> {
  const [http, mllp] = [await freePort(), await freePort()];
  const started = run([builtFile('src/main.js')], {
    PASSERELLE_HTTP__PORT: String(http),
    PASSERELLE_MLLP: `[{source: ${SOURCE}, port: ${mllp}, defaultCharset: utf-8}]`,
    ...settings,
  });
  const base = `http://127.0.0.1:${http}`;
  let isOver = false;
  void started.ended.then(() => (isOver = true));
  // The listener opens last. Where nothing may be logged, nothing says so: it is tried.
  const opened = await until(async () => isOver || openSender(mllp).catch(() => undefined), 60_000);
  if (typeof opened !== 'object') throw new Error(`The service did not start:\n${started.output()}`);
  opened.close();
  return {
    http: base,
    mllpPort: mllp,
    process: started,
    api: createApi(base),
    sender: () => openSender(mllp),
    async kill() {
      started.child.kill('SIGKILL');
      await started.ended;
    },
    async stop() {
      started.child.kill('SIGTERM');
      return started.ended;
    },
  };
}

/**
 * A port nobody listens on, for a process that is about to start. Each test worker has ports of its own, below those the
 * system gives: what is let go here is not given to another worker before that process takes it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + (WORKER % WORKERS) * PORTS_EACH + (nextPort++ % PORTS_EACH);
    if (await isFree(port)) return port;
  }
}

const [FIRST_PORT, PORTS_EACH, WORKERS] = [10_000, 1_000, 20];
const WORKER = Number(process.env.JEST_WORKER_ID ?? 0);
// Where two runs share a machine they begin at different places.
let nextPort = process.pid % PORTS_EACH;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
