import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DocumentReference, type Observation, type Patient } from '@medplum/fhirtypes';
import { readAcknowledgement } from '../../src/hl7/index.js';
import { type TestDatabase } from '../support/database/database.js';
import { aHeader, bytesOf } from '../support/hl7/index.js';
import { type FileServer, startFileServer } from '../support/pointers/index.js';
import { createServiceDatabase } from '../support/service/database.js';
import { BREAST } from '../support/service/messages.js';
import { ROOT } from '../support/service/process.js';
import { onDatabase, type Service, someKeys, SOURCE, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

/** A name that leads to an address of a hospital's network, which the service finds on this machine. */
const HOST = 'documents.test';
const NETWORK = pathToFileURL(join(ROOT, 'test/support/pointers/documents-elsewhere.mjs')).href;

const folder = mkdtempSync(join(tmpdir(), 'passerelle-pointers-'));
const down = new Set<string>();
let files: FileServer;
let stranger: FileServer;
let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  files = await startFileServer(
    ({ url = '' }, response) => {
      if (url.startsWith('/moved')) return response.writeHead(302, { location: '/doc/elsewhere' }).end();
      if (down.delete(url)) return response.writeHead(503).end();
      return response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(BREAST);
    },
    { host: HOST },
  );
  // The same name, under a certificate of another authority.
  stranger = await startFileServer((_, response) => response.end(BREAST), { host: HOST });
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, files.authority);
  const hosts = [`${HOST}:${files.port}`, `${HOST}:${stranger.port}`, `localhost:${files.port}`];
  database = await createServiceDatabase();
  service = await startService({
    ...onDatabase(database.url, someKeys()),
    NODE_OPTIONS: `--import=${NETWORK}`,
    // What the environment says of proxies and certificates is not for calls to a hospital's documents.
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    PASSERELLE_SOURCES: JSON.stringify([
      { name: SOURCE, pointers: { hosts, authority, timeoutSeconds: 60 } },
    ]),
  });
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await files?.close();
  await stranger?.close();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

const aPointer = (ipp: string, address: string): Buffer =>
  bytesOf([
    aHeader({ controlId: `POINTER-${ipp}` }),
    `PID|1||${ipp}^^^CHU-TEST&2.999.1.1&ISO^PI||ESSARTINEL^Apolline^^^^^L||19620703|F`,
    'ORC|NW',
    `OBR|1||${ipp}^DMS|60568-3^CR^LN`,
    `OBX|1|RP|60568-3^CR^LN||${address}^DMS^TEXT^PLAIN||||||F`,
  ]);

async function send(ipp: string, address: string): Promise<readonly [string, string | undefined]> {
  const sender = await service.sender();
  const { bytes } = await sender.send(aPointer(ipp, address));
  sender.close();
  const read = readAcknowledgement(bytes, 'utf-8');
  if (!read.ok) throw new Error(read.failure.message);
  return [read.value.code, read.value.errors[0]?.condition];
}

/** What stands in FHIR of a patient once there is a document. */
async function delivered(ipp: string) {
  const of = async () => {
    const [patient] = await service.api.resources<Patient>('Patient', `&identifier=${ipp}`);
    const subject = `&patient=Patient/${patient?.id ?? 'none'}`;
    const documents = await service.api.resources<DocumentReference>('DocumentReference', subject);
    if (documents.length === 0) return undefined;
    return { documents, observations: await service.api.resources<Observation>('Observation', subject) };
  };
  return until(of);
}

it('walks a report to FHIR whose file is on an allowed host', async () => {
  expect(await send('83001', `https://${HOST}:${files.port}/doc/83001?nom=ESSARTINEL`)).toEqual([
    'AA',
    undefined,
  ]);
  const { documents, observations } = await delivered('83001');
  const text = documents
    .flatMap(({ content }) => content ?? [])
    .map(({ attachment }) => attachment?.data ?? '');
  expect(text.map((data) => Buffer.from(data, 'base64').toString()).join()).toContain('HER2 : score 3+');
  expect(observations.length).toBeGreaterThan(0);
  expect(files.requests.map(({ url }) => url)).toEqual(['/doc/83001?nom=ESSARTINEL']);
  // Sent again, the answer is the same, and the host is left in peace.
  expect(await send('83001', `https://${HOST}:${files.port}/doc/83001?nom=ESSARTINEL`)).toEqual([
    'AA',
    undefined,
  ]);
  expect(files.requests).toHaveLength(1);
});

it('calls no other host, nor an allowed name that leads to this machine', async () => {
  const before = files.connections();
  for (const [ipp, address] of [
    ['83002', `https://other.test:${files.port}/doc/83002`],
    ['83003', `https://localhost:${files.port}/doc/83003`],
    ['83004', `https://127.0.0.1:${files.port}/doc/83004`],
    ['83005', '\\E\\\\E\\serveur\\E\\doc\\E\\83005.pdf'],
  ] as const) {
    expect([ipp, await send(ipp, address)]).toEqual([ipp, ['AE', '103']]);
  }
  expect(files.connections()).toBe(before);
});

it('follows no redirect', async () => {
  const before = files.requests.length;
  expect(await send('83006', `https://${HOST}:${files.port}/moved/83006`)).toEqual(['AE', '204']);
  expect(files.requests.slice(before).map(({ url }) => url)).toEqual(['/moved/83006']);
});

it('believes no host whose certificate the authority did not sign, whatever the environment says', async () => {
  expect(await send('83008', `https://${HOST}:${stranger.port}/doc/83008`)).toEqual(['AE', '207']);
  expect(stranger.requests).toEqual([]);
});

it('takes the message again once its host is up', async () => {
  down.add('/doc/83007');
  const address = `https://${HOST}:${files.port}/doc/83007`;
  expect([await send('83007', address), await send('83007', address)]).toEqual([
    ['AE', '207'],
    ['AA', undefined],
  ]);
  expect((await delivered('83007')).observations.length).toBeGreaterThan(0);
});

it('counts what it refused by its code, and tells no address', async () => {
  const metrics = await (await fetch(`${service.http}/metrics`)).text();
  const counted = [...metrics.matchAll(/^passerelle_refused_messages_total\{(.*)\} (\d+)$/gm)];
  expect(counted.map(([, labels, count]) => [labels, count])).toEqual([
    [`source="${SOURCE}",code="HL7_POINTER"`, '4'],
    [`source="${SOURCE}",code="HL7_POINTER_REFUSED"`, '1'],
    [`source="${SOURCE}",code="HL7_POINTER_UNREACHABLE"`, '2'],
  ]);
  const written = service.process.output();
  expect(written).toContain(`${HOST}:${files.port}`);
  expect(written).not.toMatch(/ESSARTINEL|\/doc|\/moved|serveur/);
});
