import { type Observation } from '@medplum/fhirtypes';
import { checkBundle } from '../../checking/check-bundle.js';
import { toCareBundle } from '../care-bundle.js';
import { aCareInput, aFinding, onlyOf } from '../spec-builders.js';

function observe(value: Record<string, unknown>): Observation {
  const bundle = toCareBundle(aCareInput({ findings: [aFinding('HER2', value)] }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  expect(checkBundle(bundle.value)).toMatchObject({ ok: true });
  return onlyOf(bundle.value, 'Observation');
}
const componentOf = (observation: Observation, code: string) =>
  observation.component?.find((one) => one.code.coding?.[0]?.code === code);

describe('a variant with its details', () => {
  const egfr = { name: 'EGFR', status: 'mutated', variant: 'p.L858R', method: 'NGS' };

  it('has its allelic frequency in percent and its exon', () => {
    const observation = observe({ ...egfr, exon: 21, vaf: '23,5' });
    expect(componentOf(observation, '81258-6')?.valueQuantity).toMatchObject({ value: 23.5, code: '%' });
    expect(componentOf(observation, 'exon')?.valueCodeableConcept?.text).toBe('21');
    expect(componentOf(observation, '48018-6')?.valueCodeableConcept?.text).toBe('EGFR');
  });

  it.each([
    ['23 %', 23],
    ['< 5 %', 5],
    [12, 12],
  ])('reads an allelic frequency written %j', (vaf, value) => {
    expect(componentOf(observe({ ...egfr, vaf }), '81258-6')?.valueQuantity?.value).toBe(value);
  });

  it('keeps the words of a frequency that is no number', () => {
    const { valueQuantity, valueCodeableConcept } =
      componentOf(observe({ ...egfr, vaf: 'faible' }), '81258-6') ?? {};
    expect([valueQuantity, valueCodeableConcept?.text]).toEqual([undefined, 'faible']);
  });

  it.each([
    ['p.L858R', 'substitution'],
    ['p.Leu858Arg', 'substitution'],
    ['c.2573T>G', 'substitution'],
    ['V600E', 'substitution'],
    ['p.E746_A750del', 'deletion'],
    ['p.(Glu746_Ala750del)', 'deletion'],
    ['c.2236_2250delinsAAC', 'deletion-insertion'],
    ['p.A767_V769dup', 'duplication'],
    ['c.5266dup, p.Q1756fs', undefined],
    ["mutation de l'exon 14", undefined],
  ])('%s is a change of the type %s', (variant, code) => {
    const type = componentOf(observe({ ...egfr, variant }), '48019-4');
    expect(type?.valueCodeableConcept?.coding?.[0]?.code).toBe(code);
  });
});

describe('a gene without a written change', () => {
  it('keeps the code of its test, and its details as components', () => {
    const observation = observe({ name: 'KRAS', status: 'mutated', loinc: '21702-6', exon: '2', vaf: 31 });
    expect(observation.code.coding?.[0]?.code).toBe('21702-6');
    expect(observation.component).toHaveLength(2);
  });

  it('amplified has its copies, and its ratio where that is not the value', () => {
    const met = observe({ name: 'MET', status: 'amplified', method: 'FISH', copies: '> 10', ratio: '5,1' });
    expect(componentOf(met, '82155-3')?.valueQuantity).toMatchObject({
      value: 10,
      comparator: '>',
      code: '1',
    });
    expect(componentOf(met, 'copy-number-ratio')?.valueQuantity?.value).toBe(5.1);
  });

  it('HER2 in situ has codes of its own, and says its ratio once', () => {
    const told = { name: 'HER2', status: 'amplified', method: 'FISH', copies: '12', ratio: '4.1' };
    const codes = (value: Record<string, unknown>) =>
      observe(value).component?.map(({ code }) => code.coding?.[0]?.code);
    expect(codes(told)).toEqual(['74860-8', '49683-6']);
    expect(codes({ ...told, value: '4.1', unit: '{ratio}', loinc: '49683-6' })).toEqual(['74860-8']);
    const bare = observe({ ...told, copies: 12, ratio: 4.1, value: '4.1', loinc: '49683-6' });
    expect(bare.valueQuantity).toMatchObject({ value: 4.1, code: '{ratio}' });
    expect(bare.component).toHaveLength(1);
  });

  it('under the code of a ratio or of copies has that as its value, and no component of the same code', () => {
    const told = { name: 'HER2', status: 'amplified', method: 'FISH', copies: 9.4, ratio: 4.1 };
    const ratio = observe({ ...told, loinc: '49683-6' });
    expect(ratio.valueQuantity).toMatchObject({ value: 4.1, code: '{ratio}' });
    expect(ratio.component?.map(({ code }) => code.coding?.[0]?.code)).toEqual(['74860-8']);
    const copies = observe({ ...told, value: '4.1', loinc: '74860-8' });
    expect(copies.valueQuantity).toMatchObject({ value: 9.4, code: '1' });
    expect(copies.component?.map(({ code }) => code.coding?.[0]?.code)).toEqual(['49683-6']);
  });

  it('mutated says so, and the share of its alleles apart', () => {
    const kras = observe({
      name: 'KRAS',
      status: 'mutated',
      value: '23',
      unit: '%',
      vaf: 23,
      loinc: '21702-6',
    });
    expect(kras.valueCodeableConcept?.text).toBe('Muté');
    expect(componentOf(kras, '81258-6')?.valueQuantity?.value).toBe(23);
  });

  it('fused has its partner, and is a genetics result', () => {
    const observation = observe({ name: 'ALK', status: 'positive', method: 'NGS', partner: 'EML4' });
    expect(componentOf(observation, 'fusion-partner')?.valueCodeableConcept?.text).toBe('EML4');
    expect(observation.category?.[1]?.coding?.[0]?.code).toBe('GE');
  });
});

describe('a technique', () => {
  it('is told with the clone of its antibody', () => {
    const { method } = observe({ name: 'PD-L1', status: 'positive', method: 'IHC', clone: '22C3' });
    expect(method?.text).toBe('IHC, clone 22C3');
    expect(method?.coding?.map(({ code }) => code)).toEqual(['IHC', '22C3']);
  });

  it('may be known by the clone alone', () => {
    expect(observe({ name: 'PD-L1', status: 'positive', clone: 'SP263' }).method?.text).toBe('clone SP263');
  });
});

describe('the printed range of a serum marker', () => {
  const range = (said: string, unit: string | null = 'ng/mL') =>
    observe({ name: 'CEA', status: 'elevated', value: '12', unit, range: said }).referenceRange?.[0];

  it('has its two bounds in the unit of the value', () => {
    expect(range('0-5')).toMatchObject({
      low: { value: 0, code: 'ng/mL' },
      high: { value: 5, code: 'ng/mL' },
      text: '0-5 ng/mL',
    });
  });

  it.each([
    ['< 5', { high: { value: 5, unit: 'ng/mL' } }],
    ['≤ 5 ng/mL', { high: { value: 5 } }],
    ['> 40', { low: { value: 40 } }],
    ['selon l’âge', { text: 'selon l’âge ng/mL' }],
  ])('%s has the bound it says', (said, bound) => expect(range(said)).toMatchObject(bound));

  it.each([['0-5'], ['5']])('%s without a unit stays words', (said) => {
    expect(range(said, null)).toEqual({ text: said });
  });
});
