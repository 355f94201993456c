import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address in front of another one: what stands between two machines, and can be cut. */
export interface TcpProxy {
  readonly port: number;
  /** Cuts every connection, and refuses new ones until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Cuts every connection; new ones pass. */
  cut(): void;
  /** Cuts so many connections at the first byte of an answer: what was asked has been done. */
  loseAnswers(count: number): void;
  /** Answers still to be lost. */
  left(): number;
  /** The other side of every connection is gone, and this side is not told: it stays open, and says nothing. */
  silence(): void;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Map<Socket, Socket>();
  const silent = new Set<Socket>();
  let losing = 0;
  const server = createServer((client) => {
    const inner = connect(target, '127.0.0.1');
    const end = () => {
      inner.destroy();
      if (silent.has(client)) return;
      client.destroy();
      open.delete(client);
    };
    open.set(client, inner);
    for (const socket of [client, inner]) socket.setNoDelay(true).on('error', end).on('close', end);
    client.on('data', (bytes) => inner.writable && inner.write(bytes));
    inner.on('data', (bytes) => {
      if (losing > 0) {
        losing -= 1;
        end();
      } else if (client.writable) client.write(bytes);
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    for (const client of open.keys()) {
      silent.delete(client);
      client.destroy();
    }
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut,
    async down() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
    up: () => listen(port),
    loseAnswers(count) {
      losing = count;
    },
    left: () => losing,
    silence() {
      for (const [client, inner] of open) {
        silent.add(client);
        inner.destroy();
      }
    },
  };
}
