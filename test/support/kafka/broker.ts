import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../service/service.js';
import { tlsFile } from '../tls/tls-files.js';
import { isOpen } from './admin.js';
import { serverProperties, USER } from './server-properties.js';

const exec = promisify(execFile);
const READY_MS = 120_000;

/** The listener of SASL over TLS. */
export interface SecureListener {
  /** `host:port` */
  readonly bootstrap: string;
  readonly username: string;
  readonly password: string;
  /** PEM file of who signed the broker's certificate. */
  readonly authority: string;
}

/** One Kafka broker on this machine, with ports and data of its own. */
export interface Broker {
  /** `host:port`, without TLS. */
  readonly bootstrap: string;
  readonly secure: SecureListener;
  /** `host:port`, for who shows a certificate over TLS. */
  readonly mutual: string;
  /** SIGKILL: nothing is flushed, no consumer is told. */
  kill(): Promise<void>;
  /** SIGTERM: it ends in order. Its data stay. */
  stop(): Promise<void>;
  /** Again, on the same ports and data, after `kill` or `stop`. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

const running = new Set<ChildProcess>();
// A test that fails leaves no broker behind.
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a broker (KRaft, one node): Apache Kafka 4 by Java 17, its jars by Maven. Ready in some seconds. */
export async function startBroker(): Promise<Broker> {
  const jars = await fetchJars();
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-kafka-'));
  const ports = {
    plain: await freePort(),
    secure: await freePort(),
    mutual: await freePort(),
    controller: await freePort(),
  };
  const password = randomBytes(18).toString('hex');
  const keystore = join(folder, 'keystore.pem');
  // One file, as Kafka wants it: the key (PKCS #8), then the certificate.
  writeFileSync(
    keystore,
    readFileSync(tlsFile('server.key'), 'utf8') + readFileSync(tlsFile('server.cert'), 'utf8'),
  );
  const properties = join(folder, 'server.properties');
  writeFileSync(
    properties,
    serverProperties({ folder, ports, password, keystore, truststore: tlsFile('ca.cert') }),
  );
  const java = (main: string, ...args: string[]) => ['-Xmx512m', '-cp', join(jars, '*'), main, ...args];
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${USER},password=${password}]`,
  ]);
  // An id that begins with a dash would be taken for an option.
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await exec('java', java('kafka.tools.StorageTool', 'format', '-t', id, '-c', properties, ...scram));

  const bootstrap = `127.0.0.1:${ports.plain}`;
  let child: ChildProcess | undefined;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('close', resolve));
    ending.kill(signal);
    await ended;
  }

  async function start(): Promise<void> {
    let written = '';
    const started = spawn('java', java('kafka.Kafka', properties), { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    running.add(started);
    started.once('close', () => running.delete(started));
    const keep = (text: Buffer) => (written = (written + text.toString()).slice(-8_000));
    started.stdout.on('data', keep);
    started.stderr.on('data', keep);
    const deadline = performance.now() + READY_MS;
    while (!(await isOpen(bootstrap))) {
      const isOver = started.exitCode !== null || started.signalCode !== null;
      if (isOver || performance.now() > deadline) throw new Error(`The broker did not start:\n${written}`);
    }
  }

  await start();
  return {
    bootstrap,
    secure: {
      bootstrap: `127.0.0.1:${ports.secure}`,
      username: USER,
      password,
      authority: tlsFile('ca.cert'),
    },
    mutual: `127.0.0.1:${ports.mutual}`,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    async remove() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where a test may write: the brokers `KAFKA_BROKERS` names, or one of ours. */
export async function someBroker(): Promise<Pick<Broker, 'bootstrap' | 'remove'>> {
  const named = process.env.KAFKA_BROKERS;
  return named ? { bootstrap: named, remove: async () => undefined } : startBroker();
}

async function fetchJars(): Promise<string> {
  const script = join(import.meta.dirname, 'fetch-jars.mjs');
  const { stdout } = await exec(process.execPath, [script]).catch((error: { stderr?: string }) => {
    throw new Error(error.stderr ?? 'Apache Kafka could not be fetched.');
  });
  return stdout.trim();
}
