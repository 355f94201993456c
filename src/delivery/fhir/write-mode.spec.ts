import { type Bundle } from '@medplum/fhirtypes';
import { neutralEntries, planWrite, type WriteMode } from './write-mode.js';

const id = '0a1b2c3d-0000-8000-8000-000000000001';
const system = 'urn:passerelle:test:key:observation';
const bundle: Bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      resource: {
        ...{ resourceType: 'Observation', id, status: 'preliminary', code: { text: 'HER2' } },
        identifier: [{ system, value: id }],
        subject: { reference: 'Patient/p' },
      },
      request: { method: 'PUT', url: `Observation/${id}` },
    },
  ],
};

function firstEntry(mode: WriteMode, known: Parameters<typeof planWrite>[2] = new Map()) {
  const entries = neutralEntries(bundle);
  if (!entries.ok) throw new Error(entries.failure.message);
  const plan = planWrite(entries.value, { mode, baseUrl: 'https://fhir.exemple.invalid/r4' }, known);
  if (!plan.ok) throw new Error(plan.failure.message);
  return plan.value.bundle.entry?.[0];
}

describe('an entry in a write mode', () => {
  it('written by its id stands at its address on the server: its relative references are read beside it', () => {
    expect(firstEntry('put')).toMatchObject({
      fullUrl: `https://fhir.exemple.invalid/r4/Observation/${id}`,
      request: { method: 'PUT', url: `Observation/${id}` },
    });
    const key = `Observation/${id}`;
    const known = new Map([[key, { key, type: 'Observation', id: '77' }]]);
    expect(firstEntry('if-none-exist', known)).toMatchObject({
      fullUrl: 'https://fhir.exemple.invalid/r4/Observation/77',
      request: { method: 'PUT', url: 'Observation/77' },
    });
  });

  it('whose id the server gives has a urn, the same at each attempt', () => {
    const first = firstEntry('conditional-put');
    expect(first?.fullUrl).toMatch(/^urn:uuid:/);
    expect(firstEntry('conditional-put')?.fullUrl).toBe(first?.fullUrl);
    expect(firstEntry('if-none-exist')?.fullUrl).toBe(first?.fullUrl);
  });
});
