import { type Encounter, type Resource } from '@medplum/fhirtypes';
import { createMemoryLedger, type Destination, type FhirTarget, type WriteMode } from '../delivery/index.js';
import { ORIGIN_TAG } from '../fhir/index.js';
import { failed, ok } from '../kernel/index.js';
import { ownResource } from './own-resource.js';

const OURS: Encounter = {
  resourceType: 'Encounter',
  id: 'e',
  meta: { tag: [ORIGIN_TAG], versionId: '4' },
  identifier: [{ system: 'urn:passerelle:chu:key:encounter', value: 'e' }],
  status: 'in-progress',
  class: { code: 'IMP' },
};
const DOWN = { code: 'FHIR_UNAVAILABLE', class: 'transient', message: 'down' } as const;

async function standing(mode: WriteMode, there: Resource | 'down' | undefined, knownId?: string) {
  const ledger = createMemoryLedger();
  if (knownId) await ledger.record('care', [{ key: 'Encounter/e', type: 'Encounter', id: knownId }]);
  const asked: string[] = [];
  const target = {
    read: async (type: string, id: string) => {
      asked.push(`${type}/${id}`);
      return there === 'down' ? failed(DOWN) : ok(there);
    },
  } as unknown as FhirTarget;
  const destination: Destination = { name: 'care', target, mode };
  const found = await ownResource<Encounter>('Encounter', 'e', { destination, ledger });
  return { found, asked };
}

describe('a resource of ours on the server', () => {
  it.each<[string, WriteMode, string | undefined, string]>([
    ['is under the id we gave it', 'put', undefined, 'Encounter/e'],
    ['is under the id the server gave it', 'conditional-put', '77', 'Encounter/77'],
    ['is under the id the server gave it, too', 'if-none-exist', '77', 'Encounter/77'],
  ])('%s (%s)', async (_where, mode, knownId, place) => {
    const { found, asked } = await standing(mode, { ...OURS, id: knownId ?? 'e' }, knownId);
    expect(asked).toEqual([place]);
    expect(found).toEqual(ok(OURS));
  });

  it.each<[string, WriteMode, Resource | undefined, string | undefined]>([
    ['gone', 'put', undefined, undefined],
    ['never delivered, where the server chooses ids', 'conditional-put', OURS, undefined],
    ['the hospital’s, under another id', 'put', OURS, '77'],
    ['the hospital’s, without our tag', 'put', { ...OURS, meta: {} }, undefined],
    ['the hospital’s, matched by its number', 'conditional-put', { ...OURS, identifier: [] }, '77'],
    [
      'another one of ours',
      'if-none-exist',
      { ...OURS, identifier: [{ system: 'urn:x:key:y', value: 'ee' }] },
      '77',
    ],
    ['of another type', 'put', { resourceType: 'Basic', id: 'e', code: {} }, undefined],
  ])('is none where it is %s', async (_what, mode, there, knownId) => {
    expect((await standing(mode, there, knownId)).found).toEqual(ok(undefined));
  });

  it('is not known while the server does not answer', async () => {
    expect((await standing('put', 'down')).found).toEqual(failed(DOWN));
  });
});
