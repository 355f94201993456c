import { type Observation } from '@medplum/fhirtypes';
import { OWN_SYSTEMS } from '../../fhir/index.js';
import { familyOf } from './families.js';
import { dayOf, itemOf } from './said.js';

const concept = (system: string, code: string) => ({ coding: [{ system, code }], text: code });
const told = (kind: string, name: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  status: 'preliminary',
  code: {
    coding: [
      { system: OWN_SYSTEMS.infection, code: name },
      { system: OWN_SYSTEMS.infectionKind, code: kind },
    ],
  },
  valueCodeableConcept: concept(OWN_SYSTEMS.assertion, 'Present'),
  ...more,
});
const organism = (name: string, more: Partial<Observation> = {}) =>
  told('Bacterie', '', {
    code: concept(OWN_SYSTEMS.infectionKind, 'Bacterie'),
    valueCodeableConcept: concept(OWN_SYSTEMS.infection, name),
    ...more,
  });

describe('what a result says of a germ', () => {
  it('is an organism by its family, a phenotype, an alert', () => {
    expect(itemOf(organism('Escherichia coli'))).toEqual({ kind: 'famille', name: 'Entérobactéries' });
    expect(itemOf(told('Resistance', 'BLSE'))).toEqual({ kind: 'phenotype', name: 'BLSE' });
    expect(itemOf(told('Alert', 'BHRe'))).toEqual({ kind: 'alerte', name: 'BHRe' });
  });

  it('is apart where it is only carried', () => {
    const component = [{ code: concept(OWN_SYSTEMS.component, 'carriage'), valueBoolean: true }];
    expect(itemOf(organism('Klebsiella pneumoniae', { component }))?.kind).toBe('portage');
  });

  it.each([
    [
      'denied',
      told('Resistance', 'BLSE', { valueCodeableConcept: concept(OWN_SYSTEMS.assertion, 'Absent') }),
    ],
    [
      'doubted',
      told('Alert', 'BMR', { valueCodeableConcept: concept(OWN_SYSTEMS.assertion, 'Indetermine') }),
    ],
    [
      'of an organism that is not there',
      told('Bacterie', 'Escherichia coli', {
        valueCodeableConcept: concept(OWN_SYSTEMS.assertion, 'Absent'),
      }),
    ],
    ['refused or taken back', organism('Escherichia coli', { status: 'entered-in-error' })],
    [
      'of the past',
      organism('Escherichia coli', { category: [concept(OWN_SYSTEMS.temporality, 'historical')] }),
    ],
    ['of a stain', organism('Bacille à Gram négatif')],
    ['of an antibiotic', told('Susceptibility', 'céfotaxime')],
    ['of a biomarker', { ...organism('x'), code: concept(OWN_SYSTEMS.biomarker, 'HER2') }],
  ])('is nothing where it is %s', (_, observation) => expect(itemOf(observation)).toBeUndefined());

  it.each([
    ['2026-01-05', '2026-01-05'],
    ['2026-01-05T08:00:00+01:00', '2026-01-05'],
    ['2026-02', '2026-02-10'],
    ['2026-01', '2026-01-15'],
    ['2026', '2026-02-10'],
    [undefined, '2026-02-10'],
  ])('of %s is of the day %s', (effective, day) => expect(dayOf(effective, '2026-02-10')).toBe(day));
});

it.each([
  ['Staphylococcus aureus', 'Staphylococcus aureus'],
  ['Staphylococcus epidermidis', 'Staphylocoques à coagulase négative'],
  ['Clostridium difficile', 'Clostridioides difficile'],
  ['Enterococcus faecium', 'Entérocoques'],
  ['Bacteroides fragilis', 'Bacteroides'],
])('%s is counted with %s', (organismName, family) => expect(familyOf(organismName)).toBe(family));
