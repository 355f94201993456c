import { checkBundle } from '../checking/check-bundle.js';
import { isEmptyBundle } from './bundle.js';
import { toCareBundle } from './care-bundle.js';
import { toRetractionBundle } from './retraction-bundle.js';
import {
  aCareInput,
  aFinding,
  allOf,
  anIdKey,
  aReport,
  onlyOf,
  resourcesOf,
  someSettings,
} from './spec-builders.js';

const bmr = aFinding('E. coli BLSE', { kind: 'Alert', name: 'BMR', alert: 'BMR' });

function delivered() {
  const bundle = toCareBundle(aCareInput({ findings: [...aCareInput().findings, bmr] }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  return resourcesOf(bundle.value);
}

const retract = (previous = delivered()) =>
  toRetractionBundle({
    report: aReport({ action: 'deletion', version: 2, payloads: [] }),
    previous,
    settings: someSettings(),
    ids: anIdKey(),
    now: new Date('2024-03-11T09:30:00Z'),
  });

describe('a deletion', () => {
  it('leaves the document and all that was derived in error', () => {
    const bundle = retract();
    const statuses = (['DocumentReference', 'Observation', 'Flag'] as const).flatMap((type) =>
      allOf(bundle, type).map(({ status }) => status),
    );
    expect(statuses).toHaveLength(4);
    expect(new Set(statuses)).toEqual(new Set(['entered-in-error']));
  });

  it('points only at what was delivered', () => {
    const previous = delivered();
    const known = new Set(previous.map(({ resourceType, id }) => `${resourceType}/${id}`));
    expect(checkBundle(retract(previous), known).ok).toBe(true);
  });

  it('keeps no text, nor what could be compared with it', () => {
    const written = JSON.stringify(retract());
    for (const word of ['"data"', '"hash"', '"size"', '"title"', 'carcinome'])
      expect(written).not.toContain(word);
  });

  it('leaves the patient, the stay, the models and earlier Provenance as they are', () => {
    const bundle = retract();
    expect([...allOf(bundle, 'Patient'), ...allOf(bundle, 'Encounter')]).toEqual([]);
    expect(allOf(bundle, 'Device').map(({ modelNumber }) => modelNumber)).toEqual(['passerelle']);
    expect(onlyOf(bundle, 'Provenance').activity?.coding?.[0]?.code).toBe('NULLIFY');
  });

  it('takes back what a person had accepted, and the reviews still asked', () => {
    const previous = delivered().map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
    );
    const replaced = toCareBundle(aCareInput({ report: aReport({ version: 2 }), findings: [], previous }));
    if (!replaced.ok) throw new Error(replaced.failure.message);
    const bundle = retract([...previous, ...allOf(replaced.value, 'Task')]);
    expect(new Set(allOf(bundle, 'Observation').map(({ status }) => status))).toEqual(
      new Set(['entered-in-error']),
    );
    expect(new Set(allOf(bundle, 'Task').map(({ status }) => status))).toEqual(new Set(['cancelled']));
  });

  it('of a document never delivered writes nothing', () => expect(isEmptyBundle(retract([]))).toBe(true));
});
