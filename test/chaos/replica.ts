import { type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFile, type RunningProcess, run } from '../support/service/process.js';
import { freePort, type Settings } from '../support/service/service.js';
import { type Link, openLink } from './cuts/link.js';

/** One process of the service, started again whenever it ends, with ways of its own to what it needs. */
export interface Replica {
  readonly name: string;
  readonly mllp: number;
  readonly http: string;
  readonly database: Link;
  readonly fhir: Link;
  /** Messages sent to it and not answered yet; the senders count. */
  unanswered: number;
  state(): 'starting' | 'ready' | 'ended';
  /** Milliseconds its last whole start took. */
  startsInMs(): number;
  /** What it has in hand, seen from outside. */
  work(): WorkInHand;
  /** SIGKILL; what it had in hand. It starts again by itself. */
  kill(): WorkInHand;
  /** Ends that nobody asked for: status and last words. */
  readonly ownEnds: readonly OwnEnd[];
  /** Log lines of level error, counted by sentence. */
  readonly errors: Map<string, number>;
  /** SIGTERM, and no start after it. */
  stop(): Promise<void>;
}

export interface WorkInHand {
  /** Messages it has not answered. */
  readonly intake: number;
  /** Deliveries it waits for, and statements of a walk. */
  readonly walk: number;
}

export interface OwnEnd {
  readonly wasReady: boolean;
  readonly words: string;
}

export interface ReplicaOptions {
  readonly name: string;
  readonly databaseUrl: string;
  readonly fhirPort: number;
  readonly fhirDelayMs: () => number;
  readonly settings: Settings;
}

/** Tables written while a report walks, and those written before it is acknowledged. */
const WALK = /passerelle"?\."?(?:journey|delivery_outbox|delivered|delivery_ledger|vault|stay_walk)\b/;

export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { name, databaseUrl, fhirPort, fhirDelayMs, settings } = options;
  const server = new URL(databaseUrl);
  // The embedded server is named by its socket, and listens on loopback under the same number.
  const host = server.hostname.startsWith('%2F') ? '127.0.0.1' : server.hostname;
  const database = await openLink({
    ...{ host, port: Number(server.port) },
    sniff: (bytes) => (WALK.test(bytes.toString('latin1')) ? 'walk' : undefined),
  });
  const fhir = await openLink({ host: '127.0.0.1', port: fhirPort, delayMs: fhirDelayMs });
  const [http, mllp] = [await freePort(), await freePort()];
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${database.port}` }).href;
  const environment: Settings = {
    ...settings,
    PASSERELLE_DATABASE__URL: url,
    PASSERELLE_FHIR__CARE__KIND: 'external',
    PASSERELLE_FHIR__CARE__BASE_URL: `http://127.0.0.1:${fhir.port}/fhir`,
    PASSERELLE_HTTP__PORT: String(http),
    PASSERELLE_MLLP: `[{source: dpi, port: ${mllp}, defaultCharset: utf-8}]`,
  };
  const ownEnds: OwnEnd[] = [];
  const errors = new Map<string, number>();
  let current: RunningProcess | undefined;
  let state: 'starting' | 'ready' | 'ended' = 'ended';
  let [startedAt, startsInMs, stopping, killed] = [0, 0, false, false];

  function start(): void {
    const process = run([builtFile('src/main.js')], environment);
    [current, state, startedAt, killed] = [process, 'starting', performance.now(), false];
    void process.ended.then(async ({ status }) => {
      countErrors(process.output(), errors);
      const wasReady = state === 'ready';
      state = 'ended';
      if (!killed && !stopping)
        ownEnds.push({ wasReady, words: `status ${status}: ${process.err().slice(-2_500)}` });
      // A supervisor waits a little where a start failed.
      await sleep(killed ? 50 : 300);
      if (!stopping) start();
    });
    void listening(mllp, process.child).then((isUp) => {
      if (!isUp || current !== process || state !== 'starting') return;
      [state, startsInMs] = ['ready', performance.now() - startedAt];
    });
  }

  const replica: Replica = {
    ...{ name, mllp, http: `http://127.0.0.1:${http}`, database, fhir, unanswered: 0, ownEnds, errors },
    state: () => state,
    startsInMs: () => Math.round(startsInMs),
    work: () => ({
      intake: replica.unanswered,
      walk: fhir.unanswered().length + database.unanswered().filter((about) => about === 'walk').length,
    }),
    kill() {
      const work = replica.work();
      [killed, state] = [true, 'ended'];
      current?.child.kill('SIGKILL');
      return work;
    },
    async stop() {
      stopping = true;
      current?.child.kill('SIGTERM');
      // The timer must not keep a test run that is over.
      await Promise.race([current?.ended, sleep(15_000, undefined, { ref: false })]);
      current?.child.kill('SIGKILL');
      await current?.ended;
      await database.close();
      await fhir.close();
    },
  };
  start();
  return replica;
}

/** The listener opens last. */
async function listening(port: number, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      const settle = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', () => settle(true)).once('error', () => settle(false));
    });
    if (isUp) return true;
    await sleep(50);
  }
  return false;
}

function countErrors(output: string, counts: Map<string, number>): void {
  for (const line of output.split('\n')) {
    if (!/"level":(?:"error"|"fatal"|[56]0)/.test(line)) continue;
    const [, sentence = 'unreadable'] = /"msg":"([^"]*)"/.exec(line) ?? [];
    const [, code = ''] = /"code":"([^"]*)"/.exec(line) ?? [];
    // Where nothing names it, its place does.
    const [place = ''] = /"type":"[^"]*"(?:,"at":\["[^"]*")?/.exec(line) ?? [];
    const key = `${sentence} (${code || place})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}
