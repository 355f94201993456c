import {
  type CodeableConcept,
  type Flag,
  type Observation,
  type ObservationComponent,
} from '@medplum/fhirtypes';
import { type Assertion } from '../../../use-cases/index.js';
import { type Identified } from '../bundle.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { antibiograms, tieOrganisms } from './antibiogram.js';
import { type ResultContext } from './context.js';
import { toFlag } from './flag.js';
import { codeOf, type InfectionValue, type PlacedInfection } from './infection-value.js';
import { ALERT, ASSERTION, KIND, SUSCEPTIBILITY } from './infection-words.js';
import {
  category,
  documentTime,
  interpretation,
  type ObservationBody,
  service,
  timeOf,
  toObservation,
} from './observation.js';

/** Observations of infections, with the antibiogram of each organism, and a Flag for each present alert. */
export function infectionResources(
  placed: readonly PlacedInfection[],
  context: ResultContext,
): Identified<Observation | Flag>[] {
  const made = placed.map((one) => ({
    placed: one,
    observation: toObservation(one, bodyOf(one, context), context),
  }));
  const panels = antibiograms(made, context);
  const flags = made.filter(({ placed: one }) => raises(one)).map((one) => toFlag(one, context));
  return [...tieOrganisms(made, panels), ...panels.map(({ panel }) => panel), ...flags];
}

/** An alert is raised only on what is present now: never on a negation, a doubt or a history. */
const raises = ({ value, finding }: PlacedInfection): boolean =>
  value.kind === 'Alert' && finding.assertion === 'Present' && finding.temporality === 'current';

function bodyOf(placed: PlacedInfection, context: ResultContext): ObservationBody {
  const { finding, value } = placed;
  const history = finding.temporality === 'historical' && finding.assertion === 'Absent';
  const component = [...details(value), ...(history ? [pastOccurrence(placed, context)] : [])];
  return {
    key: [value.kind, value.name, value.organism ?? '', value.antibiotic ?? '', value.phenotype ?? ''].concat(
      value.alert ?? '',
      finding.specimen ?? '',
      finding.temporality,
    ),
    category: KIND[value.kind].laboratory ? [category('laboratory'), service('MB')] : [category('exam')],
    ...statementOf(placed, context),
    ...(component.length > 0 && { component }),
    // A history is absent NOW: the statement is the document's, the past date goes to its component.
    effective: history ? documentTime(context) : undefined,
    fits: KIND[value.kind].laboratory ? ['eu-laboratory'] : [],
  };
}

type Statement = Pick<
  ObservationBody,
  'code' | 'valueCodeableConcept' | 'dataAbsentReason' | 'interpretation'
>;

function statementOf({ finding, value }: PlacedInfection, { settings }: ResultContext): Statement {
  const kind = coding(OWN.infectionKind, value.kind, KIND[value.kind].label);
  const named = concept(value.name, codeOf(value, settings), coding(OWN.infection, localCode(value.name)));
  if (value.kind === 'Susceptibility') return susceptibility(value, finding.assertion, named);
  const present = finding.assertion === 'Present';
  // An organism or a site that is there is the VALUE; one that is not would be misread as found.
  const isValue = (value.kind === 'Bacterie' || value.kind === 'Site') && present;
  if (isValue)
    return {
      code: concept(KIND[value.kind].label, kind),
      valueCodeableConcept: named,
      interpretation: [POSITIVE],
    };
  const { label, interpretation: read } = ASSERTION[finding.assertion];
  const alert = value.alert && coding(OWN.alert, value.alert, ALERT[value.alert]);
  return {
    code: { ...named, coding: [...(named.coding ?? []), ...(alert ? [alert] : []), kind] },
    valueCodeableConcept: concept(label, coding(OWN.assertion, finding.assertion)),
    interpretation: [interpretation(read)],
  };
}

const POSITIVE = interpretation('POS');

function susceptibility(
  { antibiotic, name, result }: InfectionValue,
  assertion: Assertion,
  named: CodeableConcept,
): Statement {
  const drug = antibiotic ?? name;
  const kind = coding(OWN.infectionKind, 'Susceptibility', KIND.Susceptibility.label);
  const standard = named.coding?.filter(({ system }) => system !== OWN.infection) ?? [];
  const code = concept(drug, ...standard, coding(OWN.antibiotic, localCode(drug)), kind);
  if (!result) return { code, dataAbsentReason: { coding: [coding(HL7.absentReason, 'unknown')] } };
  const read = SUSCEPTIBILITY[result];
  if (assertion === 'Present') {
    const value = concept(read, coding(HL7.interpretation, result));
    return { code, valueCodeableConcept: value, interpretation: [interpretation(result)] };
  }
  // "Pas de résistance à…" is not "sensible": what is denied or doubted is said, and nothing is concluded.
  const { label, interpretation: told } = ASSERTION[assertion];
  const value = concept(`${read} : ${label.toLowerCase()}`, coding(OWN.assertion, assertion));
  return { code, valueCodeableConcept: value, interpretation: [interpretation(told)] };
}

function details({ kind, organism, phenotype }: InfectionValue): ObservationComponent[] {
  const made: ObservationComponent[] = [];
  if (organism && kind !== 'Bacterie') made.push(detail('organism', 'Micro-organisme', organism));
  if (phenotype) made.push(detail('phenotype', 'Phénotype de résistance', phenotype));
  return made;
}

const detail = (code: string, label: string, value: string): ObservationComponent => ({
  code: concept(label, coding(OWN.component, code)),
  valueCodeableConcept: concept(value),
});

function pastOccurrence(placed: PlacedInfection, context: ResultContext): ObservationComponent {
  const code = concept('Survenue passée', coding(OWN.component, 'past-occurrence'));
  const date = timeOf(placed, context);
  return date ? { code, valueDateTime: date } : { code, valueBoolean: true };
}
