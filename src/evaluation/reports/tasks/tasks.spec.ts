import { sensitive } from '../../../kernel/index.js';
import { type Finding } from '../../../use-cases/index.js';
import { type AnnotatedReport, type GoldMention, type GoldResult } from '../../corpora/annotated-report.js';
import { countScopes } from '../scope.js';
import { type ReportTask } from '../task.js';
import { infections } from './infections.js';
import { treatmentResponse } from './treatment-response.js';
import { tumorBiomarkers } from './tumor-biomarkers.js';

const TEXT = 'IHC : RE 90 %, puis E. coli.';
const place = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

const aReport = (more: Partial<AnnotatedReport>): AnnotatedReport => ({
  ...{ id: 'r', patient: 'r', text: sensitive(TEXT), mentions: [], relations: [], results: {} },
  ...more,
});
const aMention = (words: string, label: string, more: Partial<GoldMention> = {}): GoldMention => ({
  ...place(words),
  ...{ label, assertion: 'Present', temporality: 'current' },
  ...more,
});
const aResult = (value: object, more: Partial<GoldResult> = {}): GoldResult => ({
  ...{ value: value as GoldResult['value'], assertion: 'Present', temporality: 'current' },
  ...more,
});
const aFinding = (value: object, more: Partial<Finding> = {}): Finding => ({
  ...{ useCase: 'u', useCaseVersion: '1', value, assertion: 'Present', temporality: 'current' },
  ...{ date: null, specimen: null, confidence: 1, evidence: [{ ...place('RE'), text: 'RE' }] },
  ...more,
});
/** `expected/found/right` of a scope. */
const score = (task: ReportTask, report: AnnotatedReport, findings: readonly Finding[], name: string) => {
  const counts = countScopes(task.scopes(report, findings), 1);
  return ['expected', 'found', 'right found'].map((one) => counts.get(`${name}/${one}`));
};

describe('tumour biomarkers', () => {
  const gold = (value: object, more: Partial<GoldResult> = {}) =>
    aReport({ results: { 'tumor-biomarkers': [aResult(value, more)] } });
  const er = { name: 'ER', status: 'positive', value: 90, unit: '%' };

  it.each([
    ['the same', er, 'value + unit', 1],
    ['a number written as text', { ...er, value: '90,0' }, 'value + unit', 1],
    ['another unit', { ...er, unit: null }, 'value + unit', 0],
    ['another number', { ...er, value: '9' }, 'value + unit', 0],
    ['another status', { ...er, status: 'negative' }, 'name + status', 0],
    ['another status, for its value', { ...er, status: 'negative' }, 'value + unit', 1],
  ])('%s', (_what, value, scope, right) => {
    expect(score(tumorBiomarkers, gold(er), [aFinding(value)], scope)).toEqual([1, 1, right]);
  });

  it.each([
    ['[IU]/mL', 'UI/ml', 1],
    ['ug/L', 'µg/l', 1],
    ['{mutations}/Mb', 'mut/Mb', 1],
    ['U/L', 'UI/L', 1],
    ['[IU]/L', 'UI/mL', 0],
    ['ng/mL', 'µg/L', 1],
    ['ng/mL', 'ng/L', 0],
  ])('units %s and %s', (unit, written, right) => {
    const value = { name: 'PSA', status: 'normal', value: '2' };
    const found = [aFinding({ ...value, unit: written })];
    expect(score(tumorBiomarkers, gold({ ...value, unit }), found, 'value + unit')).toEqual([1, 1, right]);
  });

  it('of the past are none of the current ones', () => {
    const past = gold(er, { temporality: 'historical' });
    expect(score(tumorBiomarkers, past, [aFinding(er)], 'name + status')).toEqual([1, 1, 1]);
    expect(score(tumorBiomarkers, past, [aFinding(er)], 'name + status, current')).toEqual([0, 1, 0]);
    expect(score(tumorBiomarkers, past, [aFinding(er)], 'name + status + temporality')).toEqual([1, 1, 0]);
  });

  it('of a corpus that has only mentions are judged by them alone, relations by words or name', () => {
    const report = aReport({
      mentions: [aMention('RE', 'Biomarqueur', { name: 'ER' }), aMention('90 %', 'Valeur')],
      relations: [{ from: 1, to: 0 }],
    });
    const mentions = (name: string) => [
      { label: 'Biomarqueur', ...place(name), text: name },
      { label: 'Valeur', ...place('90 %'), text: '90 %' },
    ];
    const found = (words: string) => [aFinding(er, { mentions: mentions(words) })];
    expect(score(tumorBiomarkers, report, found('RE'), 'name + status')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(score(tumorBiomarkers, report, found('RE'), 'exact spans')).toEqual([2, 2, 2]);
    expect(score(tumorBiomarkers, report, found('RE'), 'relations')).toEqual([1, 1, 1]);
    expect(score(tumorBiomarkers, report, found('IHC'), 'relations')).toEqual([1, 1, 1]);
    const other = [aFinding({ ...er, name: 'PR' }, { mentions: mentions('IHC') })];
    expect(score(tumorBiomarkers, report, other, 'relations')).toEqual([1, 1, 0]);
  });
});

describe('treatment response', () => {
  const report = aReport({
    results: {
      'treatment-response': [aResult({ class: 'MaladieStable', criteria: 'RECIST 1.1', current: true })],
    },
    mentions: [aMention('RE', 'Reponse')],
  });
  const found = (own: string, more: object = {}) => [
    aFinding({ class: 'ReponseComplete', criteria: null, current: false }),
    aFinding({ class: own, criteria: 'RECIST 1.1', current: true, ...more }),
  ];

  it('is of the class of the current Finding', () => {
    expect(treatmentResponse.classes?.(report, found('MaladieStable'))).toEqual({
      ...{ gold: 'MaladieStable', found: 'MaladieStable' },
    });
    expect(score(treatmentResponse, report, found('MaladieStable'), 'MaladieStable')).toEqual([1, 1, 1]);
    expect(score(treatmentResponse, report, found('NonDetermine'), 'NonDetermine')).toEqual([0, 1, 0]);
    expect(score(treatmentResponse, report, found('NonDetermine'), 'criteria')).toEqual([1, 1, 1]);
    expect(score(treatmentResponse, report, found('NonDetermine'), 'justification, overlap')).toEqual([
      1, 1, 1,
    ]);
  });

  it('without a Finding is of none, and without gold is not judged', () => {
    expect(treatmentResponse.classes?.(report, [])?.found).toBe('none');
    expect(treatmentResponse.classes?.(aReport({}), found('MaladieStable'))).toBeNull();
    expect(treatmentResponse.scopes(aReport({}), found('MaladieStable'))).toEqual([]);
  });
});

describe('infections', () => {
  const coli = { kind: 'Bacterie', name: 'Escherichia coli' };
  const gold = (...results: GoldResult[]) => aReport({ results: { infections: results } });
  const bacteria = 'Bacterie + assertion, by name';

  it('are right by name and assertion', () => {
    const report = gold(aResult(coli));
    expect(score(infections, report, [aFinding(coli)], bacteria)).toEqual([1, 1, 1]);
    expect(score(infections, report, [aFinding(coli, { assertion: 'Absent' })], bacteria)).toEqual([1, 1, 0]);
  });

  it.each([
    ['Site', { name: 'voies urinaires' }, { name: 'urinaire' }, 'Site + assertion, by name'],
    ['Resistance', { name: 'carbapénémase' }, { name: 'EPC' }, 'resistances'],
    [
      'Susceptibility',
      { antibiotic: 'mécillinam', result: 'S' },
      { antibiotic: 'pivmécillinam', result: 'S' },
      'susceptibilities',
    ],
  ])('of a %s are right by another name of the same', (kind, expected, value, scope) => {
    const found = [aFinding({ kind, ...value })];
    expect(score(infections, gold(aResult({ kind, ...expected })), found, scope)).toEqual([1, 1, 1]);
  });

  it.each(['Grippe', 'Influenza A'])('of a virus are right by its name or its infection (%s)', (name) => {
    const found = [
      aFinding({ kind: 'Infection', name: 'Influenza A', organism: 'Influenza A', disease: 'Grippe' }),
    ];
    const scope = 'Infection + assertion, by name';
    expect(score(infections, gold(aResult({ kind: 'Infection', name })), found, scope)).toEqual([1, 1, 1]);
  });

  it('have susceptibilities as triples', () => {
    const drug = {
      kind: 'Susceptibility',
      name: 'amikacine',
      organism: 'Escherichia coli',
      antibiotic: 'amikacine',
    };
    const report = gold(aResult({ ...drug, result: 'S' }));
    const right = (value: object) => score(infections, report, [aFinding(value)], 'susceptibilities')[2];
    expect(right({ ...drug, result: 'S' })).toBe(1);
    expect(right({ ...drug, result: 'R' })).toBe(0);
    expect(right({ ...drug, organism: null, result: 'S' })).toBe(0);
  });

  it('alert only where something is stated as there', () => {
    const alert = { kind: 'Alert', name: 'BHRe', alert: 'BHRe' };
    const report = gold(aResult(alert));
    expect(score(infections, report, [aFinding(alert)], 'alert BHRe')).toEqual([1, 1, 1]);
    expect(score(infections, report, [aFinding(alert, { assertion: 'Indetermine' })], 'alert BHRe')).toEqual([
      1, 0, 0,
    ]);
    expect(score(infections, gold(), [aFinding(alert)], 'alert BHRe')).toEqual([0, 1, 0]);
  });

  it('in their words need the same label and assertion wherever they stand', () => {
    const report = aReport({ mentions: [aMention('E. coli', 'Bacterie')] });
    const mentions = [{ label: 'Bacterie', ...place('E. coli'), text: 'E. coli' }];
    const found = (assertion: Finding['assertion']) => [aFinding(coli, { mentions, assertion })];
    expect(score(infections, report, found('Present'), 'text + label + assertion')).toEqual([1, 1, 1]);
    expect(score(infections, report, found('Absent'), 'text + label + assertion')).toEqual([1, 1, 0]);
    expect(score(infections, report, found('Absent'), 'exact spans, Bacterie')).toEqual([1, 1, 1]);
    expect(score(infections, report, found('Absent'), 'Bacterie + assertion, overlap')).toEqual([1, 1, 0]);
  });
});
