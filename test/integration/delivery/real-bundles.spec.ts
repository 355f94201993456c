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
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';

const ki67 = () =>
  aFinding('Ki-67 à 35 %', { name: 'Ki-67', status: 'unknown', value: '35', unit: '%', loinc: '29593-1' });
const unwrap = (made: Bundle | { ok: boolean }): Bundle => {
  if ('resourceType' in made) return made;
  const result = made as { ok: boolean; value?: Bundle; failure?: { message: string } };
  if (!result.value) throw new Error(result.failure?.message);
  return result.value;
};

/** What src/fhir really makes, over the life of a document, on a server that checks every reference. */
describe.each<WriteMode>(['put', 'conditional-put', 'if-none-exist'])(
  'a document through its life in mode %s',
  (mode) => {
    let server: FakeFhirServer;
    let target: FhirTarget;
    beforeEach(async () => {
      server = await startFakeFhirServer({ clientIds: mode === 'put', checksReferences: true });
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
        expect(await delivery.deliver(reportId)).toMatchObject({ ok: true });
      };
      const statuses = (type: string) =>
        server.store
          .all(type)
          .map((one) => ('status' in one ? one.status : undefined))
          .sort();

      await send(1, unwrap(toCareBundle(aCareInput({ findings: [her2(), ki67()] }))));
      expect(statuses('Observation')).toEqual(['preliminary', 'preliminary']);
      expect(statuses('DocumentReference')).toEqual(['current']);
      const patients = server.store.all('Patient').length;
      expect(patients).toBe(1);

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
      expect(statuses('Observation')).toEqual(['entered-in-error', 'preliminary']);
      expect(statuses('DocumentReference')).toEqual(['current', 'superseded']);

      const { settings, ids, now } = aCareInput();
      const report = { ...second, version: 3 };
      await send(3, unwrap(toRetractionBundle({ report, previous: await previous(), settings, ids, now })));
      expect(statuses('Observation')).toEqual(['entered-in-error', 'entered-in-error']);
      expect(statuses('DocumentReference')).toEqual(['entered-in-error', 'entered-in-error']);
      expect(server.store.all('Patient')).toHaveLength(patients);
    });
  },
);
