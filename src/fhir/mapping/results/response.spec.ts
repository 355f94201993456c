import { type Bundle, type Observation, type Resource } from '@medplum/fhirtypes';
import { type Finding } from '../../../use-cases/index.js';
import { checkBundle } from '../../checking/check-bundle.js';
import { toCareBundle } from '../care-bundle.js';
import { toRetractionBundle } from '../retraction-bundle.js';
import { aCareInput, aFinding, allOf, onlyOf, resourcesOf } from '../spec-builders.js';

const response = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  aFinding(
    'carcinome infiltrant',
    { class: 'MaladieStable', criteria: null, current: true, ...value },
    { useCase: 'treatment-response', ...more },
  );

function bundleOf(findings: readonly Finding[], previous: readonly Resource[] = []): Bundle {
  const bundle = toCareBundle(aCareInput({ findings, previous }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  const known = new Set(previous.map(({ resourceType, id }) => `${resourceType}/${id}`));
  expect(checkBundle(bundle.value, known)).toMatchObject({ ok: true });
  return bundle.value;
}
const observe = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  onlyOf(bundleOf([response(value, more)]), 'Observation');
const codesOf = (concept: Observation['code'] | undefined) => concept?.coding?.map(({ code }) => code);
const component = ({ component: parts = [] }: Observation, code: string) =>
  parts.find((one) => one.code.coding?.some((each) => each.code === code));

describe('a treatment response', () => {
  it('is an Observation to be accepted, said to come from the text', () => {
    const observation = observe({ class: 'ReponsePartielle' });
    expect(observation.status).toBe('preliminary');
    expect(codesOf(observation.code)).toEqual(['21976-6', 'overall-response']);
    expect(observation.category?.map(({ text }) => text)).toContain('Extrait du texte');
    expect(observation.note?.[0]?.text).toMatch(/^Extrait du texte/);
    expect(observation.derivedFrom?.[0]?.reference).toMatch(/^DocumentReference\//);
    expect(observation.extension?.[0]?.url).toMatch(/derivation-reference$/);
  });

  it.each([
    ['ReponseComplete', 'CR', '268910001'],
    ['ReponsePartielle', 'PR', '268910001'],
    ['MaladieStable', 'SD', '359746009'],
    ['MaladieProgressive', 'PD', '271299001'],
    ['NonDetermine', 'NE', '709137006'],
  ])('%s is %s, with the trend of mCODE beside it', (named, code, trend) => {
    expect(codesOf(observe({ class: named }).valueCodeableConcept)).toEqual([code, trend]);
  });

  it.each([
    ['RECIST 1.1', ['126081', 'RECIST 1.1'], true],
    ['RECIST 1,1', ['126081', 'RECIST 1,1'], true],
    ['RECIST', ['112022', 'RECIST'], true],
    ['iRECIST', ['iRECIST'], true],
    ['Lugano', ['Lugano'], false],
  ])('by %s names its criteria', (criteria, codes, isRecist) => {
    const observation = observe({ criteria });
    expect(codesOf(observation.method)).toEqual(codes);
    expect(codesOf(observation.code)?.includes('recist-overall-response')).toBe(isRecist);
  });

  it('without criteria has no method', () => expect(observe({}).method).toBeUndefined());

  it('has its measures as components', () => {
    const observation = observe({
      class: 'ReponsePartielle',
      targetSumMm: 42,
      targetSumChangePercent: '-35,5',
      reference: 'baseline',
      newLesions: false,
      dissociated: true,
      score: 'Deauville 2',
      modality: 'metabolic',
    });
    expect(component(observation, 'recist-sum-of-diameters')?.valueQuantity).toMatchObject({
      value: 42,
      code: 'mm',
    });
    expect(component(observation, 'target-sum-change')?.valueQuantity).toMatchObject({
      value: -35.5,
      code: '%',
    });
    expect(component(observation, 'change-reference')?.valueCodeableConcept?.coding?.[0]?.code).toBe(
      'baseline',
    );
    expect(component(observation, 'new-lesions')?.valueBoolean).toBe(false);
    expect(component(observation, 'dissociated-response')?.valueBoolean).toBe(true);
    expect(component(observation, 'score')?.valueCodeableConcept?.text).toBe('Deauville 2');
    expect(component(observation, 'modality')?.valueCodeableConcept?.text).toBe('Imagerie métabolique');
  });

  it.each([
    ['imaging', 'imaging'],
    ['metabolic', 'imaging'],
    ['clinical', 'exam'],
    ['biological', 'laboratory'],
    ['pathological', 'laboratory'],
    [undefined, 'exam'],
  ])('seen by %s is of the category %s', (modality, category) => {
    expect(observe({ modality }).category?.[0]?.coding?.[0]?.code).toBe(category);
  });

  it('is of its own date, else of the report; an earlier one without a date is of none', () => {
    expect(observe({}, { date: '2024-02-20' }).effectiveDateTime).toBe('2024-02-20');
    expect(observe({}).effectiveDateTime).toBe('2024-03-09');
    expect(observe({ current: false }).effectiveDateTime).toBeUndefined();
    expect(observe({ current: false }, { date: '2023-11' }).effectiveDateTime).toBe('2023-11');
  });

  it('of an earlier time is an Observation too, and says that it is not the newest', () => {
    const bundle = bundleOf([
      response({}),
      response({ class: 'ReponsePartielle', current: false }, { date: '2023-11-02' }),
    ]);
    const [newest, earlier] = allOf(bundle, 'Observation') as [Observation, Observation];
    expect(component(newest, 'newest-assessment')).toBeUndefined();
    expect(component(earlier, 'newest-assessment')?.valueBoolean).toBe(false);
    expect(newest.id).not.toBe(earlier.id);
  });

  it('that does not apply is nothing at all', () => {
    const bundle = bundleOf([response({ class: 'NonApplicable' })]);
    expect(allOf(bundle, 'Observation')).toEqual([]);
    expect(allOf(bundle, 'DetectedIssue')).toEqual([]);
    expect(allOf(bundle, 'Device')).toHaveLength(2);
  });

  it.each(['Absent', 'Indetermine'] as const)('asserted %s concludes nothing', (assertion) => {
    const { valueCodeableConcept } = observe({ class: 'MaladieProgressive' }, { assertion });
    expect(codesOf(valueCodeableConcept)?.[0]).toBe('NE');
  });

  it('tells why by the rule that decided, and no other words', () => {
    const why = (explanation: string) =>
      component(observe({ explanation }), 'explanation')?.valueCodeableConcept;
    expect(why('new-lesions')).toMatchObject({
      coding: [{ code: 'new-lesions' }],
      text: 'Nouvelles lésions décrites',
    });
    expect(why('Stable depuis le 12/03')).toBeUndefined();
  });

  it('with a class of its own invention is refused', () => {
    expect(toCareBundle(aCareInput({ findings: [response({ class: 'PD' })] }))).toMatchObject({
      ok: false,
      failure: { code: 'MAPPING_VALUE_UNREADABLE' },
    });
  });
});

describe('a report that contradicts itself', () => {
  const contradicted = (contradicts: unknown = ['MaladieProgressive']) =>
    bundleOf([response({ class: 'MaladieStable', contradicts })]);

  it('is not evaluable, and an issue names both', () => {
    const bundle = contradicted();
    const observation = onlyOf(bundle, 'Observation');
    const issue = onlyOf(bundle, 'DetectedIssue');
    expect(codesOf(observation.valueCodeableConcept)?.[0]).toBe('NE');
    expect(issue.status).toBe('preliminary');
    expect(issue.implicated).toEqual([{ reference: `Observation/${observation.id}` }]);
    expect(issue.evidence?.[0]?.detail?.[0]?.reference).toMatch(/^DocumentReference\//);
    expect(issue.detail).toContain('« Maladie stable », « Maladie progressive »');
    expect(issue.author?.reference).toMatch(/^Device\//);
  });

  it.each([true, 'MaladieProgressive', ['la conclusion dit autre chose']])('says so by %j', (contradicts) => {
    expect(allOf(contradicted(contradicts), 'DetectedIssue')).toHaveLength(1);
  });

  it.each([false, null, undefined, []])('does not by %j', (contradicts) => {
    expect(allOf(bundleOf([response({ contradicts })]), 'DetectedIssue')).toEqual([]);
  });

  it('takes the issue back once the text is clear, and leaves one that a person settled', () => {
    const before = resourcesOf(contradicted());
    const clear = bundleOf([response({})], before);
    expect(onlyOf(clear, 'DetectedIssue').status).toBe('entered-in-error');
    const settled = before.map((one) =>
      one.resourceType === 'DetectedIssue' ? { ...one, status: 'final' as const } : one,
    );
    const next = bundleOf([response({})], settled);
    expect(allOf(next, 'DetectedIssue')).toEqual([]);
    expect(onlyOf(next, 'Task').focus?.reference).toMatch(/^DetectedIssue\//);
  });

  it('leaves nothing behind when its document is deleted', () => {
    const { report, settings, ids, now } = aCareInput();
    const previous = resourcesOf(contradicted());
    const bundle = toRetractionBundle({ report, settings, ids, now, previous });
    const issue = onlyOf(bundle, 'DetectedIssue');
    expect(issue.status).toBe('entered-in-error');
    expect(issue.detail).toBeUndefined();
  });
});
