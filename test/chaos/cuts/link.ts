import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface LinkOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds each request waits before it is passed on: a server across the hospital. */
  readonly delayMs?: () => number;
  /** What a request is about, by what its bytes say. */
  readonly sniff?: (bytes: Buffer) => string | undefined;
}

/** A way over TCP that can be cut, between the service and a server it needs. */
export interface Link {
  readonly port: number;
  /** What requests without an answer are about (`''` where nothing tells). */
  unanswered(): string[];
  /** Connections are broken and refused. */
  cut(): Promise<void>;
  /** Nothing passes any more, and nobody is told: both sides wait. */
  freeze(): void;
  /** Requests arrive; their answers never do: the connection breaks in their place. */
  loseAnswers(): void;
  /** As before. What was frozen goes on. */
  mend(): Promise<void>;
  /** Connections are broken once; new ones are let through. */
  breakAll(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly inner: Socket;
  readonly outer: Socket;
  asked: boolean;
  about: string;
}

export async function openLink({ host, port, delayMs, sniff }: LinkOptions): Promise<Link> {
  const pairs = new Set<Pair>();
  let mode: 'open' | 'frozen' | 'deaf' = 'open';
  const held: (() => void)[] = [];
  const pass = (socket: Socket, bytes: Buffer): void => {
    const write = () => void (socket.destroyed || socket.write(bytes));
    if (mode === 'frozen') held.push(write);
    else write();
  };

  const server = createServer((inner) => {
    const outer = connect({ host, port });
    const pair: Pair = { inner, outer, asked: false, about: '' };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end);
    // One after the other, however long each waits.
    let before = Promise.resolve();
    inner.on('data', (bytes: Buffer) => {
      pair.asked = true;
      pair.about = sniff?.(bytes) ?? pair.about;
      const wait = delayMs?.() ?? 0;
      if (wait === 0) return pass(outer, bytes);
      const due = new Promise<void>((resolve) => setTimeout(resolve, wait));
      before = before.then(() => due).then(() => pass(outer, bytes));
    });
    outer.on('data', (bytes: Buffer) => {
      pair.asked = false;
      if (mode === 'deaf') end();
      else pass(inner, bytes);
    });
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  const breakAll = () => {
    for (const { inner, outer } of pairs) {
      inner.resetAndDestroy();
      outer.resetAndDestroy();
    }
    held.length = 0;
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    breakAll();
    await closed;
  };
  return {
    port: own,
    unanswered: () => [...pairs].filter(({ asked }) => asked).map(({ about }) => about),
    cut: close,
    freeze: () => void (mode = 'frozen'),
    loseAnswers: () => void (mode = 'deaf'),
    async mend() {
      mode = 'open';
      for (const write of held.splice(0)) write();
      if (!server.listening) await listen(own);
    },
    breakAll,
    close,
  };
}
