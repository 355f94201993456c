import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { aCertificate, anMdm, anOru, bytesOf } from '../../../test/support/hl7/index.js';
import { createMllpDecoder, frame, readAcknowledgement } from '../../hl7/index.js';
import { systemClock } from '../../kernel/index.js';
import { type Inbox } from '../events.js';
import { createMemoryInbox } from '../inbox/memory-inbox.js';
import { createMllpServer, type MllpListener, type MllpServer } from './mllp-server.js';

const LISTENER: MllpListener = { name: 'labo', host: '127.0.0.1', port: 0, defaultCharset: 'utf-8' };
const running: MllpServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function serve(listeners: readonly Partial<MllpListener>[] = [{}], inbox: Inbox = createMemoryInbox()) {
  const lines: string[] = [];
  const metrics: unknown[] = [];
  const log = (fields: unknown, sentence: string) => void lines.push(`${sentence} ${JSON.stringify(fields)}`);
  const server = createMllpServer(
    { listeners: listeners.map((listener) => ({ ...LISTENER, ...listener })), stopTimeoutMs: 2000 },
    {
      inbox,
      clock: systemClock,
      logger: { info: log, warn: log, error: log },
      metrics: {
        answered: (event) => void metrics.push(event),
        garbage: (event) => void metrics.push(event),
        connections: (event) => void metrics.push(event),
      },
    },
  );
  await server.start();
  running.push(server);
  return { server, lines, metrics, port: (name = 'labo') => server.addresses()[name]?.port ?? 0 };
}

function client(socket: Socket) {
  sockets.push(socket);
  const decoder = createMllpDecoder({ maxBytes: 1_000_000 });
  const codes: string[] = [];
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    for (const one of decoder.push(chunk)) {
      const ack = one.kind === 'message' ? readAcknowledgement(one.bytes, 'utf-8') : undefined;
      codes.push(ack?.ok ? `${ack.value.code} ${ack.value.messageControlId}` : 'unreadable');
    }
  });
  return {
    socket,
    codes,
    closed: new Promise<void>((resolve) => socket.once('close', () => resolve())),
    answers: (count: number) => until(() => codes.length >= count).then(() => codes),
  };
}

async function until(condition: () => boolean, timeoutMs = 5000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const oru = (controlId: string) =>
  frame(bytesOf(anOru({ controlId, request: `OBR|1||${controlId}|60568-3^CR^LN` })));

/** An inbox that keeps only when told. */
function slowInbox() {
  const inner = createMemoryInbox();
  const waiting: (() => void)[] = [];
  const inbox: Inbox = {
    ...inner,
    accept: async (...args) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return inner.accept(...args);
    },
  };
  return { inbox, inner, waiting };
}

describe('MllpServer over TCP', () => {
  it('answers several messages of one chunk in order, and one message of many chunks', async () => {
    const { port } = await serve();
    const { socket, answers } = client(connect(port()));
    socket.write(Buffer.concat([oru('A'), oru('B'), oru('C')]));
    expect(await answers(3)).toEqual(['AA A', 'AA B', 'AA C']);
    for (const byte of oru('D')) socket.write(Buffer.from([byte]));
    expect(await answers(4)).toContain('AA D');
  });

  it('answers only after the message is kept, one at a time', async () => {
    const { inbox, inner, waiting } = slowInbox();
    const { port } = await serve([{}], inbox);
    const { socket, codes, answers } = client(connect(port()));
    socket.write(Buffer.concat([oru('A'), oru('B')]));
    await until(() => waiting.length === 1);
    expect([codes.length, inner.records.length]).toEqual([0, 0]);
    waiting[0]?.();
    expect(await answers(1)).toEqual(['AA A']);
    await until(() => waiting.length === 2);
    waiting[1]?.();
    expect(await answers(2)).toEqual(['AA A', 'AA B']);
  });

  it('does not read while a message is in process', async () => {
    const { inbox, waiting } = slowInbox();
    const { port } = await serve([{ maxBytes: 1000 }], inbox);
    const { socket, answers } = client(connect(port()));
    socket.write(oru('A'));
    await until(() => waiting.length === 1);
    const flood = Buffer.alloc(32 * 1024 * 1024, 0x0a);
    expect(socket.write(flood)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(socket.writableLength).toBeGreaterThan(0);
    waiting[0]?.();
    expect(await answers(1)).toEqual(['AA A']);
    await until(() => socket.writableLength === 0);
  });

  it('keeps sockets apart: half a message on one does not reach the other', async () => {
    const { port } = await serve();
    const [one, two] = [client(connect(port())), client(connect(port()))];
    const half = oru('A');
    one.socket.write(half.subarray(0, 100));
    two.socket.write(oru('B'));
    expect(await two.answers(1)).toEqual(['AA B']);
    one.socket.write(half.subarray(100));
    expect(await one.answers(1)).toEqual(['AA A']);
  });

  it('names each listener as a source, with its own charset', async () => {
    const inbox = createMemoryInbox();
    const { port } = await serve(
      [{ name: 'labo' }, { name: 'anapath', defaultCharset: 'iso-8859-1' }],
      inbox,
    );
    const latin = bytesOf(anOru({ charset: '' }), 'latin1');
    const [labo, anapath] = [client(connect(port('labo'))), client(connect(port('anapath')))];
    labo.socket.write(frame(latin));
    anapath.socket.write(frame(latin));
    expect(await labo.answers(1)).toEqual(['AE M0001']);
    expect(await anapath.answers(1)).toEqual(['AA M0001']);
    expect(inbox.records.map(({ message }) => message.source).sort()).toEqual(['anapath', 'labo']);
  });

  it('skips and counts garbage, and answers what is no HL7', async () => {
    const { port, metrics } = await serve();
    const { socket, answers } = client(connect(port()));
    socket.write(Buffer.concat([Buffer.from('???\r\n'), oru('A'), frame(Buffer.from('bonjour'))]));
    expect(await answers(2)).toEqual(['AA A', 'AR ']);
    await until(() => metrics.some((event) => JSON.stringify(event) === '{"source":"labo","bytes":3}'));
  });

  it('closes on a peer that does not speak MLLP', async () => {
    const { port, lines } = await serve();
    const { socket, closed } = client(connect(port()));
    socket.write(Buffer.alloc(100_000, 0x41));
    await closed;
    expect(lines.join()).toContain('does not speak MLLP');
  });

  it('refuses a message over the limit, then goes on; closes on one without end', async () => {
    const { port, lines } = await serve([{ maxBytes: 2000 }]);
    const { socket, answers, closed } = client(connect(port()));
    const big = bytesOf([...anOru({ controlId: 'BIG' }), `ZZZ|${'x'.repeat(2000)}`]);
    socket.write(Buffer.concat([frame(big), oru('A')]));
    expect(await answers(2)).toEqual(['AR BIG', 'AA A']);
    socket.write(Buffer.concat([Buffer.from([0x0b]), Buffer.alloc(5000, 0x41)]));
    await closed;
    expect(lines.join()).toContain('a message without end');
  });

  it('closes an idle socket, and never one whose message is in process', async () => {
    const { inbox, waiting } = slowInbox();
    const { port } = await serve([{ idleTimeoutMs: 80 }], inbox);
    const idle = client(connect(port()));
    const busy = client(connect(port()));
    busy.socket.write(oru('A'));
    await idle.closed;
    await new Promise((resolve) => setTimeout(resolve, 200));
    waiting[0]?.();
    expect(await busy.answers(1)).toEqual(['AA A']);
  });

  it('answers a sender that closed its side', async () => {
    const { port } = await serve();
    const { socket, answers, closed } = client(connect({ port: port(), allowHalfOpen: true }));
    socket.end(oru('A'));
    expect(await answers(1)).toEqual(['AA A']);
    socket.destroy();
    await closed;
  });

  it('limits the sockets open at once', async () => {
    const { port, lines, metrics } = await serve([{ maxConnections: 1 }]);
    const first = client(connect(port()));
    await until(() => metrics.length === 1);
    const second = client(connect(port()));
    await second.closed;
    first.socket.write(oru('A'));
    expect(await first.answers(1)).toEqual(['AA A']);
    expect(lines.join()).toContain('too many are open');
  });

  it('finishes the message in process when it stops, and takes no other', async () => {
    const { inbox, inner, waiting } = slowInbox();
    const { server, port } = await serve([{}], inbox);
    const { socket, codes, closed } = client(connect(port()));
    socket.write(Buffer.concat([oru('A'), oru('B')]));
    await until(() => waiting.length === 1);
    const open = port();
    const stopped = server.stop();
    const late = client(connect(open));
    await late.closed;
    waiting[0]?.();
    await Promise.all([stopped, closed]);
    expect(codes).toEqual(['AA A']);
    expect(inner.records).toHaveLength(1);
  });

  it('does not wait for ever when it stops', async () => {
    const { inbox, waiting } = slowInbox();
    const { server, port, lines } = await serve([{}], inbox);
    const { socket, closed } = client(connect(port()));
    socket.write(oru('A'));
    await until(() => waiting.length === 1);
    await Promise.all([server.stop(), closed]);
    expect(lines.join()).toContain('closed before their answer');
  });

  it('does not start on a port that is taken, and leaves nothing open', async () => {
    const { port } = await serve();
    const taken = port();
    await expect(serve([{ name: 'one' }, { name: 'two', port: taken }])).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(() => createMllpServer({ listeners: [LISTENER, LISTENER] }, {} as never)).toThrow('same name');
  });

  it('says nothing of the patient in logs and metrics', async () => {
    const { port, lines, metrics } = await serve();
    const { socket, answers } = client(connect(port()));
    socket.write(
      Buffer.concat([
        oru('A'),
        frame(bytesOf(anMdm({ event: 'T04', order: 'ORC|NW' }))),
        frame(bytesOf(anOru(), 'latin1')),
      ]),
    );
    await answers(3);
    await until(() => metrics.filter((event) => JSON.stringify(event).includes('seconds')).length === 3);
    // The digits of a duration may be those of any number.
    const events = JSON.stringify(metrics).replace(/"seconds":[\d.e-]+/g, '');
    expect(events).not.toContain('seconds');
    expect(lines.join() + events).not.toMatch(/ESSAI|FICTIVE|Zo|0000042|0199000000|VN77/);
    expect(lines.join()).toContain('HL7 message refused');
  });
});

describe('MllpServer over TLS', () => {
  const authority = aCertificate('Test CA');
  const own = aCertificate('localhost', authority);
  const sender = aCertificate('sender', authority);
  const stranger = aCertificate('stranger', aCertificate('Other CA'));

  it('speaks TLS', async () => {
    const { port } = await serve([{ tls: { key: own.key, cert: own.cert } }]);
    const { socket, answers } = client(connectTls({ port: port(), host: '127.0.0.1', ca: authority.cert }));
    socket.write(oru('A'));
    expect(await answers(1)).toEqual(['AA A']);
  });

  it('takes only senders of its authority where one is set', async () => {
    const inbox = createMemoryInbox();
    const { port, lines } = await serve(
      [{ tls: { key: own.key, cert: own.cert, clientCa: authority.cert } }],
      inbox,
    );
    const open = (certificate?: { readonly key: string; readonly cert: string }) =>
      client(
        connectTls({
          port: port(),
          host: '127.0.0.1',
          ca: authority.cert,
          key: certificate?.key,
          cert: certificate?.cert,
        }),
      );
    const known = open(sender);
    known.socket.write(oru('A'));
    expect(await known.answers(1)).toEqual(['AA A']);
    for (const other of [open(stranger), open()]) {
      other.socket.write(oru('B'));
      await other.closed;
      expect(other.codes).toEqual([]);
    }
    expect(inbox.records).toHaveLength(1);
    expect(lines.join()).toContain('TLS handshake refused');
  });

  it('does not wait for a handshake that never ends when it stops', async () => {
    const { server, port } = await serve([{ tls: { key: own.key, cert: own.cert } }]);
    const silent = client(connect(port()));
    await new Promise((resolve) => silent.socket.once('connect', resolve));
    await Promise.all([server.stop(), silent.closed]);
    expect(silent.codes).toEqual([]);
  });

  it('closes on plain text', async () => {
    const { port } = await serve([{ tls: { key: own.key, cert: own.cert } }]);
    const plain = client(connect(port()));
    plain.socket.write(oru('A'));
    await plain.closed;
    expect(plain.codes).toEqual([]);
  });
});
