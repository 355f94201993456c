import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { failuresOf, ok, type Result } from '../kernel/index.js';
import { createMllpDecoder, frame } from './framing.js';

/** PEM contents. `ca` where the server's certificate is not of a public authority; `key` and `cert` for mutual TLS. */
export interface MllpClientTls {
  readonly ca?: string | Buffer;
  readonly key?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly serverName?: string;
}

export interface MllpAddress {
  readonly host: string;
  readonly port: number;
  readonly tls?: MllpClientTls;
  /** To wait for an answer. */
  readonly timeoutMs: number;
  /** To wait for the connection; `timeoutMs` where absent. */
  readonly connectTimeoutMs?: number;
}

export interface MllpClient {
  send(message: Buffer): void;
  /** The next answer, unframed, within the time allowed: that of the address, or `timeoutMs`. */
  receive(timeoutMs?: number): Promise<Result<Buffer>>;
  /** The connection is lost: nothing more can be sent. */
  readonly isLost: boolean;
  close(): void;
}

export const mllpFailure = failuresOf({
  /** No connection: nothing was sent. */
  MLLP_UNREACHABLE: 'transient',
  /** The message went, and no answer came in time: it may have been kept. */
  MLLP_NO_ANSWER: 'ambiguous',
});

/** An answer is some hundred bytes; more than this is not one. */
const LONGEST_ANSWER = 1024 * 1024;

/** Opens one connection. It holds no message and correlates nothing: whoever sends tells its answer by MSA-2. */
export async function openMllpClient(address: MllpAddress): Promise<Result<MllpClient>> {
  const socket = open(address);
  const event = address.tls ? 'secureConnect' : 'connect';
  // Stays on: a socket given up may still fail, and that is no news.
  socket.on('error', () => undefined);
  const opened = await new Promise<Result<void>>((resolve) => {
    const settle = (outcome: Result<void>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (why: string) => settle(mllpFailure('MLLP_UNREACHABLE', why));
    const timer = setTimeout(
      () => fail('no connection in the time allowed'),
      address.connectTimeoutMs ?? address.timeoutMs,
    );
    socket.once('error', (error: NodeJS.ErrnoException) =>
      fail(`no connection (${error.code ?? 'unknown'})`),
    );
    socket.once('close', () => fail('the connection was closed'));
    socket.once(event, () => settle(ok(undefined)));
  });
  if (opened.ok) return ok(asClient(socket, address.timeoutMs));
  socket.destroy();
  return opened;
}

function open({ host, port, tls }: MllpAddress): Socket {
  if (!tls) return connect({ host, port });
  const { serverName, ...certificates } = tls;
  return connectTls({ host, port, servername: serverName, minVersion: 'TLSv1.2', ...certificates });
}

function asClient(socket: Socket, usualMs: number): MllpClient {
  const decoder = createMllpDecoder({ maxBytes: LONGEST_ANSWER });
  const answers: Buffer[] = [];
  let lost = socket.destroyed;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    answers.push(...decoder.push(chunk).flatMap((one) => (one.kind === 'message' ? [one.bytes] : [])));
    wake();
  });
  const lose = () => {
    lost = true;
    wake();
  };
  // `end`: the other side will answer no more, even where our own half is still open.
  for (const event of ['error', 'close', 'end']) socket.on(event, lose);

  async function receive(timeoutMs = usualMs): Promise<Result<Buffer>> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const answer = answers.shift();
      if (answer) return ok(answer);
      if (lost) return mllpFailure('MLLP_NO_ANSWER', 'the connection was closed before the answer');
      const left = deadline - performance.now();
      if (left <= 0) return mllpFailure('MLLP_NO_ANSWER', 'no answer in the time allowed');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  return {
    send: (message) => void socket.write(frame(message)),
    receive,
    get isLost() {
      return lost;
    },
    close: () => void socket.destroy(),
  };
}
