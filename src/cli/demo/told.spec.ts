import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { toCareBundle } from '../../fhir/index.js';
import { aCareInput, aFinding, her2 } from '../../fhir/mapping/spec-builders.js';
import { type Finding } from '../../use-cases/index.js';
import { told } from './told.js';

function read(...findings: Finding[]): string[] {
  const made = toCareBundle(aCareInput({ findings }));
  if (!made.ok) throw new Error(made.failure.message);
  const bundle: Bundle = made.value;
  return told(bundle.entry?.flatMap(({ resource }): Resource[] => (resource ? [resource] : [])) ?? []);
}
const biomarker = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  aFinding('HER2', value, more);
const infection = (value: Record<string, unknown>, more: Partial<Finding> = {}) =>
  aFinding('E. coli', value, more);
const response = (value: Record<string, unknown>) =>
  aFinding('carcinome', { current: true, ...value }, { useCase: 'treatment-response' });

describe('what a person reads of biomarkers', () => {
  it('is a score or a measure, and what it means', () => {
    expect(read(her2())).toEqual(['HER2 : 3+ (positif)']);
    const psa = { name: 'PSA', status: 'elevated', value: '12,5', unit: 'ng/mL' };
    expect(read(biomarker(psa))).toEqual(['PSA : 12,5 ng/mL (élevé)']);
    expect(read(biomarker({ ...psa, value: '<0.1', status: 'normal' }))).toEqual([
      'PSA : < 0,1 ng/mL (normal)',
    ]);
    expect(read(biomarker({ name: 'Ki-67', status: 'unknown', value: '20', unit: '%' }))).toEqual([
      'Ki-67 : 20 %',
    ]);
  });

  it('is words, a variant by its gene and change, and that it is of the past', () => {
    expect(read(biomarker({ name: 'KRAS', status: 'wildtype' }))).toEqual(['KRAS : Non muté (sauvage)']);
    const egfr = { name: 'EGFR', status: 'mutated', variant: 'p.L858R' };
    expect(read(biomarker(egfr))).toEqual(['EGFR p.L858R : Présent']);
    expect(read(biomarker({ name: 'ALK', status: 'negative' }, { temporality: 'historical' }))).toEqual([
      'ALK : Négatif (antécédent)',
    ]);
    const past = { name: 'PSA', status: 'normal', value: '0.03', unit: 'ng/mL' };
    expect(read(biomarker(past, { temporality: 'historical' }))).toEqual([
      'PSA : 0,03 ng/mL (normal, antécédent)',
    ]);
    expect(read(biomarker({ name: 'MET', status: 'unknown' }, { assertion: 'Indetermine' }))).toEqual([
      'MET : indéterminé',
    ]);
  });
});

it('of a response is the class, its criteria and measures', () => {
  const partial = {
    class: 'ReponsePartielle',
    criteria: 'RECIST 1.1',
    targetSumMm: 51,
    targetSumChangePercent: -41,
  };
  expect(read(response(partial))).toEqual([
    'Réponse au traitement : Réponse partielle (RECIST 1.1, somme 51 mm, -41 %)',
  ]);
  expect(read(response({ class: 'MaladieProgressive', newLesions: true }))).toEqual([
    'Réponse au traitement : Maladie progressive (nouvelles lésions)',
  ]);
  expect(read(response({ class: 'MaladieStable', contradicts: true }))).toEqual([
    'Réponse au traitement : Réponse non évaluable',
    'à relire : énoncés contradictoires',
  ]);
});

describe('what a person reads of infections', () => {
  const coli = { kind: 'Bacterie', name: 'Escherichia coli' };
  const drug = (antibiotic: string, result: string, mic?: string) =>
    infection({
      kind: 'Susceptibility',
      name: antibiotic,
      antibiotic,
      result,
      organism: 'Escherichia coli',
      mic,
    });

  it('is an antibiogram in three lines at most, resistances first', () => {
    expect(
      read(
        infection(coli),
        drug('amikacine', 'S'),
        drug('céfotaxime', 'R', '> 8'),
        drug('méropénème', 'I', '4'),
      ),
    ).toEqual([
      'Escherichia coli',
      'R (Escherichia coli) : céfotaxime (> 8 mg/L)',
      'SFP (Escherichia coli) : méropénème (4 mg/L)',
      'S (Escherichia coli) : amikacine',
    ]);
  });

  it('is carriage as such, and an alert that waits for a person, once', () => {
    const alert = { kind: 'Alert', name: 'BHRe', alert: 'BHRe' };
    expect(read(infection({ ...coli, carriage: true }), infection(alert), infection(alert))).toEqual([
      'Escherichia coli (portage)',
      'BHRe : Présent',
      'alerte à valider : BHRe',
    ]);
  });

  it('is a history, never a denial of it', () => {
    const past = { assertion: 'Absent', temporality: 'historical' } as const;
    expect(read(infection({ ...coli, carriage: true }, past))).toEqual(['Escherichia coli : antécédent']);
    expect(read(infection({ kind: 'Site', name: 'urinaire' }))).toEqual(['site : urinaire']);
    expect(read(infection({ kind: 'Infection', name: 'Pneumopathie' }, past))).toEqual([
      'Pneumopathie : antécédent',
    ]);
  });
});

it('of what no longer stands is nothing', () => {
  expect(
    told([{ resourceType: 'Observation', id: 'a', status: 'entered-in-error', code: { text: 'HER2' } }]),
  ).toEqual([]);
});
