import { type Bundle, type Observation } from '@medplum/fhirtypes';
import { type Finding } from '../../../use-cases/index.js';
import { checkBundle } from '../../checking/check-bundle.js';
import { toCareBundle } from '../care-bundle.js';
import { aCareInput, aFinding, allOf, onlyOf, resourcesOf } from '../spec-builders.js';

const infection = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  aFinding('E. coli', { code: null, organism: null, antibiotic: null, ...value }, more);

function bundleOf(...findings: Finding[]): Bundle {
  const bundle = toCareBundle(aCareInput({ findings }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  expect(checkBundle(bundle.value)).toMatchObject({ ok: true });
  return bundle.value;
}
const observe = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  onlyOf(bundleOf(infection(value, more)), 'Observation');
const read = (observation: Observation) => observation.interpretation?.[0]?.coding?.[0]?.code;
const codesOf = (observation: Observation) => observation.code.coding?.map(({ code }) => code);
const withCode = (bundle: Bundle, code: string) =>
  allOf(bundle, 'Observation').filter((one) => codesOf(one)?.includes(code));

const pneumonia = { kind: 'Infection', name: 'Pneumopathie' };
const coli = { kind: 'Bacterie', name: 'Escherichia coli' };
const drug = (antibiotic: string, result: string, organism: string | null = 'Escherichia coli') => ({
  kind: 'Susceptibility',
  name: antibiotic,
  antibiotic,
  result,
  organism,
});

describe('an infection', () => {
  it.each([
    ['Present', 'POS'],
    ['Absent', 'NEG'],
    ['Indetermine', 'IND'],
  ] as const)('asserted %s says so in its value and is read %s', (assertion, code) => {
    const observation = observe(pneumonia, { assertion });
    expect(observation.valueCodeableConcept?.coding?.[0]?.code).toBe(assertion);
    expect(read(observation)).toBe(code);
    expect(codesOf(observation)).toEqual(['Pneumopathie', 'Infection']);
  });

  it('of the past is absent now: the statement is of the document, the past date apart', () => {
    const past = observe(pneumonia, { assertion: 'Absent', temporality: 'historical', date: '2019-05' });
    expect(past.effectiveDateTime).toBe('2024-03-09');
    expect(past.component?.[0]).toMatchObject({
      code: { coding: [{ code: 'past-occurrence' }] },
      valueDateTime: '2019-05',
    });
    expect(past.category?.at(-1)?.text).toBe('Antécédent');
  });

  it('of the past without a date only says that it occurred', () => {
    const past = observe(pneumonia, { assertion: 'Absent', temporality: 'historical' });
    expect(past.component?.[0]?.valueBoolean).toBe(true);
  });

  it('keeps the code and organism it was given', () => {
    const code = { system: 'http://snomed.info/sct', code: '233604007', display: '' };
    const observation = observe({ ...pneumonia, code, organism: 'Klebsiella pneumoniae' });
    expect(observation.code.coding?.[0]).toEqual({ system: 'http://snomed.info/sct', code: '233604007' });
    expect(observation.component?.[0]?.valueCodeableConcept?.text).toBe('Klebsiella pneumoniae');
  });

  it('leaves an empty code out', () => {
    const observation = observe({ ...pneumonia, code: { system: '', code: '', display: '' } });
    expect(codesOf(observation)).toEqual(['Pneumopathie', 'Infection']);
  });
});

describe('an organism or a site', () => {
  it.each([
    [coli, 'Escherichia coli'],
    [{ kind: 'Site', name: 'Poumon' }, 'Poumon'],
  ])('that is there is the value (%j)', (value, text) => {
    const observation = observe(value);
    expect(observation.valueCodeableConcept?.text).toBe(text);
    expect(codesOf(observation)).toEqual([value.kind]);
    expect(read(observation)).toBe('POS');
  });

  it.each(['Absent', 'Indetermine'] as const)('that is %s is never the value', (assertion) => {
    const observation = observe(coli, { assertion });
    expect(observation.valueCodeableConcept?.coding?.[0]?.code).toBe(assertion);
    expect(codesOf(observation)).toContain('Escherichia coli');
  });

  it('of microbiology is a laboratory result, a site is not', () => {
    const first = (value: Record<string, unknown>) => observe(value).category?.[0]?.coding?.[0]?.code;
    expect([first(coli), first({ kind: 'Site', name: 'Poumon' })]).toEqual(['laboratory', 'exam']);
  });
});

describe('a culture', () => {
  it.each([
    ['Hémoculture', '600-7'],
    ['hemoculture périphérique', '600-7'],
    ['Urines', 'Bacterie'],
    ['Sang (PCR)', 'Bacterie'],
  ])('of %s has the code %s', (specimen, code) => {
    expect(codesOf(observe(coli, { specimen }))?.[0]).toBe(code);
  });

  it('is one where an antibiogram was made of what it found', () => {
    const [isolate] = withCode(bundleOf(infection(coli), infection(drug('Amikacine', 'S'))), 'Bacterie');
    expect(codesOf(isolate as Observation)).toEqual(['11475-1', 'Bacterie']);
    const blse = { kind: 'Resistance', name: 'BLSE', organism: 'Escherichia coli' };
    const [only] = withCode(bundleOf(infection(coli), infection(blse)), 'Bacterie');
    expect(codesOf(only as Observation)).toEqual(['Bacterie']);
  });

  it('says what is only carried', () => {
    const part = observe({ ...coli, carriage: true }).component?.find(({ valueBoolean }) => valueBoolean);
    expect(part?.code.coding?.[0]?.code).toBe('carriage');
    expect(observe({ ...coli, carriage: false }).component).toBeUndefined();
  });
});

describe('what is said beside an infection', () => {
  it.each([
    ['acquisition', 'hospital', 'Associée aux soins', 'hospital'],
    ['acquisition', 'community', 'Communautaire', 'community'],
    ['outcome', 'cured', 'Guérie', 'cured'],
    ['outcome', 'excluded', 'Écartée après avoir été suspectée', 'excluded'],
    ['disease', 'Infection à VRS', 'Infection à VRS', undefined],
    ['mechanism', 'vanA', 'vanA', undefined],
    ['outcome', 'apyrexie à 48 h', 'apyrexie à 48 h', undefined],
  ])('its %s %s', (name, said, text, code) => {
    const part = observe({ ...pneumonia, [name]: said }).component?.[0];
    expect(part?.code.coding?.[0]?.code).toBe(name);
    expect(part?.valueCodeableConcept?.text).toBe(text);
    expect(part?.valueCodeableConcept?.coding?.[0]?.code).toBe(code);
  });
});

describe('an antibiotic', () => {
  const tested = (more: Record<string, unknown>, result = 'R') =>
    observe({ ...drug('Amikacine', result, null), ...more });

  it.each([
    ['0,5', { value: 0.5, unit: 'mg/L', code: 'mg/L' }],
    ['>8', { value: 8, comparator: '>' }],
    ['<= 0.25', { value: 0.25, comparator: '<=' }],
    ['16 mg/L', { value: 16 }],
  ])('has the concentration %s as its value, and its category beside', (mic, quantity) => {
    const observation = tested({ mic });
    expect(observation.valueQuantity).toMatchObject(quantity);
    expect(observation.valueCodeableConcept).toBeUndefined();
    expect(read(observation)).toBe('R');
  });

  it('keeps a concentration that is no number in its words', () => {
    const observation = tested({ mic: '2/38' }, 'S');
    expect(observation.valueCodeableConcept?.text).toBe('Sensible');
    expect(observation.component?.[0]?.valueCodeableConcept?.text).toBe('2/38');
  });

  it('with a concentration and no category has no category', () => {
    const observation = tested({ mic: '4', result: null });
    expect(observation.valueQuantity?.value).toBe(4);
    expect([observation.interpretation, observation.dataAbsentReason]).toEqual([undefined, undefined]);
  });

  it('I is "increased exposure" for EUCAST, "intermediate" for CLSI', () => {
    const eucast = tested({ norm: 'CA-SFM / EUCAST 2024' }, 'I');
    expect(eucast.valueCodeableConcept?.text).toBe('Sensible à forte posologie');
    expect(eucast.interpretation?.[0]?.coding?.map(({ code }) => code)).toEqual(['I', '1306583007']);
    const clsi = tested({ norm: 'CLSI 2023' }, 'I');
    expect(clsi.valueCodeableConcept?.text).toBe('Intermédiaire');
    expect(clsi.interpretation?.[0]?.coding?.map(({ code }) => code)).toEqual(['I']);
    expect(clsi.component?.[0]?.valueCodeableConcept?.text).toBe('CLSI 2023');
  });

  it('has the LOINC of its susceptibility where one was checked, and its ATC', () => {
    const codes = (name: string, more = {}) => codesOf(observe({ ...drug(name, 'S', null), ...more }));
    expect(codes('céfotaxime', { atc: 'J01DD01' })).toEqual([
      '18886-2',
      'J01DD01',
      'céfotaxime',
      'Susceptibility',
    ]);
    expect(codes('colistine')).toEqual(['colistine', 'Susceptibility']);
    const given = { code: { system: 'http://loinc.org', code: '18886-2' } };
    expect(codes('céfotaxime', given)).toEqual(['18886-2', 'céfotaxime', 'Susceptibility']);
  });

  it('denied concludes nothing, with or without a concentration', () => {
    const observation = observe({ ...drug('Amikacine', 'R', null), mic: '4' }, { assertion: 'Absent' });
    expect(observation.valueQuantity).toBeUndefined();
    expect(read(observation)).toBe('NEG');
  });
});

describe('a resistance mechanism', () => {
  const blse = { kind: 'Resistance', name: 'BLSE', code: { system: 'http://loinc.org', code: '99596-9' } };

  it('found has its code and is detected (SNOMED CT)', () => {
    const observation = observe(blse);
    expect(codesOf(observation)?.[0]).toBe('99596-9');
    expect(observation.valueCodeableConcept?.coding?.map(({ code }) => code)).toEqual([
      'Present',
      '260373001',
    ]);
  });

  it('not found says so with our code alone', () => {
    const { valueCodeableConcept } = observe(blse, { assertion: 'Absent' });
    expect(valueCodeableConcept?.coding?.map(({ code }) => code)).toEqual(['Absent']);
  });
});

describe('an antibiogram', () => {
  it('is the panel of an organism, which has it as member', () => {
    const bundle = bundleOf(
      infection(coli),
      infection(drug('Amoxicilline', 'R')),
      infection(drug('Amikacine', 'S')),
    );
    const [panel, ...more] = withCode(bundle, '29576-6');
    expect(more).toEqual([]);
    expect(panel?.hasMember).toHaveLength(2);
    const [isolate] = withCode(bundle, 'Bacterie');
    expect(isolate?.hasMember).toEqual([{ reference: `Observation/${panel?.id}` }]);
  });

  it.each(['S', 'I', 'R'])('reads a drug %s', (result) => {
    const [observation] = withCode(bundleOf(infection(drug('Amikacine', result))), 'Amikacine');
    expect(observation?.interpretation?.[0]?.coding?.[0]?.code).toBe(result);
  });

  it('keeps organisms, times and specimens apart', () => {
    const bundle = bundleOf(
      infection(drug('Amikacine', 'S')),
      infection(drug('Amikacine', 'R', 'Klebsiella pneumoniae')),
      infection(drug('Amikacine', 'R'), { temporality: 'historical' }),
      infection(drug('Amikacine', 'R'), { specimen: 'Urines' }),
    );
    expect(withCode(bundle, '29576-6')).toHaveLength(4);
  });

  it('goes to the only isolate of that name, not to one of two', () => {
    const linked = (...findings: Finding[]) =>
      withCode(bundleOf(...findings), 'Bacterie').filter(({ hasMember }) => hasMember).length;
    const drugs = infection(drug('Amikacine', 'S'));
    const urine = infection(coli, { specimen: 'Urines' });
    const blood = infection(coli, { specimen: 'Hémoculture' });
    expect(linked(urine, drugs)).toBe(1);
    expect(linked(urine, blood, drugs)).toBe(0);
  });

  it('is not made for a drug without an organism', () => {
    expect(withCode(bundleOf(infection(drug('Amikacine', 'S', null))), '29576-6')).toEqual([]);
  });

  it('never hangs on an organism that is not there', () => {
    const bundle = bundleOf(infection(coli, { assertion: 'Absent' }), infection(drug('Amikacine', 'S')));
    expect(withCode(bundle, 'Bacterie')[0]?.hasMember).toBeUndefined();
  });

  it('keeps no antibiotic that a person refused', () => {
    const findings = [
      infection(coli),
      infection(drug('Amikacine', 'S')),
      infection(drug('Amoxicilline', 'R')),
    ];
    const previous = resourcesOf(bundleOf(...findings)).map((one) =>
      one.resourceType === 'Observation' && one.code.text === 'Amikacine'
        ? { ...one, status: 'entered-in-error' as const }
        : one,
    );
    const next = toCareBundle(aCareInput({ findings, previous }));
    if (!next.ok) throw new Error(next.failure.message);
    expect(withCode(next.value, '29576-6')[0]?.hasMember).toHaveLength(1);
    expect(withCode(next.value, 'Amikacine')).toEqual([]);
  });

  it('has resistance mechanisms beside it', () => {
    const blse = { kind: 'Resistance', name: 'BLSE', phenotype: 'BLSE', organism: 'Escherichia coli' };
    const bundle = bundleOf(infection(coli), infection(blse));
    const [mechanism] = withCode(bundle, 'Resistance');
    expect(withCode(bundle, 'Bacterie')[0]?.hasMember).toEqual([
      { reference: `Observation/${mechanism?.id}` },
    ]);
    expect(mechanism?.component?.map((one) => one.valueCodeableConcept?.text)).toEqual([
      'Escherichia coli',
      'BLSE',
    ]);
  });

  it.each([
    ['Absent', 'Résistant : absent', 'NEG'],
    ['Indetermine', 'Résistant : indéterminé', 'IND'],
  ] as const)('concludes nothing from a resistance asserted %s', (assertion, text, code) => {
    const observation = observe(drug('Amikacine', 'R', null), { assertion });
    expect(observation.valueCodeableConcept?.text).toBe(text);
    expect(read(observation)).toBe(code);
  });

  it('says that the result of a drug is unknown', () => {
    const observation = observe({ ...drug('Amikacine', 'S', null), result: null });
    expect(observation.dataAbsentReason?.coding?.[0]?.code).toBe('unknown');
    expect(observation.interpretation).toBeUndefined();
  });

  it('refuses a result that is not S, I or R', () => {
    const bundle = toCareBundle(aCareInput({ findings: [infection({ ...drug('Amikacine', 'X') })] }));
    expect(bundle.ok).toBe(false);
  });
});

describe('an alert', () => {
  const bhre = { kind: 'Alert', name: 'Portage de BHRe', alert: 'BHRe' };

  it('is suggested by an inactive Flag that points at its Observation', () => {
    const bundle = bundleOf(infection(bhre));
    const flag = onlyOf(bundle, 'Flag');
    expect(flag.status).toBe('inactive');
    expect(flag.code.coding?.[0]?.code).toBe('BHRe');
    expect(flag.author?.reference).toMatch(/^Device\//);
    const detail = flag.extension?.find(({ url }) => url.endsWith('flag-detail'))?.valueReference?.reference;
    expect(detail).toBe(`Observation/${onlyOf(bundle, 'Observation').id}`);
  });

  it('is suggested once, whatever raises it, and apart from another', () => {
    const alert = (name: 'BMR' | 'BHRe', organism: string) => ({
      kind: 'Alert',
      name,
      alert: name,
      organism,
    });
    const bundle = bundleOf(
      infection(alert('BHRe', 'Klebsiella pneumoniae'), { confidence: 0.7 }),
      infection(alert('BMR', 'Staphylococcus aureus')),
      infection(alert('BHRe', 'Escherichia coli'), { confidence: 0.8, date: '2024-03-01' }),
    );
    const [bhreFlag, bmrFlag, ...more] = allOf(bundle, 'Flag');
    expect([bhreFlag?.code.text, bmrFlag?.code.text, more]).toEqual(['BHRe', 'BMR', []]);
    const details = bhreFlag?.extension?.filter(({ url }) => url.endsWith('flag-detail'));
    expect(details).toHaveLength(2);
    expect(bhreFlag?.period?.start).toBe('2024-03-01');
    expect(bhreFlag?.extension?.find(({ valueDecimal }) => valueDecimal)?.valueDecimal).toBe(0.8);
    expect(allOf(bundle, 'Task')).toHaveLength(2);
  });

  it.each([
    { assertion: 'Absent' },
    { assertion: 'Indetermine' },
    { temporality: 'historical' },
    { assertion: 'Absent', temporality: 'historical' },
  ] as const)('is never raised on %j', (more) => {
    const bundle = bundleOf(infection(bhre, more));
    expect(allOf(bundle, 'Flag')).toEqual([]);
    expect(allOf(bundle, 'Observation')).toHaveLength(1);
  });
});
