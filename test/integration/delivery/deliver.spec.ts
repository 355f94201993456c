import { type Observation } from '@medplum/fhirtypes';
import {
  createDelivery,
  createFhirTarget,
  createPrevious,
  createTypeormLedger,
  createTypeormOutbox,
  type Delivery,
  type DeliveryDeps,
  type FhirTarget,
  type Ledger,
  type Outbox,
  type WriteMode,
  type Zone,
} from '../../../src/delivery/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import { aCareBundle, anObservation, bundleOf, update } from '../../support/fhir/neutral-bundles.js';
import { testCipher } from '../../support/keys.js';

const HOUR = 3_600_000;

describe('deliver', () => {
  let database: TestDatabase;
  let care: FakeFhirServer;
  let research: FakeFhirServer;
  let targets: Record<Zone, FhirTarget>;
  let outbox: Outbox;
  let ledger: Ledger;
  let now: Date;
  let counted: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query(
      'TRUNCATE passerelle.delivery_outbox, passerelle.delivered, passerelle.delivery_ledger',
    );
    [care, research] = await Promise.all([startFakeFhirServer(), startFakeFhirServer()]);
    targets = {
      care: createFhirTarget({ name: 'care', baseUrl: care.baseUrl, timeoutMs: 3_000 }),
      research: createFhirTarget({ name: 'research', baseUrl: research.baseUrl, timeoutMs: 3_000 }),
    };
    outbox = createTypeormOutbox(database.dataSource, testCipher);
    ledger = createTypeormLedger(database.dataSource);
    now = new Date('2026-01-05T10:00:00Z');
    counted = [];
  });
  afterEach(async () => {
    await Promise.all([targets.care.close(), targets.research.close()]);
    await Promise.all([care.close(), research.close()]);
  });

  const destinations = (mode: WriteMode = 'put') => ({
    care: { name: 'care', target: targets.care, mode },
    research: { name: 'research', target: targets.research, mode },
  });
  const delivery = (more: Partial<DeliveryDeps> = {}): Delivery =>
    createDelivery({
      outbox,
      ledger,
      targets: destinations(),
      clock: { now: () => now },
      random: () => 1,
      metrics: {
        delivered: (zone) => void counted.push(`${zone} delivered`),
        failed: (zone, code, final) => void counted.push(`${zone} ${code}${final ? ' final' : ''}`),
      },
      ...more,
    });
  const put = async (reportId: string, version = 1, bundle = aCareBundle()) =>
    outbox.put(database.dataSource, { reportId, lineage: 'l1', version, zone: 'care', bundle });
  const putResearch = async (reportId: string) =>
    outbox.put(database.dataSource, {
      ...{ reportId, lineage: 'l1', version: 1, zone: 'research' },
      bundle: bundleOf(...update(anObservation('masked', { subject: { display: 'X' } }))),
    });
  const transactions = (server: FakeFhirServer) =>
    server.received.filter(({ kind }) => kind === 'transaction');

  it('sends care then research, and once', async () => {
    await put('r1');
    await putResearch('r1');
    expect(await delivery().deliver('r1')).toEqual({
      ok: true,
      value: { sent: { care: 3, research: 1 }, overtaken: [] },
    });
    expect(counted).toEqual(['care delivered', 'research delivered']);
    expect(await delivery().deliver('r1')).toEqual({ ok: true, value: { sent: {}, overtaken: [] } });
    expect([...transactions(care), ...transactions(research)]).toHaveLength(2);
  });

  it('never shows one zone what goes to the other', async () => {
    await put('r1');
    await putResearch('r1');
    await delivery().deliver('r1');
    expect(research.store.all('Patient')).toEqual([]);
    expect(care.store.get('Observation', 'masked')).toBeUndefined();
    expect((await ledger.known('research', ['Patient/patient-1'])).size).toBe(0);
  });

  it('has nothing to do for a report without anything to send', async () => {
    expect(await delivery().deliver('nobody')).toEqual({ ok: true, value: { sent: {}, overtaken: [] } });
  });

  it('comes back later after a transient failure, later each time, and as the server asks', async () => {
    await put('r1');
    const waits: unknown[] = [];
    for (const headers of [{}, {}, {}, { 'retry-after': '120' }] as Record<string, string>[]) {
      care.fail({ status: 503, headers });
      const answer = await delivery().deliver('r1');
      expect(answer).toMatchObject({ failure: { code: 'FHIR_UNAVAILABLE', class: 'transient' } });
      waits.push(answer.ok ? undefined : answer.failure.retryAfterSeconds);
    }
    expect(waits).toEqual([1, 2, 4, 128]);
    expect(await delivery().deliver('r1')).toMatchObject({ ok: true, value: { sent: { care: 3 } } });
    expect(counted.slice(-2)).toEqual(['care FHIR_UNAVAILABLE', 'care delivered']);
  });

  it('delivers research though care is down', async () => {
    await put('r1');
    await putResearch('r1');
    care.fail({ status: 503 });
    expect(await delivery().deliver('r1')).toMatchObject({ failure: { class: 'transient' } });
    expect(research.store.all('Observation')).toHaveLength(1);
    expect(await delivery().deliver('r1')).toMatchObject({ ok: true, value: { sent: { care: 3 } } });
    expect(transactions(research)).toHaveLength(1);
  });

  it('gives up after 72 hours and keeps why', async () => {
    await put('r1');
    care.fail({ status: 503 }, { status: 503 }, { status: 503 });
    await delivery().deliver('r1');
    now = new Date(now.getTime() + 72 * HOUR - 1);
    expect(await delivery().deliver('r1')).toMatchObject({ failure: { class: 'transient' } });
    now = new Date(now.getTime() + 1);
    const last = await delivery().deliver('r1');
    expect(last).toMatchObject({ failure: { code: 'DELIVERY_GIVEN_UP', class: 'permanent' } });
    expect(last.ok ? '' : last.failure.message).toContain('HTTP 503');
    expect(counted.at(-1)).toBe('care FHIR_UNAVAILABLE final');
    expect(await delivery().deliver('r1')).toMatchObject({ failure: { code: 'DELIVERY_GIVEN_UP' } });
    expect(transactions(care)).toHaveLength(3);
  });

  it('sets a refusal apart, tells it each time, and sends again once reopened', async () => {
    await put('r1');
    care.fail({ status: 422 });
    expect(await delivery().deliver('r1')).toMatchObject({
      failure: { code: 'FHIR_REJECTED', class: 'permanent' },
    });
    expect(await delivery().deliver('r1')).toMatchObject({
      failure: { code: 'FHIR_REJECTED', class: 'permanent' },
    });
    expect(transactions(care)).toHaveLength(1);
    expect(await outbox.reopen('r1')).toBe(1);
    expect(await delivery().deliver('r1')).toMatchObject({ ok: true });
  });

  it('tries what may still succeed before telling what is final', async () => {
    await put('r1');
    await putResearch('r1');
    care.fail({ status: 422 });
    research.fail({ status: 503 });
    expect(await delivery().deliver('r1')).toMatchObject({ failure: { code: 'FHIR_UNAVAILABLE' } });
    expect(await delivery().deliver('r1')).toMatchObject({ failure: { code: 'FHIR_REJECTED' } });
    expect(research.store.all('Observation')).toHaveLength(1);
  });

  it.each(['put', 'conditional-put', 'if-none-exist'] as const)(
    'is exactly once in effect in mode %s: lost answers, a crash before the mark, two workers',
    async (mode) => {
      const deliverIn = () => delivery({ targets: destinations(mode) }).deliver('r1');
      await put('r1');
      care.fail({ applied: true, drop: true }, { applied: true, delayMs: 6_000 });
      expect(await deliverIn()).toMatchObject({ failure: { code: 'FHIR_INTERRUPTED', class: 'transient' } });
      expect(await deliverIn()).toMatchObject({ failure: { code: 'FHIR_TIMEOUT', class: 'transient' } });
      // The process dies between the answer and the mark: what was sent still waits.
      const dying = { ...outbox, markSent: () => Promise.reject(new Error('killed')) };
      await expect(delivery({ outbox: dying, targets: destinations(mode) }).deliver('r1')).rejects.toThrow(
        'killed',
      );
      const both = await Promise.all([deliverIn(), deliverIn()]);
      expect(both.every(({ ok }) => ok)).toBe(true);
      for (const type of ['Patient', 'Observation', 'Provenance'])
        expect(care.store.all(type)).toHaveLength(1);
    },
  );

  it('does not let an old version write over a newer one', async () => {
    await put('r1', 1, aCareBundle('preliminary'));
    care.fail({ status: 422 });
    await delivery().deliver('r1');
    await put('r2', 2, aCareBundle('entered-in-error'));
    await delivery().deliver('r2');
    await outbox.reopen('r1');
    expect(await delivery().deliver('r1')).toEqual({ ok: true, value: { sent: {}, overtaken: ['care'] } });
    expect((care.store.get('Observation', 'obs-1') as Observation).status).toBe('entered-in-error');
  });

  it('refuses to run without a target for what it holds', async () => {
    await putResearch('r1');
    const { care: only } = destinations();
    await expect(delivery({ targets: { care: only } }).deliver('r1')).rejects.toThrow('zone research');
  });

  describe('what stands on the server', () => {
    const standing = (mode: WriteMode = 'put') =>
      createPrevious({ outbox, ledger, targets: destinations(mode) }).previous('l1', 'care');

    it.each(['put', 'if-none-exist'] as const)(
      'shows a validation by a person, in our ids, in mode %s',
      async (mode) => {
        await put('r1');
        await delivery({ targets: destinations(mode) }).deliver('r1');
        const [onServer] = care.store.all('Observation') as Observation[];
        care.store.add({ ...onServer, status: 'final' } as Observation);
        const previous = await standing(mode);
        const observation =
          previous.ok && previous.value.find(({ resourceType }) => resourceType === 'Observation');
        expect(observation).toMatchObject({
          id: 'obs-1',
          status: 'final',
          subject: { reference: 'Patient/patient-1' },
        });
      },
    );

    it('falls back on what we sent where the server lost it', async () => {
      await put('r1');
      await delivery().deliver('r1');
      care.store.rows.clear();
      expect(await standing()).toMatchObject({
        ok: true,
        value: [{ id: 'patient-1' }, { id: 'obs-1' }, { id: 'prov-1' }],
      });
    });

    it('fails for a while when the server does not answer, rather than forget a validation', async () => {
      await put('r1');
      await delivery().deliver('r1');
      care.fail({ on: 'read', status: 503 });
      expect(await standing()).toMatchObject({ failure: { code: 'FHIR_UNAVAILABLE', class: 'transient' } });
    });

    it('asks nothing for a first version', async () => {
      expect(await standing()).toEqual({ ok: true, value: [] });
      expect(care.received).toEqual([]);
    });
  });
});
