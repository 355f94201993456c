import { type CodeableConcept } from '@medplum/fhirtypes';
import { readYaml } from '../../../text/index.js';
import { type Assertion } from '../../../use-cases/index.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { type InfectionValue } from './infection-value.js';
import * as words from './infection-words.js';
import { readMeasure } from './measure.js';
import { interpretation, type ObservationBody } from './observation.js';

const LOINC = readYaml<Readonly<Record<string, string>>>(import.meta.url, './antibiotics.yml');

/** What a finding of an infection says, and of what. */
export type Statement = Pick<
  ObservationBody,
  'code' | 'valueCodeableConcept' | 'valueQuantity' | 'valueRange' | 'dataAbsentReason' | 'interpretation'
>;

/** One antibiotic: its concentration where there is one, else its category; the category is always read. */
export function susceptibility(
  value: InfectionValue,
  assertion: Assertion,
  named: CodeableConcept,
): Statement {
  const { antibiotic, name, result } = value;
  const drug = antibiotic ?? name;
  const kind = coding(OWN.infectionKind, 'Susceptibility', words.KIND.Susceptibility.label);
  const standard = named.coding?.filter(({ system }) => system !== OWN.infection) ?? [];
  const known = LOINC[drug];
  const code = concept(
    drug,
    ...standard,
    known && standard.every(({ system }) => system !== HL7.loinc) ? coding(HL7.loinc, known) : undefined,
    value.atc ? coding(HL7.atc, value.atc) : undefined,
    coding(OWN.antibiotic, localCode(drug)),
    kind,
  );
  const measure = assertion === 'Present' ? concentration(value) : undefined;
  if (!result) {
    if (measure) return { code, ...measure };
    return { code, dataAbsentReason: { coding: [coding(HL7.absentReason, 'unknown')] } };
  }
  if (assertion === 'Present') {
    const isEucast = !words.OTHER_BREAKPOINTS.test(value.norm ?? '');
    const label = result === 'I' && !isEucast ? words.INTERMEDIATE : words.SUSCEPTIBILITY[result];
    const exposure = result === 'I' && isEucast ? [coding(HL7.snomed, words.INCREASED_EXPOSURE)] : [];
    const stated = { valueCodeableConcept: concept(label, coding(HL7.interpretation, result), ...exposure) };
    return { code, ...(measure ?? stated), interpretation: [interpretation(result, ...exposure)] };
  }
  // "Pas de résistance à…" is not "sensible": what is denied or doubted is said, and nothing is concluded.
  const { label, interpretation: told } = words.ASSERTION[assertion];
  const denied = concept(
    `${words.SUSCEPTIBILITY[result]} : ${label.toLowerCase()}`,
    coding(OWN.assertion, assertion),
  );
  return { code, valueCodeableConcept: denied, interpretation: [interpretation(told)] };
}

const concentration = ({ mic }: InfectionValue) =>
  mic ? readMeasure(mic.replace(/\s*mg\/L$/i, ''), 'mg/L') : undefined;

/** A concentration that is no number (two of them for an association): kept in its words. */
export const unreadMic = (value: InfectionValue): string | undefined =>
  value.kind === 'Susceptibility' && !concentration(value) ? value.mic : undefined;
