import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { frame } from '../../hl7/index.js';
import { MllpConnection } from './mllp-connection.js';

describe('one MLLP socket', () => {
  it('is closed, and nothing else, where answering throws', async () => {
    const sentences: string[] = [];
    const write = (_: unknown, sentence: string) => void sentences.push(sentence);
    const server = createServer((socket: Socket) => {
      new MllpConnection(
        socket,
        { source: 'dpi', maxBytes: 1_000, idleTimeoutMs: 0 },
        {
          logger: { info: write, warn: write, error: write },
          metrics: { answered: () => undefined, garbage: () => undefined, connections: () => undefined },
          process: () => Promise.reject(new Error('a bug')),
        },
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write(frame(Buffer.from('MSH|^~\\&|')));
    client.resume();
    await once(client, 'close');
    server.close();
    expect(sentences).toEqual(['MLLP socket closed: a bug']);
  });
});
