import {
  type CodeableConcept,
  type Flag,
  type Observation,
  type ObservationComponent,
} from '@medplum/fhirtypes';
import { type Identified } from '../bundle.js';
import { groupBy } from '../collections.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { antibiograms, tieOrganisms } from './antibiogram.js';
import { type ResultContext } from './context.js';
import { toFlag } from './flag.js';
import {
  codeOf,
  type InfectionValue,
  type PlacedInfection,
  type PlacedObservation,
} from './infection-value.js';
import {
  ACQUISITION,
  ALERT,
  ASSERTION,
  BLOOD_CULTURE,
  CULTURE,
  DETECTED,
  KIND,
  OUTCOME,
} from './infection-words.js';
import { type Statement, susceptibility, unreadMic } from './susceptibility.js';
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
  const raised = made.filter(({ placed: one }) => raises(one));
  const alerts = groupBy(raised, ({ placed: { value } }) => value.alert ?? value.name);
  const flags = [...alerts.values()].map((some) =>
    toFlag(some as [PlacedObservation, ...PlacedObservation[]], context),
  );
  return [...tieOrganisms(made, panels), ...panels.map(({ panel }) => panel), ...flags];
}

/** An alert is raised only on what is present now: never on a negation, a doubt or a history. */
const raises = ({ value, finding }: PlacedInfection): boolean =>
  value.kind === 'Alert' && finding.assertion === 'Present' && finding.temporality === 'current';

function bodyOf(placed: PlacedInfection, context: ResultContext): ObservationBody {
  const { finding, value } = placed;
  const history = finding.temporality === 'historical' && finding.assertion === 'Absent';
  const component = [...details(value), ...(history ? [pastOccurrence(placed, context)] : [])];
  const mic = unreadMic(value);
  if (mic) component.push(detail('mic', 'CMI (mg/L)', mic));
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

function statementOf({ finding, value }: PlacedInfection, { settings }: ResultContext): Statement {
  const kind = coding(OWN.infectionKind, value.kind, KIND[value.kind].label);
  const named = concept(value.name, codeOf(value, settings), coding(OWN.infection, localCode(value.name)));
  if (value.kind === 'Susceptibility') return susceptibility(value, finding.assertion, named);
  const present = finding.assertion === 'Present';
  // An organism or a site that is there is the VALUE; one that is not would be misread as found.
  const isValue = (value.kind === 'Bacterie' || value.kind === 'Site') && present;
  if (isValue)
    return {
      code: concept(KIND[value.kind].label, cultureOf(value.kind, finding.specimen), kind),
      valueCodeableConcept: named,
      interpretation: [POSITIVE],
    };
  const { label, interpretation: read } = ASSERTION[finding.assertion];
  const alert = value.alert && coding(OWN.alert, value.alert, ALERT[value.alert]);
  return {
    code: { ...named, coding: [...(named.coding ?? []), ...(alert ? [alert] : []), kind] },
    valueCodeableConcept: concept(
      label,
      coding(OWN.assertion, finding.assertion),
      value.kind === 'Resistance' && present ? coding(HL7.snomed, DETECTED) : undefined,
    ),
    interpretation: [interpretation(read)],
  };
}

const POSITIVE = interpretation('POS');

/** A blood culture is one by its name; of another specimen only the antibiogram tells that it was grown. */
const cultureOf = (kind: InfectionValue['kind'], specimen: string | null) =>
  kind === 'Bacterie' && specimen && BLOOD_CULTURE.test(specimen)
    ? coding(HL7.loinc, CULTURE.blood)
    : undefined;

/** What is said beside the finding itself. */
function details(value: InfectionValue): ObservationComponent[] {
  const { kind, organism, phenotype, mechanism, disease, norm, acquisition, carriage, outcome } = value;
  const made: ObservationComponent[] = [];
  if (organism && kind !== 'Bacterie') made.push(detail('organism', 'Micro-organisme', organism));
  if (phenotype) made.push(detail('phenotype', 'Phénotype de résistance', phenotype));
  if (mechanism) made.push(detail('mechanism', 'Gène ou variant', mechanism));
  if (disease) made.push(detail('disease', 'Maladie', disease));
  if (norm) made.push(detail('breakpoints', 'Référentiel d’interprétation', norm));
  if (acquisition) made.push(coded('acquisition', 'Origine', { [acquisition]: ACQUISITION[acquisition] }));
  if (carriage) made.push({ code: named('carriage', 'Portage (colonisation)'), valueBoolean: true });
  const known = outcome && OUTCOME[outcome];
  if (known) made.push(coded('outcome', 'Évolution', { [outcome]: known }));
  else if (outcome) made.push(detail('outcome', 'Évolution', outcome));
  return made;
}

const named = (code: string, label: string): CodeableConcept => concept(label, coding(OWN.component, code));

const detail = (code: string, label: string, value: string): ObservationComponent => ({
  code: named(code, label),
  valueCodeableConcept: concept(value),
});

function coded(code: string, label: string, told: Readonly<Record<string, string>>): ObservationComponent {
  const [[value = '', words = ''] = []] = Object.entries(told);
  return { code: named(code, label), valueCodeableConcept: concept(words, coding(OWN.component, value)) };
}

function pastOccurrence(placed: PlacedInfection, context: ResultContext): ObservationComponent {
  const code = concept('Survenue passée', coding(OWN.component, 'past-occurrence'));
  const date = timeOf(placed, context);
  return date ? { code, valueDateTime: date } : { code, valueBoolean: true };
}
