import { type Socket } from 'node:net';
import { createMllpDecoder, frame, type MllpDecoder, type MllpFrame } from '../../hl7/index.js';
import { type MllpLogger, type MllpMetrics } from './ports.js';
import { type Processed, type Received } from './process-message.js';

export interface ConnectionOptions {
  readonly source: string;
  readonly maxBytes: number;
  readonly idleTimeoutMs: number;
}

export interface ConnectionDependencies {
  readonly logger: MllpLogger;
  readonly metrics: MllpMetrics;
  readonly process: (received: Received) => Promise<Processed>;
}

/** Bytes outside frames after which the other side is not speaking MLLP. */
const MOST_GARBAGE = 65_536;
const CLOSE_TIMEOUT_MS = 1000;
const KNOWN_TYPES: readonly string[] = [
  ...['ORU^R01', 'MDM^T02', 'MDM^T04', 'MDM^T10'],
  ...['ADT^A01', 'ADT^A04', 'ADT^A08', 'ADT^A28', 'ADT^A31'],
];

/** One socket: one message in process at a time, and nothing read meanwhile. */
export class MllpConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #dependencies: ConnectionDependencies;
  readonly #decoder: MllpDecoder;
  #busy = false;
  #closing = false;
  #garbage = 0;

  constructor(socket: Socket, options: ConnectionOptions, dependencies: ConnectionDependencies) {
    this.#socket = socket;
    this.#options = options;
    this.#dependencies = dependencies;
    this.#decoder = createMllpDecoder({ maxBytes: options.maxBytes });
    socket.setNoDelay(true);
    socket.setTimeout(options.idleTimeoutMs);
    socket.on('data', (chunk) => void this.#read(chunk).catch((error: unknown) => this.#broke(error)));
    socket.on('timeout', () => this.#idle());
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#warn({ error: error.code }, 'MLLP socket failed'),
    );
    socket.on('close', () => this.#closed());
  }

  /** Lets the message in process finish and be answered, then closes. */
  finish(): void {
    this.#closing = true;
    if (!this.#busy) this.#close();
  }

  async #read(chunk: Buffer): Promise<void> {
    // What comes after the decision to close was not answered: its sender keeps it.
    if (this.#closing) return;
    // Backpressure: the kernel holds what comes while a message is in process.
    this.#socket.pause();
    this.#busy = true;
    for (const one of this.#decoder.push(chunk)) {
      if (this.#closing || this.#socket.destroyed) break;
      await this.#answer(one);
    }
    this.#busy = false;
    if (this.#closing) return this.#close();
    if (this.#isNonsense()) return void this.#socket.destroy();
    this.#socket.resume();
  }

  async #answer(one: MllpFrame): Promise<void> {
    const { source } = this.#options;
    const started = performance.now();
    const tooLarge = one.kind === 'oversized';
    const bytes = tooLarge ? one.head : one.bytes;
    const { answers, code, type, controlId, replayed, refusal } = await this.#dependencies.process({
      bytes,
      tooLarge,
    });
    for (const answer of answers) await this.#write(frame(answer));
    const seconds = (performance.now() - started) / 1000;
    this.#dependencies.metrics.answered({
      source,
      type: KNOWN_TYPES.includes(type) ? type : 'other',
      code,
      replayed,
      seconds,
      bytes: tooLarge ? one.size : bytes.length,
      ...(refusal && { refusal: refusal.code }),
    });
    const fields = { source, controlId, type, code, replayed };
    if (refusal)
      this.#warn({ ...fields, failure: refusal.code, reason: refusal.message }, 'HL7 message refused');
    else this.#dependencies.logger.info(fields, 'HL7 message answered');
  }

  /** Resolves once the kernel took the bytes, or the socket is gone: the sender will then ask again. */
  #write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.destroyed) return resolve();
      this.#socket.once('close', resolve);
      this.#socket.write(bytes, () => {
        this.#socket.off('close', resolve);
        resolve();
      });
    });
  }

  /** A bug while a message is answered costs this socket, not the service: its sender will send again. */
  #broke(error: unknown): void {
    this.#dependencies.logger.error({ source: this.#options.source, error }, 'MLLP socket closed: a bug');
    this.#socket.destroy();
  }

  #isNonsense(): boolean {
    const { garbageBytes, pendingBytes } = this.#decoder;
    if (garbageBytes > this.#garbage) {
      const bytes = garbageBytes - this.#garbage;
      this.#garbage = garbageBytes;
      this.#dependencies.metrics.garbage({ source: this.#options.source, bytes });
      this.#warn({ bytes }, 'bytes outside MLLP frames');
    }
    if (garbageBytes > MOST_GARBAGE) {
      this.#warn({ bytes: garbageBytes }, 'MLLP socket closed: the other side does not speak MLLP');
      return true;
    }
    if (pendingBytes <= 2 * this.#options.maxBytes) return false;
    this.#warn({ bytes: pendingBytes }, 'MLLP socket closed: a message without end');
    return true;
  }

  #idle(): void {
    if (this.#busy) return;
    this.#dependencies.logger.info({ source: this.#options.source }, 'MLLP socket closed: idle');
    this.finish();
  }

  /** A peer that is gone does not close its side. */
  #close(): void {
    this.#socket.end();
    this.#socket.resume();
    const timer = setTimeout(() => this.#socket.destroy(), CLOSE_TIMEOUT_MS);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #closed(): void {
    const { isInFrame, pendingBytes } = this.#decoder;
    if (isInFrame) this.#warn({ bytes: pendingBytes }, 'MLLP socket closed in the middle of a message');
  }

  #warn(fields: Record<string, unknown>, sentence: string): void {
    this.#dependencies.logger.warn({ source: this.#options.source, ...fields }, sentence);
  }
}
