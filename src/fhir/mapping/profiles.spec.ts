import { type Observation, type Resource } from '@medplum/fhirtypes';
import { FHIR_PROFILES } from '../../config/index.js';
import { type Finding } from '../../use-cases/index.js';
import { checkBundle } from '../checking/check-bundle.js';
import { toCareBundle } from './care-bundle.js';
import { type ProfileName } from './input.js';
import { aCareInput, aFinding, her2, resourcesOf, someSettings } from './spec-builders.js';

const variant = aFinding('EGFR', { name: 'EGFR', status: 'mutated', variant: 'p.L858R' });
const coli = aFinding('E. coli', { kind: 'Bacterie', name: 'Escherichia coli' });
const stable = aFinding(
  'carcinome',
  { class: 'MaladieStable', current: true, newLesions: false },
  { useCase: 'treatment-response' },
);

function made(profiles: readonly ProfileName[], findings: readonly Finding[]): Resource[] {
  const bundle = toCareBundle(aCareInput({ findings, settings: someSettings({ profiles }) }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  expect(checkBundle(bundle.value)).toMatchObject({ ok: true });
  return resourcesOf(bundle.value);
}
const claimed = (resources: readonly Resource[]) =>
  resources.flatMap(({ meta }) => meta?.profile?.map((one) => one.split('/').at(-1)) ?? []);
const only = (name: ProfileName, finding: Finding) =>
  made([name], [finding]).find((one): one is Observation => one.resourceType === 'Observation');

describe('profiles of other guides', () => {
  it('are not claimed unless the site asks for them', () => {
    expect(claimed(made([], [her2(), variant, coli, stable]))).toEqual([]);
  });

  it('are each claimed by what fits it', () => {
    expect(claimed(made(FHIR_PROFILES, [variant]))).toEqual(['variant', 'genomic-report']);
    expect(claimed(made(FHIR_PROFILES, [her2()]))).toEqual([
      'molecular-biomarker',
      'mcode-tumor-marker-test',
      'Observation-resultslab-eu-lab',
    ]);
    expect(claimed(made(FHIR_PROFILES, [coli]))).toEqual(['Observation-resultslab-eu-lab']);
    expect(claimed(made(FHIR_PROFILES, [stable]))).toEqual(['mcode-cancer-disease-status']);
  });

  it('have what they want beyond our own form', () => {
    const biomarker = only('molecular-biomarker', her2());
    expect(biomarker?.category?.map(({ coding }) => coding?.[0]?.code)).toContain('biomarker-category');
    expect(only('eu-laboratory', coli)?.performer).toHaveLength(1);
    const status = only('mcode-cancer-disease-status', stable);
    expect(status?.code.coding?.map(({ code }) => code)).toContain('97509-4');
    expect([status?.device, status?.component]).toEqual([undefined, undefined]);
  });

  it('leave the others as they are', () => {
    const [one] = made(['variant'], [her2()]).filter(({ resourceType }) => resourceType === 'Observation');
    expect(one?.meta?.profile).toBeUndefined();
  });

  it('a variant written twice in one form does not claim a profile that has it once', () => {
    const twice = { name: 'EGFR', status: 'mutated', variant: 'p.L858R, p.T790M' };
    expect(claimed(made(['variant'], [aFinding('EGFR', twice)]))).toEqual([]);
  });
});
