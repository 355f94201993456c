import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anOru, bytesOf } from '../../../../test/support/hl7/index.js';
import { type FileServer, startFileServer } from '../../../../test/support/pointers/index.js';
import { openSender, type Sender } from '../../../../test/support/service/sender.js';
import { until } from '../../../../test/support/service/until.js';
import { checkConfig } from '../../../config/index.js';
import { readAcknowledgement } from '../../../hl7/index.js';
import { systemClock } from '../../../kernel/index.js';
import { createMemoryInbox } from '../../inbox/memory-inbox.js';
import { createMllpServer, type MllpServer } from '../mllp-server.js';
import { MOST_POINTERS } from './follow.js';
import { isNeverCalled } from './never-called.js';
import { type Network } from './network.js';
import { pointersOf } from './pointer-policy.js';

const PDF = Buffer.from('%PDF-1.4 fictif');
const LOCAL: Network = { resolve: async () => ['127.0.0.1'], isNeverCalled: () => false };
const folder = mkdtempSync(join(tmpdir(), 'passerelle-pointers-'));
const files: FileServer[] = [];
const running: MllpServer[] = [];
const senders: Sender[] = [];

afterEach(async () => {
  for (const sender of senders.splice(0)) sender.close();
  await Promise.all(files.splice(0).map((server) => server.close()));
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function serveFiles(answer: RequestListener): Promise<FileServer> {
  const server = await startFileServer(answer);
  files.push(server);
  return server;
}

/** A listener whose source may be pointed to that server, as a configuration says it. */
async function listen({ port, authority }: FileServer, settings: object = {}, network: Network = LOCAL) {
  const file = join(folder, `${port}.pem`);
  writeFileSync(file, authority);
  const config = checkConfig({
    mllp: [{ source: 'dpi', port: 0 }],
    sources: [
      {
        name: 'dpi',
        pointers: { hosts: [`localhost:${port}`], authority: file, timeoutSeconds: 60, ...settings },
      },
    ],
  });
  if (!config.ok) throw new Error(config.failure.message);
  const inbox = createMemoryInbox();
  const lines: string[] = [];
  const refusals: unknown[] = [];
  const log = (fields: unknown, sentence: string) => void lines.push(`${sentence} ${JSON.stringify(fields)}`);
  const server = createMllpServer(
    {
      listeners: [
        {
          name: 'dpi',
          host: '127.0.0.1',
          port: 0,
          defaultCharset: 'utf-8',
          ...pointersOf('dpi', config.value.sources, network),
        },
      ],
    },
    {
      inbox,
      clock: systemClock,
      logger: { info: log, warn: log, error: log },
      metrics: {
        answered: ({ code, refusal }) => void refusals.push([code, refusal]),
        garbage: () => undefined,
        connections: () => undefined,
      },
    },
  );
  await server.start();
  running.push(server);
  const send = async (message: Buffer, sender?: Sender) => {
    const ack = await (sender ?? (await open())).send(message);
    const read = readAcknowledgement(ack.bytes, 'utf-8');
    if (!read.ok) throw new Error(read.failure.message);
    const { code, errors } = read.value;
    return { code, condition: errors[0]?.condition, place: errors[0]?.location, told: errors[0]?.diagnostic };
  };
  const open = async () => {
    const sender = await openSender(server.addresses()['dpi']?.port ?? 0);
    senders.push(sender);
    return sender;
  };
  return { inbox, lines, refusals, open, send };
}

const aPointer = (address: string, controlId = 'P1'): Buffer =>
  bytesOf(
    anOru({
      controlId,
      request: `OBR|1||${controlId}|60568-3^CR^LN`,
      observations: [`OBX|1|RP|60568-3^CR^LN||${address}^DMS^AP^PDF||||||F`],
    }),
  );
const aText = (controlId: string): Buffer =>
  bytesOf(anOru({ controlId, request: `OBR|1||${controlId}|60568-3^CR^LN` }));

const inAnswerTo =
  (statuses: readonly number[]): RequestListener =>
  (_, response) => {
    const status = statuses[0] ?? 200;
    if (statuses.length > 1) (statuses as number[]).shift();
    response.writeHead(status).end(status === 200 ? PDF : '');
  };

describe('a message whose report is a pointer', () => {
  it('is acknowledged once its file is here, and kept with it; sent again, nothing is fetched', async () => {
    const server = await serveFiles(inAnswerTo([200]));
    const { inbox, lines, refusals, send } = await listen(server);
    const message = aPointer(`https://localhost:${server.port}/doc/ESSAI?ipp=0000042`);
    expect([await send(message), await send(message)]).toMatchObject([{ code: 'AA' }, { code: 'AA' }]);
    expect(server.requests.map(({ url }) => url)).toEqual(['/doc/ESSAI?ipp=0000042']);
    const [kept] = inbox.records;
    const [event] = kept?.events ?? [];
    const payloads = event?.kind === 'report' ? event.report.payloads : [];
    expect(payloads.map(({ contentType, content }) => [contentType, content.reveal()])).toEqual([
      ['application/pdf', PDF],
    ]);
    expect(kept?.message.raw.reveal()).toEqual(message);
    expect([inbox.records.length, refusals]).toEqual([
      1,
      [
        ['AA', undefined],
        ['AA', undefined],
      ],
    ]);
    const log = lines.join('\n');
    expect(log).toContain(`"host":"localhost:${server.port}"`);
    expect(log).not.toMatch(/ESSAI|0000042|\/doc/);
  });

  it.each([
    ['another host', 'https://other.example/ESSAI', 'OBX^1^5^1^1'],
    ['a share', '\\E\\\\E\\serveur\\E\\ESSAI.pdf', 'OBX^1^5^1^1'],
    ['plain HTTP', 'http://localhost/ESSAI', 'OBX^1^5^1^1'],
  ])('is refused for %s, and nobody is called', async (_, address, place) => {
    const server = await serveFiles(inAnswerTo([200]));
    const resolved: string[] = [];
    const network = { ...LOCAL, resolve: async (host: string) => [`${resolved.push(host)}`] };
    const { inbox, lines, refusals, send } = await listen(server, {}, network);
    expect(await send(aPointer(address))).toMatchObject({ code: 'AE', condition: '103', place });
    expect([resolved, server.connections()]).toEqual([[], 0]);
    expect(inbox.records.map(({ failure }) => failure?.code)).toEqual(['HL7_POINTER']);
    expect(refusals).toEqual([['AE', 'HL7_POINTER']]);
    expect(`${lines.join()}${inbox.records[0]?.failure?.message}`).not.toMatch(/ESSAI|other|serveur/);
  });

  it('is refused where no host is allowed, whatever else is set', async () => {
    const server = await serveFiles(inAnswerTo([200]));
    const { send } = await listen(server, { hosts: [] });
    const answer = await send(aPointer(`https://localhost:${server.port}/1`));
    expect(answer).toMatchObject({ code: 'AE', condition: '103', place: 'OBX^1^2' });
    expect(server.connections()).toBe(0);
  });

  it('is refused where an allowed name leads to this machine, and the machine is not called', async () => {
    const server = await serveFiles(inAnswerTo([200]));
    const network = { resolve: async () => ['127.0.0.1'], isNeverCalled };
    const { refusals, send } = await listen(server, {}, network);
    expect(await send(aPointer(`https://localhost:${server.port}/1`))).toMatchObject({ condition: '103' });
    expect([refusals, server.connections()]).toEqual([[['AE', 'HL7_POINTER']], 0]);
  });

  it('is not refused for good by a host that is down: sent again, it is taken', async () => {
    const server = await serveFiles(inAnswerTo([503, 429, 200]));
    const { inbox, refusals, send } = await listen(server);
    const message = aPointer(`https://localhost:${server.port}/1`);
    const answers = [await send(message), await send(message), await send(message), await send(message)];
    expect(answers.map(({ code, condition }) => [code, condition])).toEqual([
      ['AE', '207'],
      ['AE', '207'],
      ['AA', undefined],
      ['AA', undefined],
    ]);
    expect(refusals.slice(0, 2)).toEqual([
      ['AE', 'HL7_POINTER_UNREACHABLE'],
      ['AE', 'HL7_POINTER_UNREACHABLE'],
    ]);
    expect([server.requests.length, inbox.records.at(-1)?.answer.code]).toEqual([3, 'AA']);
  });

  it('is refused with the reason where its host does not give the file', async () => {
    const other = await serveFiles(inAnswerTo([200]));
    const server = await serveFiles(({ url }, response) => {
      if (url === '/moved')
        return response.writeHead(302, { location: `https://localhost:${other.port}/` }).end();
      if (url === '/large') return response.end(Buffer.alloc(2_000));
      return response.writeHead(404).end();
    });
    const { refusals, send } = await listen(server, { maxBytes: 1_024 });
    const conditions: unknown[] = [];
    for (const path of ['missing', 'moved', 'large']) {
      const answer = await send(aPointer(`https://localhost:${server.port}/${path}`, path));
      conditions.push([answer.condition, answer.place]);
    }
    expect(conditions).toEqual([
      ['204', 'OBX^1^5^1^1'],
      ['204', 'OBX^1^5^1^1'],
      ['104', 'OBX^1^5^1^1'],
    ]);
    expect(refusals).toEqual([
      ['AE', 'HL7_POINTER_REFUSED'],
      ['AE', 'HL7_POINTER_REFUSED'],
      ['AE', 'HL7_POINTER_TOO_LARGE'],
    ]);
    expect(other.connections()).toBe(0);
  });

  it('makes its own connection wait, and no other', async () => {
    const waiting: ServerResponse[] = [];
    const server = await serveFiles((_, response) => void waiting.push(response));
    const { inbox, open, send } = await listen(server);
    const slow = send(aPointer(`https://localhost:${server.port}/1`));
    await until(() => waiting.length === 1);
    const quick = await open();
    for (const controlId of ['T1', 'T2', 'T3']) expect((await send(aText(controlId), quick)).code).toBe('AA');
    expect(inbox.records).toHaveLength(3);
    waiting[0]?.end(PDF);
    expect((await slow).code).toBe('AA');
  });

  it('waits no longer than the source may', async () => {
    const server = await serveFiles(() => undefined);
    const { lines, send } = await listen(server, { timeoutSeconds: 1 });
    expect(await send(aPointer(`https://localhost:${server.port}/1`))).toMatchObject({
      code: 'AE',
      condition: '207',
    });
    expect(lines.join('\n')).toMatch(/"failure":"HL7_POINTER_UNREACHABLE","detail":"TIMEOUT"/);
  });

  it('gives up with its sender: the answer that never comes costs nothing', async () => {
    const waiting: ServerResponse[] = [];
    const server = await serveFiles((_, response) => void waiting.push(response));
    const { inbox, open, send } = await listen(server);
    const message = aPointer(`https://localhost:${server.port}/1`);
    const sender = await open();
    sender.post(message);
    await until(() => waiting.length === 1);
    sender.close();
    waiting[0]?.end(PDF);
    await until(() => inbox.records.length === 1);
    expect(await send(message)).toMatchObject({ code: 'AA' });
    expect([inbox.records.length, server.requests.length]).toEqual([1, 1]);
  });
});

describe('several pointers in one message', () => {
  const many = (port: number, paths: readonly string[]): Buffer =>
    bytesOf(
      anOru({
        observations: paths.map(
          (path, at) => `OBX|${at + 1}|RP|60568-3^CR^LN||https://localhost:${port}/${path}^DMS^AP^PDF||||||F`,
        ),
      }),
    );
  const numbered = (count: number) => Array.from({ length: count }, (_, at) => String(at));

  it('are fetched up to a number, each address once', async () => {
    const server = await serveFiles(inAnswerTo([200]));
    const { inbox, send } = await listen(server);
    expect((await send(many(server.port, numbered(MOST_POINTERS + 1)))).condition).toBe('103');
    expect(server.connections()).toBe(0);
    const paths = numbered(MOST_POINTERS);
    expect((await send(many(server.port, [...paths, ...paths]))).code).toBe('AA');
    expect(server.requests.map(({ url }) => url)).toEqual(paths.map((path) => `/${path}`));
    const [event] = inbox.records.at(-1)?.events ?? [];
    expect(event?.kind === 'report' && event.report.payloads.length).toBe(2 * MOST_POINTERS);
  });

  it('are held to one size and one time together', async () => {
    const server = await serveFiles(({ url }, response) => {
      if (url?.startsWith('/slow')) return;
      response.end(Buffer.concat([PDF, Buffer.alloc(400)]));
    });
    const narrow = await listen(server, { maxBytes: 1_024 });
    expect((await narrow.send(many(server.port, ['1', '2']))).code).toBe('AA');
    expect((await narrow.send(many(server.port, ['1', '2', '3']))).condition).toBe('104');
    const hasty = await listen(server, { timeoutSeconds: 1 });
    expect((await hasty.send(many(server.port, ['1', 'slow', 'slow?2', 'slow?3']))).condition).toBe('207');
    expect(server.requests.filter(({ url }) => url?.startsWith('/slow')).length).toBeLessThan(2);
  });

  it('are taken together or not at all', async () => {
    const server = await serveFiles(({ url }, response) =>
      response.writeHead(url === '/1' ? 200 : 404).end(PDF),
    );
    const { inbox, send } = await listen(server);
    expect(await send(many(server.port, ['1', '2']))).toMatchObject({
      condition: '204',
      place: 'OBX^2^5^1^1',
    });
    expect(inbox.records.map(({ failure }) => failure?.code)).toEqual(['HL7_POINTER_REFUSED']);
  });
});
