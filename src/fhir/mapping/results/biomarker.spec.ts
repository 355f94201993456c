import { type Finding } from '../../../use-cases/index.js';
import { checkBundle } from '../../checking/check-bundle.js';
import { toCareBundle } from '../care-bundle.js';
import { aCareInput, aFinding, onlyOf } from '../spec-builders.js';

function observe(value: Record<string, unknown>, more: Partial<Finding> = {}) {
  const bundle = toCareBundle(aCareInput({ findings: [aFinding('HER2', value, more)] }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  expect(checkBundle(bundle.value)).toMatchObject({ ok: true });
  return onlyOf(bundle.value, 'Observation');
}
const read = (observation: ReturnType<typeof observe>) => observation.interpretation?.[0]?.coding?.[0]?.code;
const componentOf = (observation: ReturnType<typeof observe>, code: string) =>
  observation.component?.find((one) => one.code.coding?.[0]?.code === code)?.valueCodeableConcept;

describe('a biomarker', () => {
  it('has its LOINC, its local code and its name', () => {
    const { code } = observe({ name: 'HER2', status: 'positive', value: '3+', loinc: '85319-2' });
    expect(code.text).toBe('HER2');
    expect(code.coding?.map(({ system, code: one }) => [system, one])).toEqual([
      ['http://loinc.org', '85319-2'],
      ['urn:passerelle:codes:tumor-biomarker', 'HER2'],
    ]);
  });

  it('without LOINC has its local code alone', () => {
    expect(observe({ name: 'ROS1', status: 'negative', loinc: null }).code.coding).toHaveLength(1);
  });

  it('with a score keeps it as written', () => {
    const observation = observe({ name: 'HER2', status: 'positive', value: '3+', method: 'IHC' });
    expect(observation.valueCodeableConcept?.text).toBe('3+');
    expect(observation.valueCodeableConcept?.coding?.[0]?.code).toBe('positive');
    expect(observation.method?.text).toBe('IHC');
  });

  it('with a measure is a quantity in UCUM', () => {
    const observation = observe({ name: 'Ki-67', status: 'unknown', value: '35', unit: '%' });
    expect(observation.valueQuantity).toMatchObject({ value: 35, code: '%' });
    expect(observation.interpretation).toBeUndefined();
  });

  it.each([
    ['Ki-67', 'negative', 'IHC', undefined, 'the same'],
    ['EGFR', 'wildtype', 'NGS', undefined, 'the same'],
    ['HER2', 'negative', 'FISH', 'IHC', 'another'],
    ['ALK', 'negative', 'IHC', 'NGS', 'another'],
  ])('%s, %s, by %s then by %s is %s resource', (name, status, first, then, which) => {
    const [one, other] = [first, then].map((method) => observe({ name, status, method }).id);
    expect(one === other ? 'the same' : 'another').toBe(which);
  });

  it('takes a number given as a number', () => {
    expect(
      observe({ name: 'PSA', status: 'elevated', value: 12.5, unit: 'ng/mL' }).valueQuantity?.value,
    ).toBe(12.5);
  });

  it('with neither value nor status says that it is unknown', () => {
    const observation = observe({ name: 'ALK', status: 'unknown' });
    expect(observation.dataAbsentReason?.coding?.[0]?.code).toBe('unknown');
    expect(observation.valueCodeableConcept).toBeUndefined();
  });

  it.each([
    ['positive', 'POS'],
    ['negative', 'NEG'],
    ['equivocal', 'E'],
    ['mutated', 'POS'],
    ['wildtype', 'NEG'],
    ['amplified', 'POS'],
    ['not_amplified', 'NEG'],
    ['normal', 'N'],
    ['elevated', 'H'],
    ['unknown', undefined],
  ])('%s is read %s', (status, code) => expect(read(observe({ name: 'X', status }))).toBe(code));

  it.each([
    ['positive', 'Absent', 'NEG'],
    ['normal', 'Absent', 'N'],
    ['unknown', 'Absent', undefined],
    ['positive', 'Indetermine', 'IND'],
    ['equivocal', 'Indetermine', 'E'],
  ] as const)('%s asserted %s is read %s', (status, assertion, code) => {
    expect(read(observe({ name: 'X', status }, { assertion }))).toBe(code);
  });

  it('of a gene is a genetics result, of a protein is not', () => {
    const service = (status: string) => observe({ name: 'X', status }).category?.[1]?.coding?.[0]?.code;
    expect([service('mutated'), service('positive')]).toEqual(['GE', undefined]);
  });

  it('keeps a qualifier that is no variant as a detail', () => {
    const observation = observe({
      name: 'PD-L1',
      status: 'positive',
      value: '50',
      unit: '%',
      variant: '22C3',
    });
    expect(componentOf(observation, 'detail')?.text).toBe('22C3');
  });
});

describe('a variant', () => {
  const egfr = (variant: string, status = 'mutated', more: Partial<Finding> = {}) =>
    observe({ name: 'EGFR', status, variant, method: 'NGS' }, more);

  it('follows the 69548-6 pattern with its gene', () => {
    const observation = egfr('p.L858R');
    expect(observation.code.coding?.[0]).toEqual({ system: 'http://loinc.org', code: '69548-6' });
    expect(observation.valueCodeableConcept?.coding?.[0]?.code).toBe('LA9633-4');
    expect(componentOf(observation, '48018-6')?.text).toBe('EGFR');
    expect(observation.method?.text).toBe('NGS');
  });

  it.each([
    ['p.L858R', '48005-3'],
    ['c.2573T>G', '48004-6'],
    ['g.55259515T>G', '81290-9'],
  ])('%s is HGVS in %s', (variant, loinc) => {
    expect(componentOf(egfr(variant), loinc)).toEqual({
      coding: [{ system: 'http://varnomen.hgvs.org', code: variant }],
      text: variant,
    });
  });

  it('in short form is a protein change, with no HGVS claimed', () => {
    expect(componentOf(egfr('V600E'), '48005-3')).toEqual({ text: 'V600E' });
  });

  it('in words is kept as a description', () => {
    expect(componentOf(egfr("délétion de l'exon 19"), 'variant-description')?.text).toContain('exon 19');
  });

  it('may name several changes', () => {
    const observation = egfr('c.2573T>G, p.L858R');
    expect(componentOf(observation, '48004-6')?.text).toBe('c.2573T>G');
    expect(componentOf(observation, '48005-3')?.text).toBe('p.L858R');
  });

  it('looked for and not found is absent; not determined has no value', () => {
    expect(egfr('p.T790M', 'wildtype').valueCodeableConcept?.coding?.[0]?.code).toBe('LA9634-2');
    const doubtful = egfr('p.T790M', 'mutated', { assertion: 'Indetermine' });
    expect(doubtful.valueCodeableConcept).toBeUndefined();
    expect(doubtful.dataAbsentReason).toBeDefined();
  });
});
