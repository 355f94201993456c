import { type RequestListener } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type FileServer, startFileServer } from '../../../../test/support/pointers/index.js';
import { createFetchFile, type FetchOptions } from './fetch-file.js';
import { isNeverCalled } from './never-called.js';
import { type Network } from './network.js';

const PDF = Buffer.from('%PDF-1.4 fictif');
const open: (FileServer | Server)[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    await ('requests' in server ? server.close() : new Promise((resolve) => server.close(resolve)));
  }
});

async function serve(answer: RequestListener, options?: Parameters<typeof startFileServer>[1]) {
  const server = await startFileServer(answer, options);
  open.push(server);
  return server;
}

/** The server stands on this machine, which is otherwise never called. */
const LOCAL: Network = { resolve: async () => ['127.0.0.1'], isNeverCalled: () => false };

const fetchFrom = (
  { port, authority }: Pick<FileServer, 'port' | 'authority'>,
  {
    path = '/doc/1.pdf',
    network = LOCAL,
    maxBytes = 1_000,
    timeoutMs = 30_000,
    scheme = 'https',
    host = 'localhost',
    ...options
  }: FetchOptions & {
    path?: string;
    network?: Network;
    maxBytes?: number;
    timeoutMs?: number;
    scheme?: string;
    host?: string;
  } = {},
) =>
  createFetchFile({ ca: Buffer.from(authority), ...options }, network)(
    new URL(`${scheme}://${host}:${port}${path}`),
    { maxBytes, signal: AbortSignal.timeout(timeoutMs) },
  );

const refusedAs = (code: string, detail?: string) => ({
  ok: false,
  failure: { code, ...(detail && { detail }) },
});

describe('createFetchFile', () => {
  it('asks for the file and nothing else', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf', 'set-cookie': 'a=b' }).end(PDF),
    );
    const fetched = await fetchFrom(server, { path: '/doc?id=1&v=2' });
    expect(fetched).toEqual({ ok: true, value: { content: PDF, contentType: 'application/pdf' } });
    await fetchFrom(server);
    const [first, second] = server.requests;
    expect([first?.method, first?.url]).toEqual(['GET', '/doc?id=1&v=2']);
    expect(first?.headers).toEqual({
      host: `localhost:${server.port}`,
      'accept-encoding': 'identity',
      'user-agent': 'passerelle',
      connection: 'close',
    });
    expect(second?.headers).not.toHaveProperty('cookie');
    expect(server.connections()).toBe(2);
  });

  it('sends the token of the source', async () => {
    const server = await serve((_, response) => response.end(PDF));
    await fetchFrom(server, { token: 'fictif' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer fictif');
  });

  it('reads plain HTTP', async () => {
    const server = await serve((_, response) => response.end(PDF), { isPlain: true });
    expect(await fetchFrom(server, { scheme: 'http' })).toMatchObject({ ok: true });
  });

  it.each([
    [301, 'HL7_POINTER_REFUSED'],
    [302, 'HL7_POINTER_REFUSED'],
    [307, 'HL7_POINTER_REFUSED'],
    [204, 'HL7_POINTER_REFUSED'],
    [206, 'HL7_POINTER_REFUSED'],
    [400, 'HL7_POINTER_REFUSED'],
    [401, 'HL7_POINTER_REFUSED'],
    [403, 'HL7_POINTER_REFUSED'],
    [404, 'HL7_POINTER_REFUSED'],
    [410, 'HL7_POINTER_REFUSED'],
    [408, 'HL7_POINTER_UNREACHABLE'],
    [425, 'HL7_POINTER_UNREACHABLE'],
    [429, 'HL7_POINTER_UNREACHABLE'],
    [500, 'HL7_POINTER_UNREACHABLE'],
    [503, 'HL7_POINTER_UNREACHABLE'],
  ])('HTTP %i is %s', async (status, code) => {
    const server = await serve((_, response) => response.writeHead(status).end());
    expect(await fetchFrom(server)).toMatchObject(refusedAs(code, String(status)));
  });

  it('follows no redirect, to another host or its own', async () => {
    const other = await serve((_, response) => response.end(PDF));
    const server = await serve((request, response) =>
      response
        .writeHead(302, {
          location: request.url === '/away' ? `https://localhost:${other.port}/` : '/elsewhere',
        })
        .end(PDF),
    );
    for (const path of ['/away', '/near']) {
      expect(await fetchFrom(server, { path })).toMatchObject(refusedAs('HL7_POINTER_REFUSED', '302'));
    }
    expect([server.requests.length, other.connections()]).toEqual([2, 0]);
  });

  it('holds the limit of size, told or not, to the byte', async () => {
    const server = await serve(({ url }, response) => {
      const [, form, size] = /^\/(\w+)\/(\d+)$/.exec(url ?? '') ?? [];
      const bytes = Buffer.alloc(Number(size), 'a');
      if (form === 'told') return response.writeHead(200, { 'content-length': size }).end(bytes);
      response.write(bytes.subarray(0, 10));
      return response.end(bytes.subarray(10));
    });
    for (const form of ['told', 'chunked']) {
      expect(await fetchFrom(server, { path: `/${form}/1000` })).toMatchObject({ ok: true });
      expect(await fetchFrom(server, { path: `/${form}/1001` })).toMatchObject(
        refusedAs('HL7_POINTER_TOO_LARGE'),
      );
    }
  });

  it('stops reading a file without end', async () => {
    let written = 0;
    const server = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
      };
      response.on('drain', more);
      more();
    });
    expect(await fetchFrom(server, { maxBytes: 100_000 })).toMatchObject(refusedAs('HL7_POINTER_TOO_LARGE'));
    // What the sockets hold between the two, and no more.
    expect(written).toBeLessThan(50_000_000);
  });

  it('takes no answer that only the closing of the connection ends', async () => {
    const server = await serve((_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.writeHead(200, { connection: 'close' }).end('Compte rendu coup');
    });
    expect(await fetchFrom(server)).toMatchObject({
      ok: false,
      failure: { code: 'HL7_POINTER_REFUSED', rule: 'the host does not tell where the file ends' },
    });
  });

  it('takes no compressed answer, which it did not ask for', async () => {
    const server = await serve(({ url }, response) =>
      response
        .writeHead(200, { 'content-encoding': url === '/plain' ? 'identity' : 'gzip' })
        .end(url === '/plain' ? PDF : gzipSync(PDF)),
    );
    expect(await fetchFrom(server)).toMatchObject({
      ok: false,
      failure: { code: 'HL7_POINTER_REFUSED', rule: 'the file comes compressed' },
    });
    expect(await fetchFrom(server, { path: '/plain' })).toMatchObject({ ok: true });
  });

  it('refuses an empty file', async () => {
    const server = await serve((_, response) => response.end());
    expect(await fetchFrom(server)).toMatchObject({ failure: { rule: 'the file is empty' } });
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['answers and sends no byte', (_, response) => void response.flushHeaders()],
    [
      'sends a byte at a time',
      (_, response) => {
        const timer = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('waits no longer than it may for a host that %s', async (_, answer) => {
    const server = await serve(answer);
    expect(await fetchFrom(server, { timeoutMs: 300, maxBytes: 1_000_000 })).toMatchObject(
      refusedAs('HL7_POINTER_UNREACHABLE'),
    );
  });

  it.each<[string, RequestListener]>([
    ['hangs up', (request) => void request.socket.destroy()],
    [
      'hangs up before the end',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('a');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'cuts its chunks',
      (_, response) => {
        response.write('a');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('tries again later with a host that %s', async (_, answer) => {
    const server = await serve(answer);
    expect(await fetchFrom(server)).toMatchObject(refusedAs('HL7_POINTER_UNREACHABLE'));
  });

  it('tries again later with what does not speak HTTP, or too much of it', async () => {
    const written = ['SSH-2.0-fictif\r\n', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`];
    for (const words of [...written, 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n']) {
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket.on('error', () => undefined));
        socket.once('data', () => socket.write(words));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      open.push(server);
      const { port } = server.address() as AddressInfo;
      const fetched = await fetchFrom({ port, authority: '' }, { scheme: 'http', timeoutMs: 2_000 });
      expect(fetched).toMatchObject(refusedAs('HL7_POINTER_UNREACHABLE'));
      expect(sockets).toHaveLength(1);
      for (const socket of sockets) socket.destroy();
    }
  });

  it('trusts the authority it was given and the name it asked for, alone', async () => {
    const [server, stranger] = [
      await serve((_, response) => response.end(PDF)),
      await serve((_, response) => response.end(PDF), { host: 'other.example' }),
    ];
    const { port, authority } = server;
    const { port: strange } = stranger;
    for (const [where, refused] of [
      [{ port: strange, authority }, 'another authority'],
      [stranger, 'another name'],
      [{ port, authority: stranger.authority }, 'another authority'],
    ] as const) {
      expect([refused, await fetchFrom(where)]).toMatchObject([
        refused,
        refusedAs('HL7_POINTER_UNREACHABLE'),
      ]);
    }
    expect([server.requests, stranger.requests]).toEqual([[], []]);
  });

  it('keeps of an error its code alone', async () => {
    const { port } = await serve(() => undefined);
    await Promise.all(open.splice(0).map((server) => server.close()));
    const fetched = await fetchFrom({ port, authority: '' }, { path: '/DURAND-Zoe' });
    expect(fetched).toMatchObject(refusedAs('HL7_POINTER_UNREACHABLE', 'ECONNREFUSED'));
    expect(JSON.stringify(fetched)).not.toMatch(/DURAND/);
  });
});

describe('the address behind the name', () => {
  const answering = () => serve((_, response) => response.end(PDF));

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['169.254.169.254']],
    [['0.0.0.0']],
    [['10.0.0.1', '127.0.0.1']],
    [[]],
  ])('is never %j', async (addresses) => {
    const server = await answering();
    const network = { resolve: async () => addresses, isNeverCalled };
    expect(await fetchFrom(server, { network })).toEqual({
      ok: false,
      failure: { code: 'HL7_POINTER', rule: 'the host leads to an address that is never called' },
    });
    expect(server.connections()).toBe(0);
  });

  it('is never this machine, written as it is', async () => {
    const server = await answering();
    const network = { ...LOCAL, isNeverCalled };
    expect(await fetchFrom(server, { network, host: '127.0.0.1' })).toMatchObject(refusedAs('HL7_POINTER'));
    expect(server.connections()).toBe(0);
  });

  it('is looked up once: what the name says afterwards changes nothing', async () => {
    // A name that only this network knows: what connects asks nobody else.
    const host = 'documents.test';
    const server = await serve((_, response) => response.end(PDF), { host });
    const asked: string[] = [];
    // Were it asked again, it would lead to where nobody answers.
    const network = {
      ...LOCAL,
      resolve: async (host: string) => [asked.push(host) === 1 ? '127.0.0.1' : '127.0.0.2'],
    };
    expect(await fetchFrom(server, { network, host })).toMatchObject({ ok: true });
    expect([asked, server.requests.length]).toEqual([[host], 1]);
  });

  it('is checked at each file: a name that comes to lead elsewhere is not called there', async () => {
    const server = await answering();
    const addresses = [['127.0.0.1'], ['127.0.0.3']];
    const network = {
      resolve: async () => addresses.shift() ?? [],
      isNeverCalled: (address: string) => address !== '127.0.0.1',
    };
    expect(await fetchFrom(server, { network })).toMatchObject({ ok: true });
    expect(await fetchFrom(server, { network })).toMatchObject(refusedAs('HL7_POINTER'));
    expect(server.connections()).toBe(1);
  });

  it('may be slow to come, or never come: then it is tried again later', async () => {
    const server = await answering();
    const never = { ...LOCAL, resolve: () => new Promise<never>(() => undefined) };
    const unknown = {
      ...LOCAL,
      resolve: () => Promise.reject(Object.assign(new Error('localhost'), { code: 'ENOTFOUND' })),
    };
    expect(await fetchFrom(server, { network: never, timeoutMs: 50 })).toMatchObject(
      refusedAs('HL7_POINTER_UNREACHABLE', 'TIMEOUT'),
    );
    expect(await fetchFrom(server, { network: unknown })).toMatchObject(
      refusedAs('HL7_POINTER_UNREACHABLE', 'ENOTFOUND'),
    );
    expect(server.connections()).toBe(0);
  });

  it('is what the system says of the name', async () => {
    const server = await answering();
    const fetchFile = createFetchFile({ ca: Buffer.from(server.authority) });
    const bounds = { maxBytes: 1_000, signal: AbortSignal.timeout(30_000) };
    const fetched = await fetchFile(new URL(`https://localhost:${server.port}/`), bounds);
    // Some machines do not know the name: in no case is the server asked.
    expect(fetched.ok).toBe(false);
    expect(server.connections()).toBe(0);
  });
});
