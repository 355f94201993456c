import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Bundle, type DocumentReference } from '@medplum/fhirtypes';
import { type FakeFhirServer, startFakeFhirServer } from '../support/fhir/fake-fhir-server.js';
import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { aTextReport, type TextReport } from '../support/service/messages.js';
import {
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';
import { until } from '../support/service/until.js';

/** An address that answers only while the server behind it is up: the fake one keeps what it holds. */
async function startSwitch(server: FakeFhirServer) {
  const forward = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '', headers } = request;
      const body = Buffer.concat(chunks);
      const own = ['host', 'connection', 'content-length', 'transfer-encoding'];
      const kept = Object.entries(headers).filter(([name]) => !own.includes(name)) as [string, string][];
      void fetch(`${server.origin}${url}`, {
        method,
        headers: Object.fromEntries(kept),
        ...(body.length > 0 && { body }),
      })
        .then(async (answer) => {
          const type = answer.headers.get('content-type') ?? 'application/fhir+json';
          response
            .writeHead(answer.status, { 'content-type': type })
            .end(Buffer.from(await answer.arrayBuffer()));
        })
        .catch(() => response.destroy());
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => forward.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = forward.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/fhir`,
    up: () => listen(port),
    down: () =>
      new Promise<void>((resolve) => {
        forward.closeAllConnections();
        forward.close(() => resolve());
      }),
  };
}

const zone = (name: 'CARE' | 'RESEARCH', baseUrl: string): Settings => ({
  [`PASSERELLE_FHIR__${name}__KIND`]: 'external',
  [`PASSERELLE_FHIR__${name}__BASE_URL`]: baseUrl,
});

let care: FakeFhirServer;
let research: FakeFhirServer;
let door: Awaited<ReturnType<typeof startSwitch>>;
let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  care = await startFakeFhirServer({ checksReferences: true });
  research = await startFakeFhirServer({ checksReferences: true });
  door = await startSwitch(care);
  database = await createServiceDatabase();
  const zones = { ...zone('CARE', door.baseUrl), ...zone('RESEARCH', research.baseUrl) };
  service = await startService({ ...onDatabase(database.url, someKeys()), ...zones });
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await door?.down();
  await care?.close();
  await research?.close();
  await database?.drop();
});

async function send(...reports: readonly TextReport[]): Promise<void> {
  const sender = await service.sender();
  for (const report of reports) expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
  sender.close();
}

const documentsOf = (server: FakeFhirServer) => server.store.all('DocumentReference') as DocumentReference[];

describe('a FHIR server that is down', () => {
  const lives = Array.from({ length: 6 }, (_, at) => ({ documentId: `DOWN-${at}`, ipp: `8400${at}` }));

  it('makes reports wait; the service stays ready, and they come through when it is back, in order, once', async () => {
    await door.down();
    await send(...lives.map((life) => ({ ...life, controlId: `${life.documentId}-1` })));
    await send(
      ...(lives.map(({ documentId, ipp }) => ({
        ...{
          controlId: `${documentId}-2`,
          event: 'T10',
          documentId: `${documentId}-v2`,
          parentId: documentId,
          ipp,
        },
        text: '- HER2 : score 0',
      })) as TextReport[]),
    );
    const waiting = await until(async () => {
      const rows = await service.api.reports({ state: 'processing' });
      return rows.length === lives.length && rows.every(({ attempts }) => attempts > 0) && rows;
    });
    for (const row of waiting)
      expect(row).toMatchObject({ failureCode: 'FHIR_UNAVAILABLE', failureClass: 'transient', version: 1 });
    expect(await service.api.reports({ state: 'received' })).toHaveLength(lives.length);
    expect((await service.api.ask('/ready')).status).toBe(200);
    const { text } = await service.api.ask('/metrics');
    expect(text).toMatch(/passerelle_failures_total\{code="FHIR_UNAVAILABLE",class="transient"\} [1-9]/);

    await door.up();
    const rows = await service.api.settled(60_000);
    expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(rows.every(({ failureCode }) => failureCode === null)).toBe(true);
    expect(
      documentsOf(care)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([...lives.map(() => 'current'), ...lives.map(() => 'superseded')]);
    // First version, then the second: a document is made, then superseded, and never made again.
    for (const { id } of documentsOf(care).filter(({ status }) => status === 'superseded')) {
      const statuses = care.received
        .filter(({ kind }) => kind === 'transaction')
        .flatMap(({ body }) => (JSON.parse(body) as Bundle).entry ?? [])
        .flatMap(({ resource }) =>
          resource?.resourceType === 'DocumentReference' && resource.id === id ? [resource.status] : [],
        );
      expect(statuses).toEqual(['current', 'superseded']);
    }
  }, 90_000);

  it('that answers too late or cuts gets each result once all the same', async () => {
    const before = care.store.rows.size;
    care.fail({ applied: true, drop: true }, { status: 503, headers: { 'retry-after': '1' } });
    await send({ controlId: 'CUT-1', documentId: 'CUT-1', ipp: '84100' });
    const { id } = await service.api.inState('CUT-1', 'delivered', 60_000);
    const { resources } = await service.api.journey(id);
    const added = care.store.rows.size - before;
    expect(added).toBe(resources.filter((path) => !path.startsWith('Device/')).length);
    expect(
      documentsOf(care).filter(({ masterIdentifier }) => masterIdentifier?.value === 'CUT-1'),
    ).toHaveLength(1);
  }, 60_000);

  it('that refuses the content sends the report to the dead letters, and only it', async () => {
    care.fail({
      status: 422,
      body: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'ESSARTINEL' }],
      },
    });
    await send({ controlId: 'BAD-1', documentId: 'BAD-1', ipp: '84200' });
    const failed = await service.api.inState('BAD-1', 'failed');
    expect(failed).toMatchObject({ failureCode: 'FHIR_REJECTED', failureClass: 'permanent' });
    expect(JSON.stringify(await service.api.journey(failed.id)) + service.process.output()).not.toContain(
      'ESSARTINEL',
    );
    await send({ controlId: 'GOOD-1', documentId: 'GOOD-1', ipp: '84201' });
    await service.api.inState('GOOD-1', 'delivered');
    expect((await service.api.ask(`/dead-letters/${failed.id}/replay`, { method: 'POST' })).status).toBe(202);
    await service.api.inState('BAD-1', 'delivered');
  }, 60_000);
});

describe('the two zones', () => {
  it('get two deliveries; the research one holds no id of the care one and no identity', async () => {
    await send({ controlId: 'ZONE-1', documentId: 'ZONE-1', ipp: '84300123' });
    await service.api.inState('ZONE-1', 'delivered');
    const idsOf = (server: FakeFhirServer) =>
      [...server.store.rows.keys()].map((key) => key.split('/')[1] ?? '');
    const everything = JSON.stringify([...research.store.rows.values()]);
    expect(documentsOf(research).length).toBeGreaterThan(0);
    expect(idsOf(care).filter((id) => everything.includes(id))).toEqual([]);
    const texts = documentsOf(research).map(({ content }) =>
      Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString(),
    );
    expect(research.store.all('Observation')).toEqual([]);
    // The policy of a warehouse: the birth date is a year, and not the shifted day that the use cases read.
    expect(texts.some((text) => /née le 01\/01\/1962[^]*HER2/.test(text))).toBe(true);
    for (const word of ['ESSARTINEL', 'Apolline', '84300123', 'ZONE-1', '1962-07-03', '03/07/1962']) {
      expect(everything + texts.join('\n')).not.toContain(word);
    }
  }, 60_000);
});
