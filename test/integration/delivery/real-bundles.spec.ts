import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Bundle, type Resource } from '@medplum/fhirtypes';
import {
  createDelivery,
  createFhirTarget,
  createMemoryLedger,
  createMemoryOutbox,
  createPrevious,
  type FhirTarget,
  NO_METRICS,
  type WriteMode,
} from '../../../src/delivery/index.js';
import { toCareBundle, toRetractionBundle } from '../../../src/fhir/index.js';
import { aCareInput, aFinding, aReport, her2 } from '../../../src/fhir/mapping/spec-builders.js';
import { systemClock } from '../../../src/kernel/index.js';
import { createFhirHandler, fhirMiddleware } from '../../../src/fhir/server/index.js';
import { createTestDatabase } from '../../support/database/database.js';
import { startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import { testCipher, testHash } from '../../support/keys.js';

const ki67 = () =>
  aFinding('Ki-67 à 35 %', { name: 'Ki-67', status: 'unknown', value: '35', unit: '%', loinc: '29593-1' });
const unwrap = (made: Bundle | { ok: boolean }): Bundle => {
  if ('resourceType' in made) return made;
  const result = made as { ok: boolean; value?: Bundle; failure?: { message: string } };
  if (!result.value) throw new Error(result.failure?.message);
  return result.value;
};

interface Server {
  readonly baseUrl: string;
  all(type: string): Promise<Resource[]>;
  close(): Promise<void>;
}

/** Checks every reference; without ids of ours where the mode can do without. */
async function strict(mode: WriteMode): Promise<Server> {
  const server = await startFakeFhirServer({ clientIds: mode === 'put', checksReferences: true });
  const { baseUrl, close, store } = server;
  return { baseUrl, close, all: async (type) => store.all(type) };
}

async function embedded(): Promise<Server> {
  const database = await createTestDatabase();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authorize = async () => ({ name: 'test', mayWrite: true });
  const { dataSource } = database;
  const handler = createFhirHandler({
    dataSource,
    cipher: testCipher,
    hash: testHash('fhir'),
    baseUrl,
    authorize,
  });
  server.on('request', fhirMiddleware(handler));
  return {
    baseUrl,
    async all(type) {
      const answer = await fetch(`${baseUrl}/${type}?_count=100`);
      const bundle = (await answer.json()) as Bundle;
      return bundle.entry?.flatMap(({ resource }) => resource ?? []) ?? [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}

// The embedded endpoint has no search by tag, which the conditional modes need for Provenance.
const CASES = [
  ['put', 'a strict server', strict],
  ['conditional-put', 'a strict server', strict],
  ['if-none-exist', 'a strict server', strict],
  ['put', 'the embedded endpoint', embedded],
] as const;

/** What src/fhir really makes, over the life of a document. */
describe.each(CASES)('a document through its life in mode %s on %s', (mode, _name, start) => {
  let server: Server;
  let target: FhirTarget;
  beforeEach(async () => {
    server = await start(mode);
    target = createFhirTarget({ name: 'care', baseUrl: server.baseUrl });
  });
  afterEach(async () => {
    await target.close();
    await server.close();
  });

  it('is created, replaced and taken back, each resource once', async () => {
    const outbox = createMemoryOutbox();
    const deps = {
      outbox,
      ledger: createMemoryLedger(),
      targets: { care: { name: 'care', target, mode } },
    };
    const delivery = createDelivery({ ...deps, metrics: NO_METRICS, clock: systemClock });
    const sql = { query: () => Promise.reject(new Error('no SQL in memory')) };
    const previous = async (): Promise<readonly Resource[]> => {
      const found = await createPrevious(deps).previous('lineage-1', 'care');
      if (!found.ok) throw new Error(found.failure.message);
      return found.value;
    };
    const send = async (version: number, bundle: Bundle) => {
      const reportId = `r-${version}`;
      await outbox.put(sql, { reportId, lineage: 'lineage-1', version, zone: 'care', bundle });
      const answer = await delivery.deliver(reportId);
      expect(answer).toEqual({ ok: true, value: expect.anything() });
    };
    const statuses = async (type: string) =>
      (await server.all(type)).map((one) => ('status' in one ? one.status : undefined)).sort();

    await send(1, unwrap(toCareBundle(aCareInput({ findings: [her2(), ki67()] }))));
    expect(await statuses('Observation')).toEqual(['preliminary', 'preliminary']);
    expect(await statuses('DocumentReference')).toEqual(['current']);
    expect(await server.all('Patient')).toHaveLength(1);

    const second = aReport({
      id: 'r-2',
      version: 2,
      documentId: 'DOC-2',
      action: 'replacement',
      parentDocumentId: 'DOC-1',
    });
    await send(
      2,
      unwrap(toCareBundle(aCareInput({ report: second, findings: [her2()], previous: await previous() }))),
    );
    expect(await statuses('Observation')).toEqual(['entered-in-error', 'preliminary']);
    expect(await statuses('DocumentReference')).toEqual(['current', 'superseded']);

    const { settings, ids, now } = aCareInput();
    const report = { ...second, version: 3 };
    await send(3, unwrap(toRetractionBundle({ report, previous: await previous(), settings, ids, now })));
    expect(await statuses('Observation')).toEqual(['entered-in-error', 'entered-in-error']);
    expect(await statuses('DocumentReference')).toEqual(['entered-in-error', 'entered-in-error']);
    expect(await server.all('Patient')).toHaveLength(1);
  });
});
