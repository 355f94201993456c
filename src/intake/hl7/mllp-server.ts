import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Clock } from '../../kernel/index.js';
import { type Inbox } from '../events.js';
import { MllpConnection } from './mllp-connection.js';
import { type Hl7Source, type MllpLogger, type MllpMetrics } from './ports.js';
import { processMessage } from './process-message.js';

/** PEM contents, already read. */
export interface MllpTls {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
  readonly passphrase?: string;
  /** With it, only senders whose certificate this authority signed may speak (mutual TLS). */
  readonly clientCa?: string | Buffer;
}

/** A source (`name` is in the inbox, logs and metrics) and where it is heard. */
export interface MllpListener extends Hl7Source {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Bytes of one message; 50 MB by default. */
  readonly maxBytes?: number;
  /** A silent socket is closed after this; 10 minutes by default, 0 for never. */
  readonly idleTimeoutMs?: number;
  /** Sockets open at once; 100 by default. */
  readonly maxConnections?: number;
  readonly tls?: MllpTls;
}

export interface MllpServerOptions {
  readonly listeners: readonly MllpListener[];
  /** How long `stop` waits for the messages in process; 10 s by default. */
  readonly stopTimeoutMs?: number;
}

export interface MllpServerDependencies {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly logger: MllpLogger;
  readonly metrics: MllpMetrics;
}

const DEFAULTS = { maxBytes: 50 * 1024 * 1024, idleTimeoutMs: 600_000, maxConnections: 100 };
const STOP_TIMEOUT_MS = 10_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;

export class MllpServer {
  readonly #options: MllpServerOptions;
  readonly #dependencies: MllpServerDependencies;
  readonly #servers = new Map<string, Server>();
  readonly #connections = new Set<MllpConnection>();
  readonly #sockets = new Map<Socket, string>();
  /** TCP sockets, those still in their TLS handshake too. */
  readonly #raw = new Set<Socket>();

  constructor(options: MllpServerOptions, dependencies: MllpServerDependencies) {
    const names = options.listeners.map(({ name }) => name);
    if (new Set(names).size !== names.length) throw new Error('two MLLP listeners have the same name');
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** Opens every listener, or none: a port that is taken rejects. */
  async start(): Promise<void> {
    try {
      for (const listener of this.#options.listeners) await this.#listen(listener);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Where each open listener stands, by name. */
  addresses(): Readonly<Record<string, { readonly host: string; readonly port: number }>> {
    const entries = [...this.#servers].flatMap(([name, server]) => {
      const address = server.address() as AddressInfo | null;
      return address ? [[name, { host: address.address, port: address.port }] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  /** Takes no new socket and no new message; resolves when those in process are answered and all is closed. */
  async drain(): Promise<void> {
    const closed = [...this.#servers.values()].map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    for (const connection of this.#connections) connection.finish();
    await Promise.all(closed);
    this.#servers.clear();
  }

  /** Drains, and after the time allowed closes what is left: its sender has no answer and will send again. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => {
      this.#dependencies.logger.warn(
        { open: this.#connections.size },
        'MLLP sockets closed before their answer',
      );
      for (const socket of this.#raw) socket.destroy();
    }, this.#options.stopTimeoutMs ?? STOP_TIMEOUT_MS);
    await this.drain();
    clearTimeout(timer);
  }

  #listen(listener: MllpListener): Promise<void> {
    const server = this.#createServer(listener);
    server.maxConnections = listener.maxConnections ?? DEFAULTS.maxConnections;
    server.on('connection', (socket: Socket) => {
      this.#raw.add(socket);
      socket.once('close', () => this.#raw.delete(socket));
    });
    server.on('drop', () => {
      this.#dependencies.logger.warn({ source: listener.name }, 'MLLP socket refused: too many are open');
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(listener.port, listener.host, () => {
        server.off('error', reject);
        server.on('error', (error: NodeJS.ErrnoException) =>
          this.#dependencies.logger.error(
            { source: listener.name, error: error.code },
            'MLLP listener failed',
          ),
        );
        this.#servers.set(listener.name, server);
        this.#dependencies.logger.info(
          {
            source: listener.name,
            port: (server.address() as AddressInfo).port,
            tls: listener.tls !== undefined,
          },
          'MLLP listener open',
        );
        resolve();
      });
    });
  }

  #createServer(listener: MllpListener): Server {
    const accept = (socket: Socket) => this.#accept(socket, listener);
    const { tls } = listener;
    if (!tls) return createServer(accept);
    const server = createTlsServer(
      {
        key: tls.key,
        cert: tls.cert,
        passphrase: tls.passphrase,
        ca: tls.clientCa,
        requestCert: tls.clientCa !== undefined,
        rejectUnauthorized: tls.clientCa !== undefined,
        minVersion: 'TLSv1.2',
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      },
      accept,
    );
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
      this.#dependencies.logger.warn(
        { source: listener.name, error: error.code },
        'MLLP TLS handshake refused',
      );
    });
    return server;
  }

  #accept(socket: Socket, listener: MllpListener): void {
    const { logger, metrics } = this.#dependencies;
    const { name, defaultCharset, acceptsFictitious = true, variation, hold, pointers } = listener;
    const source: Hl7Source = {
      ...{ name, defaultCharset, acceptsFictitious },
      ...(variation && { variation }),
      ...(hold && { hold }),
      ...(pointers && { pointers }),
    };
    const connection = new MllpConnection(
      socket,
      {
        source: listener.name,
        maxBytes: listener.maxBytes ?? DEFAULTS.maxBytes,
        idleTimeoutMs: listener.idleTimeoutMs ?? DEFAULTS.idleTimeoutMs,
      },
      { logger, metrics, process: (received) => processMessage(received, source, this.#dependencies) },
    );
    this.#connections.add(connection);
    this.#sockets.set(socket, listener.name);
    this.#count(listener.name);
    socket.on('close', () => {
      this.#connections.delete(connection);
      this.#sockets.delete(socket);
      this.#count(listener.name);
    });
  }

  #count(source: string): void {
    const open = [...this.#sockets.values()].filter((name) => name === source).length;
    this.#dependencies.metrics.connections({ source, open });
  }
}

/** The MLLP entrance of the house. Nothing listens before `start`. */
export const createMllpServer = (
  options: MllpServerOptions,
  dependencies: MllpServerDependencies,
): MllpServer => new MllpServer(options, dependencies);
