import { type Bundle, type Observation, type Provenance } from '@medplum/fhirtypes';
import {
  createFhirTarget,
  createMemoryLedger,
  type Destination,
  type FhirTarget,
  type WriteMode,
} from '../../../src/delivery/index.js';
import { writeBundle } from '../../../src/delivery/fhir/write-bundle.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import {
  aCareBundle,
  anObservation,
  aPatient,
  bundleOf,
  IPP,
  update,
} from '../../support/fhir/neutral-bundles.js';

const MODES: readonly WriteMode[] = ['put', 'conditional-put', 'if-none-exist'];

describe.each(MODES)('writing in mode %s', (mode) => {
  let server: FakeFhirServer;
  let target: FhirTarget;
  let ledger = createMemoryLedger();

  const destination = (): Destination => ({ name: 'care', target, mode });
  const write = (bundle: Bundle, again = false) => writeBundle(bundle, destination(), { ledger, again });
  const only = <T>(type: string): T => {
    const all = server.store.all(type);
    expect(all).toHaveLength(1);
    return all[0] as T;
  };

  beforeEach(async () => {
    // Medplum refuses ids it did not give, and many servers refuse a reference to nothing.
    server = await startFakeFhirServer({ clientIds: mode === 'put', checksReferences: true });
    target = createFhirTarget({ name: 'care', baseUrl: server.baseUrl });
    ledger = createMemoryLedger();
  });
  afterEach(async () => {
    await target.close();
    await server.close();
  });

  it('makes what is absent, with references that lead somewhere', async () => {
    const written = await write(aCareBundle());
    expect(written).toMatchObject({ ok: true });
    expect(written.ok && written.value.resources.map(({ key, status }) => [key, status])).toEqual([
      ['Patient/patient-1', 201],
      ['Observation/obs-1', 201],
      ['Provenance/prov-1', 201],
    ]);
    const observation = only<Observation>('Observation');
    expect(observation.subject?.reference).toBe(`Patient/${only<{ id: string }>('Patient').id}`);
    expect(only<Provenance>('Provenance').target[0]?.reference).toBe(`Observation/${observation.id}`);
    if (mode === 'put') expect(observation.id).toBe('obs-1');
  });

  it('updates in place when a later version comes', async () => {
    await write(aCareBundle());
    await write(aCareBundle('entered-in-error'));
    expect(only<Observation>('Observation').status).toBe('entered-in-error');
    only('Patient');
    only('Provenance');
  });

  it('never overwrites a Patient of the hospital, and refers to it', async () => {
    server.store.add({
      ...aPatient('hospital-7'),
      identifier: [IPP],
      active: true,
      birthDate: '1950-01-01',
    } as never);
    expect(await write(aCareBundle())).toMatchObject({ ok: true });
    expect(only('Patient')).toMatchObject({ id: 'hospital-7', birthDate: '1950-01-01' });
    expect(only<Observation>('Observation').subject?.reference).toBe('Patient/hospital-7');
    // The second time the ledger knows it.
    expect(await write(aCareBundle('final'))).toMatchObject({ ok: true });
    expect(only('Patient')).toMatchObject({ birthDate: '1950-01-01' });
  });

  it('does not write a Patient it made a second time: somebody may have enriched it', async () => {
    await write(aCareBundle());
    const { id } = only<{ id: string }>('Patient');
    server.store.add({ ...aPatient(id), birthDate: '1950-01-01' } as never);
    await write(aCareBundle());
    expect(only('Patient')).toMatchObject({ birthDate: '1950-01-01' });
  });

  it('finds its own resources again after an answer that never came', async () => {
    server.fail({ applied: true, drop: true });
    expect(await write(aCareBundle())).toMatchObject({ ok: false, failure: { class: 'ambiguous' } });
    expect(await write(aCareBundle('final'), true)).toMatchObject({ ok: true });
    expect(only<Observation>('Observation').status).toBe('final');
    only('Patient');
    only('Provenance');
  });

  it('writes the newer content over what a lost attempt made, even without knowing of it', async () => {
    server.fail({ applied: true, drop: true });
    await write(aCareBundle());
    expect(await write(aCareBundle('entered-in-error'), false)).toMatchObject({ ok: true });
    expect(only<Observation>('Observation').status).toBe('entered-in-error');
  });

  it('points at what an earlier Bundle brought', async () => {
    await write(aCareBundle());
    const member = anObservation('obs-2', { hasMember: [{ reference: 'Observation/obs-1' }] });
    expect(await write(bundleOf(...update(member)))).toMatchObject({ ok: true });
    const [first, second] = server.store.all('Observation') as Observation[];
    expect(second?.hasMember?.[0]?.reference).toBe(`Observation/${first?.id}`);
  });

  it('makes again what the server lost since', async () => {
    await write(aCareBundle());
    server.store.rows.clear();
    expect(await write(aCareBundle())).toMatchObject({ ok: true });
    only('Patient');
    only('Observation');
  });

  it('stops before two Patients that carry one identifier', async () => {
    for (const id of ['a', 'b']) server.store.add({ ...aPatient(id), identifier: [IPP] } as never);
    const written = await write(aCareBundle());
    expect(written.ok).toBe(false);
    expect(server.store.all('Observation')).toEqual([]);
    if (mode === 'put') expect(written).toMatchObject({ failure: { code: 'FHIR_IDENTITY_DUPLICATED' } });
  });

  it('goes on with its Patient where another one, merged with it meanwhile, has its number as an old one', async () => {
    server.fail({ applied: true, drop: true });
    expect((await write(aCareBundle())).ok).toBe(false);
    const survivor = { ...aPatient('survivor'), identifier: [{ ...IPP, use: 'old' }] };
    if (mode === 'put') server.store.add(survivor as never);
    expect(await write(aCareBundle(), true)).toMatchObject({ ok: true });
    const own = server.store.all('Patient').find(({ id }) => id !== 'survivor');
    expect(only<Observation>('Observation').subject?.reference).toBe(`Patient/${own?.id}`);
  });

  it('sends nothing for an empty Bundle', async () => {
    expect(await write(bundleOf())).toEqual({ ok: true, value: { resources: [] } });
    expect(server.received).toEqual([]);
  });

  it('keeps identifiers out of URLs', async () => {
    await write(aCareBundle());
    await write(aCareBundle(), true);
    const urls = server.received.map(({ url }) => url).join();
    expect(urls).not.toContain('identifier');
    expect(urls).not.toContain(IPP.value);
  });

  it.each([
    ['one resource twice', bundleOf(...update(anObservation('o'), anObservation('o')))],
    ['an entry that is no PUT', bundleOf({ request: { method: 'DELETE', url: 'Observation/o' } })],
    [
      'a URL of another resource',
      bundleOf({ resource: anObservation('o'), request: { method: 'PUT', url: 'Observation/p' } }),
    ],
  ])('refuses %s', async (_what, bundle) => {
    expect(await write(bundle)).toMatchObject({
      failure: { code: 'DELIVERY_BUNDLE_UNFIT', class: 'permanent' },
    });
    expect(server.received).toEqual([]);
  });
});

describe('conditional modes', () => {
  it.each(['conditional-put', 'if-none-exist'] as const)(
    'refuse a resource without a key in %s',
    async (mode) => {
      const target = createFhirTarget({ name: 'care', baseUrl: 'http://127.0.0.1:9/fhir' });
      const bundle = bundleOf(...update({ ...anObservation('o'), identifier: [] }));
      const written = await writeBundle(
        bundle,
        { name: 'care', target, mode },
        { ledger: createMemoryLedger(), again: false },
      );
      expect(written).toMatchObject({ failure: { code: 'DELIVERY_BUNDLE_UNFIT' } });
      await target.close();
    },
  );
});

describe('mode if-none-exist', () => {
  let server: FakeFhirServer;
  let destination: Destination;
  let ledger = createMemoryLedger();
  beforeEach(async () => {
    server = await startFakeFhirServer({ clientIds: false });
    const target = createFhirTarget({ name: 'care', baseUrl: server.baseUrl });
    destination = { name: 'care', target, mode: 'if-none-exist' };
    ledger = createMemoryLedger();
  });
  afterEach(async () => {
    await destination.target.close();
    await server.close();
  });

  const requests = (): unknown[] => {
    const sent = JSON.parse(server.received.at(-1)?.body ?? '') as Bundle;
    return sent.entry?.map(({ request }) => `${request?.method} ${request?.url}`) ?? [];
  };

  it('reads back what an attempt of unknown outcome made, and updates it by its id', async () => {
    server.fail({ applied: true, drop: true });
    await writeBundle(aCareBundle(), destination, { ledger, again: false });
    server.received.length = 0;
    expect(await writeBundle(aCareBundle(), destination, { ledger, again: true })).toMatchObject({
      ok: true,
    });
    expect(server.received.map(({ kind }) => kind)).toEqual(['search', 'search', 'search', 'transaction']);
    expect(requests()).toEqual(['PUT Observation/srv-2', 'PUT Provenance/srv-3']);
  });

  it('updates by id, in one Bundle, what it made itself', async () => {
    await writeBundle(aCareBundle(), destination, { ledger, again: false });
    server.received.length = 0;
    await writeBundle(aCareBundle('final'), destination, { ledger, again: false });
    expect(server.received.map(({ kind }) => kind)).toEqual(['transaction']);
    expect(requests()).toEqual(['PUT Observation/srv-2', 'PUT Provenance/srv-3']);
  });
});
