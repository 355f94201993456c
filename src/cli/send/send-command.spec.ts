import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  aCertificate,
  anMdm,
  anOru,
  bytesOf,
  message,
  type Segments,
} from '../../../test/support/hl7/index.js';
import { createMllpDecoder, frame } from '../../hl7/index.js';
import { createMemoryInbox, createMllpServer, type MllpTls } from '../../intake/index.js';
import { systemClock } from '../../kernel/index.js';
import { sendCommand } from './send-command.js';
import { sendFile } from './send-file.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const nothing = () => undefined;

async function aServer(tls?: MllpTls): Promise<number> {
  const server = createMllpServer(
    { listeners: [{ name: 'test', host: '127.0.0.1', port: 0, defaultCharset: 'utf-8', tls }] },
    {
      inbox: createMemoryInbox(),
      clock: systemClock,
      logger: { info: nothing, warn: nothing, error: nothing },
      metrics: { answered: nothing, garbage: nothing, connections: nothing },
    },
  );
  await server.start();
  closing.push(() => server.stop());
  return server.addresses()['test']?.port ?? 0;
}

/** A peer that says what it is told to, whatever it is sent. */
async function aPeer(answer: (socket: Socket, controlId: string) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    const decoder = createMllpDecoder({ maxBytes: 100_000 });
    socket.on('error', nothing);
    socket.on('data', (chunk: Buffer) => {
      for (const one of decoder.push(chunk)) {
        if (one.kind === 'message') answer(socket, one.bytes.toString('latin1').split('|')[9] ?? '');
      }
    });
    closing.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const ack = (code: string, controlId: string, ...more: string[]) =>
  frame(bytesOf(['MSH|^~\\&|B|B|A|A|20240306||ACK|9|P|2.5', `MSA|${code}|${controlId}`, ...more]));

async function aFile(...messages: Segments[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-send-'));
  closing.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'messages.hl7');
  await writeFile(path, messages.map(message).join('').replaceAll('\r', '\n'));
  return path;
}

async function run(...args: (string | number)[]) {
  const lines: string[] = [];
  const status = await sendCommand(args.map(String), { print: (line) => void lines.push(line) });
  return { status, text: lines.join('\n') };
}

describe('sendCommand', () => {
  it('sends each message of the file and tells its answer', async () => {
    const port = await aServer();
    const file = await aFile(
      anOru({ controlId: 'A' }),
      anMdm({ event: 'T02', controlId: 'B', accept: 'AL', application: 'AL' }),
    );
    expect(await run(file, '--port', port)).toEqual({
      status: 0,
      text: '1. A : AA accepté\n2. B : CA, AA accepté',
    });
  });

  it('tells a refusal with its place, not the message, and fails', async () => {
    const port = await aServer();
    const bad = anOru({ controlId: 'A', observations: ['OBX|1|ED|C||^TEXT^XML^Base64^!!||||||F'] });
    const { status, text } = await run(await aFile(bad, anOru({ controlId: 'B' })), '--port', port);
    expect(status).toBe(1);
    expect(text).toBe(
      "1. A : AE refusé\n   102 OBX^1^5^1^5 : Un champ n'a pas le format attendu. [OBX-5.5 (OBX n° 1) : base64 illisible]\n2. B : AA accepté",
    );
    expect(text).not.toMatch(/ESSAI|FICTIVE/);
  });

  it('fails without an answer, and sends nothing after it', async () => {
    const seen: string[] = [];
    const port = await aPeer((_, controlId) => void seen.push(controlId));
    const file = await aFile(anOru({ controlId: 'A' }), anOru({ controlId: 'B' }));
    const { status, text } = await run(file, '--port', port, '--timeout', '0.1');
    expect([status, seen]).toEqual([1, ['A']]);
    expect(text).toBe('1. A : — sans réponse\n   aucun acquittement reçu dans le délai.');
  });

  it('expects no answer where MSH-15 and MSH-16 want none', async () => {
    const port = await aServer();
    const { status, text } = await run(
      await aFile(anOru({ accept: 'NE', application: 'NE' })),
      '--port',
      port,
    );
    expect([status, text]).toEqual([0, '1. M0001 : — envoyé (aucune réponse demandée)']);
  });

  it('speaks TLS with its own certificate', async () => {
    const authority = aCertificate('Test CA');
    const [own, sender] = [aCertificate('localhost', authority), aCertificate('sender', authority)];
    const port = await aServer({ key: own.key, cert: own.cert, clientCa: authority.cert });
    const file = await aFile(anOru());
    const [ca, cert, key] = ['ca', 'cert', 'key'].map((name) => `${file}.${name}`) as [
      string,
      string,
      string,
    ];
    await Promise.all([
      writeFile(ca, authority.cert),
      writeFile(cert, sender.cert),
      writeFile(key, sender.key),
    ]);
    expect(await run(file, '--port', port, '--ca', ca, '--cert', cert, '--key', key)).toMatchObject({
      status: 0,
    });
    expect(await run(file, '--port', port, '--ca', ca)).toMatchObject({ status: 1 });
    expect(await run(file, '--port', port, '--tls')).toMatchObject({ status: 1 });
  });

  it('says when nobody listens, when there is nothing to send, when the command is wrong', async () => {
    const port = await aPeer(nothing);
    await closing.pop()?.();
    const file = await aFile(anOru());
    expect(await run(file, '--port', port)).toMatchObject({
      status: 1,
      text: expect.stringContaining('connexion'),
    });
    expect(await run(await aFile(), '--port', port)).toMatchObject({
      status: 1,
      text: expect.stringContaining('MSH'),
    });
    for (const args of [
      [],
      [file, 'x'],
      [file, '--port', '0'],
      [file, '--timeout', '-1'],
      [file, '--wrong'],
    ]) {
      expect(await run(...args)).toMatchObject({ status: 2, text: expect.stringContaining('Usage') });
    }
    expect(await run(`${file}.absent`)).toEqual({ status: 2, text: 'Fichier illisible (ENOENT).' });
  });
});

describe('sendFile', () => {
  const send = (port: number, bytes = bytesOf(anOru())) =>
    sendFile({ bytes, host: '127.0.0.1', port, timeoutMs: 200 });

  it('leaves a late answer to another message', async () => {
    const port = await aPeer((socket, id) => socket.write(Buffer.concat([ack('AE', 'OLD'), ack('AA', id)])));
    expect(await send(port)).toMatchObject({
      value: [{ outcome: 'accepted', acknowledgements: [{ code: 'AA' }] }],
    });
  });

  it('gives what the answer says, old ERR included', async () => {
    const port = await aPeer((socket, id) => socket.write(ack('AR', id, 'ERR|PID^1^3^101&Champ&HL70357')));
    expect(await send(port)).toMatchObject({
      value: [
        { outcome: 'refused', acknowledgements: [{ errors: [{ condition: '101', location: 'PID^1^3' }] }] },
      ],
    });
  });

  it.each([
    ['closes', (socket: Socket) => void socket.destroy(), 'MLLP_NO_ANSWER'],
    [
      'answers nonsense',
      (socket: Socket) => void socket.write(frame(Buffer.from('quoi ?'))),
      'HL7_NO_HEADER',
    ],
  ])('fails when the peer %s', async (_, answer, code) => {
    const port = await aPeer(answer);
    expect(await send(port)).toMatchObject({ value: [{ outcome: 'unanswered', failure: { code } }] });
  });

  it('refuses a file that cannot be read', async () => {
    expect(await sendFile({ file: '/nowhere/x', host: '127.0.0.1', port: 1, timeoutMs: 100 })).toMatchObject({
      failure: { code: 'SEND_FILE_UNREADABLE' },
    });
  });
});
