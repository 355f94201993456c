import { type Encounter, type Patient } from '@medplum/fhirtypes';
import {
  createFhirTarget,
  createMemoryLedger,
  type Destination,
  type FhirTarget,
  writeBundle,
  type WriteMode,
} from '../../../src/delivery/index.js';
import { type MappingSettings, toStayBundle } from '../../../src/fhir/index.js';
import { sensitive } from '../../../src/kernel/index.js';
import { silentLogger } from '../../../src/observability/index.js';
import { type Identity, NO_IDENTITY, type Stay } from '../../../src/patients/index.js';
import { createFollowStay } from '../../../src/pipeline/follow-stay.js';
import { createPatientHandler } from '../../../src/pipeline/patient-worker.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import { testHash } from '../../support/keys.js';

const MODES: readonly WriteMode[] = ['put', 'conditional-put', 'if-none-exist'];
const settings: MappingSettings = {
  ...{ site: 'chu', patientMode: 'create-if-absent', keepPayload: false, pipelineVersion: '1' },
};
const ids = testHash('care-ids');
const IPP = { kind: 'IPP', value: '86001', authority: { oid: '2.999.1' } } as const;
const NDA = { kind: 'NDA', value: 'N861', authority: { oid: '2.999.3' } } as const;

const anIdentity = (over: Partial<Identity> = {}): Identity => ({
  ...NO_IDENTITY,
  ...{ birthName: 'ESSARTINEL', firstNames: ['Apolline'], birthDate: '1962-07-03', identifiers: [IPP] },
  ...over,
});
const aStay = (over: Partial<Stay> = {}): Stay => ({
  ...{ identifiers: [NDA], admission: '2026-03-01', patientClass: 'I', state: 'open' },
  ...over,
});

describe.each(MODES)('what was delivered follows, in mode %s', (mode) => {
  let server: FakeFhirServer;
  let target: FhirTarget;
  let ledger = createMemoryLedger();
  const care = (): Destination => ({ name: 'care', target, mode });

  beforeEach(async () => {
    server = await startFakeFhirServer({ clientIds: mode === 'put', checksReferences: true });
    target = createFhirTarget({ name: 'care', baseUrl: server.baseUrl });
    ledger = createMemoryLedger();
  });
  afterEach(async () => {
    await target.close();
    await server.close();
  });

  async function deliver() {
    const report = {
      ...{ identity: sensitive(anIdentity()), stay: sensitive(aStay()), lineage: 'l', fictitious: false },
    };
    const bundle = toStayBundle({ report, settings, ids, now: new Date('2026-03-02T10:00:00Z') });
    expect(await writeBundle(bundle, care(), { ledger, again: false })).toMatchObject({ ok: true });
  }
  const parts = (identity: Identity, stay: Stay) => ({
    ...{ sql: { query: async () => [{ found: false }] as never }, settings, ids, care: care(), ledger },
    patients: { known: async () => ({ identity: sensitive(identity), stay: sensitive(stay) }) },
    logger: silentLogger,
  });
  const followStay = (stay: Partial<Stay>) =>
    createFollowStay(parts(anIdentity(), aStay(stay)))({ key: 'k', changes: 1, renewed: [] });
  async function follow(stay: Partial<Stay>): Promise<number> {
    const written = await followStay(stay);
    if (!written.ok) throw new Error(written.failure.code);
    return written.value;
  }
  const correct = (identity: Partial<Identity>) =>
    createPatientHandler({
      ...parts(anIdentity(identity), aStay()),
      tellReplaced: async () => undefined,
    })('k');
  const only = <T>(type: string): T => {
    const all = server.store.all(type);
    expect(all).toHaveLength(1);
    return all[0] as T;
  };

  it('an Encounter and a Patient of ours, in place and once', async () => {
    await deliver();
    const [encounter, patient] = [only<Encounter>('Encounter'), only<Patient>('Patient')];
    const closed = { state: 'closed', discharge: '2026-03-05' } as const;
    expect([await follow(closed), await follow(closed)]).toEqual([1, 0]);
    expect(only<Encounter>('Encounter')).toMatchObject({
      ...{ id: encounter.id, status: 'finished', period: { end: '2026-03-05' } },
      subject: encounter.subject,
    });
    expect(await correct({ birthName: 'ESSARTINET' })).toBe('done');
    expect(only<Patient>('Patient')).toMatchObject({ id: patient.id, name: [{ family: 'ESSARTINET' }] });
    const sent = server.received.filter(({ kind }) => kind === 'transaction').length;
    expect(await correct({ birthName: 'ESSARTINET' })).toBe('done');
    expect(server.received.filter(({ kind }) => kind === 'transaction')).toHaveLength(sent);
  });

  it('never those of the hospital', async () => {
    const theirs = { id: 'h-1', identifier: [{ system: 'urn:oid:2.999.3', value: 'N861' }] };
    server.store.add({ resourceType: 'Encounter', status: 'in-progress', class: {}, ...theirs } as never);
    const who = { id: 'h-2', identifier: [{ system: 'urn:oid:2.999.1', value: '86001' }] };
    server.store.add({ resourceType: 'Patient', name: [{ family: 'LEUR' }], ...who } as never);
    await deliver();
    expect(await follow({ state: 'closed', discharge: '2026-03-05' })).toBe(0);
    expect(await correct({ birthName: 'ESSARTINET' })).toBe('done');
    expect(only<Encounter>('Encounter')).toMatchObject({ id: 'h-1', status: 'in-progress' });
    expect(only<Patient>('Patient')).toMatchObject({ id: 'h-2', name: [{ family: 'LEUR' }] });
  });

  it('not while the server is away: it is tried again', async () => {
    await deliver();
    server.fail({ on: 'read', status: 503 });
    expect(await correct({ birthName: 'ESSARTINET' })).toBe('retry');
    expect(await correct({ birthName: 'ESSARTINET' })).toBe('done');
    expect(only<Patient>('Patient')).toMatchObject({ name: [{ family: 'ESSARTINET' }] });
  });

  it('an Encounter as it stands when it is written, not as it stood when the server went away', async () => {
    await deliver();
    const closed = { state: 'closed', discharge: '2026-03-05' } as const;
    server.fail({ on: 'transaction', status: 503 });
    expect(await followStay(closed)).toMatchObject({ ok: false, failure: { class: 'transient' } });
    const before = only<Encounter>('Encounter');
    const meta = { ...before.meta, versionId: '7' };
    server.store.add({ ...before, meta, priority: { text: 'urgent' } } as never);
    expect(await follow(closed)).toBe(1);
    expect(only<Encounter>('Encounter')).toMatchObject({ status: 'finished', priority: { text: 'urgent' } });
    const [sent] = server.received.filter(({ kind }) => kind === 'transaction').slice(-1);
    expect(sent?.body.includes('W/\\"7\\"')).toBe(mode !== 'conditional-put');
  });
});
