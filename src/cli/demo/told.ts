import { type CodeableConcept, type Observation, type Quantity, type Resource } from '@medplum/fhirtypes';
import { OWN_SYSTEMS } from '../../fhir/index.js';

/** LOINC of a variant's gene and of its HGVS names, and of an antibiogram. */
const VARIANT_NAMES = ['48018-6', '48004-6', '48005-3'];
const ANTIBIOGRAM = '29576-6';

/** How a category of v3-ObservationInterpretation is said beside a value. */
const READ: Readonly<Record<string, string>> = {
  POS: 'positif',
  NEG: 'négatif',
  E: 'équivoque',
  H: 'élevé',
  N: 'normal',
  IND: 'indéterminé',
};
/** The categories of an antibiotic, in the order they matter. */
const CATEGORIES = { R: 'R', I: 'SFP', S: 'S' } as const;

/** What a clinician would read of one report, in a few words each; what is said twice, once. */
export function told(resources: readonly Resource[]): string[] {
  const observations = resources.filter((one): one is Observation => one.resourceType === 'Observation');
  const panels = observations.filter((one) => hasCode(one.code, ANTIBIOGRAM));
  const members = new Set(
    panels.flatMap(({ hasMember = [] }) => hasMember.map(({ reference }) => reference)),
  );
  const drugs = (panel: Observation) =>
    observations.filter(({ id }) =>
      panel.hasMember?.some(({ reference }) => reference === `Observation/${id}`),
    );
  const lines = resources.flatMap((one) => {
    if ('status' in one && one.status === 'entered-in-error') return [];
    if (one.resourceType === 'Flag') return [`alerte à valider : ${one.code.text ?? ''}`];
    if (one.resourceType === 'DetectedIssue') return ['à relire : énoncés contradictoires'];
    if (one.resourceType !== 'Observation' || members.has(`Observation/${one.id}`)) return [];
    return panels.includes(one) ? antibiogram(one, drugs(one)) : [toldOf(one)];
  });
  return [...new Set(lines)];
}

/** One line for each category: the drugs, with their concentration where it is known. */
function antibiogram(panel: Observation, drugs: readonly Observation[]): string[] {
  const organism = partOf(panel, 'organism')?.valueCodeableConcept?.text ?? '';
  return Object.entries(CATEGORIES).flatMap(([code, label]) => {
    const found = drugs.filter(({ interpretation }) => interpretation?.some((one) => hasCode(one, code)));
    const names = found.map(({ code: drug, valueQuantity }) =>
      valueQuantity ? `${drug.text ?? ''} (${measured(valueQuantity)})` : (drug.text ?? ''),
    );
    return names.length > 0 ? [`${label} (${organism}) : ${names.join(' · ')}`] : [];
  });
}

function toldOf(observation: Observation): string {
  const isHistory = observation.category?.some(({ text }) => text === 'Antécédent');
  const { words, details } = valueOf(observation);
  const name = nameOf(observation);
  // Absent now: beside a name it would read as a denial of what was.
  if (isHistory && words === 'Absent') return `${name} : antécédent`;
  const said = [...details, isHistory ? 'antécédent' : undefined].filter(Boolean).join(', ');
  const value = said ? `${words} (${said})`.trim() : words;
  return [name, value].filter(Boolean).join(' : ');
}

/** A variant is named by its gene and its change, an organism is its own name, anything else by its code. */
function nameOf({ code, component = [], valueCodeableConcept: value }: Observation): string {
  const parts = component.filter((one) => VARIANT_NAMES.some((loinc) => hasCode(one.code, loinc)));
  if (parts.length > 0) return parts.map(({ valueCodeableConcept: concept }) => wordsOf(concept)).join(' ');
  const isFound = value && hasSystem(value, OWN_SYSTEMS.infection);
  if (isFound && hasCode(code, 'Bacterie')) return '';
  return isFound && hasCode(code, 'Site') ? 'site' : wordsOf(code);
}

interface Value {
  readonly words: string;
  readonly details: readonly (string | undefined)[];
}

function valueOf(observation: Observation): Value {
  const { valueQuantity, valueCodeableConcept: concept, valueString, interpretation } = observation;
  const read = READ[interpretation?.[0]?.coding?.[0]?.code ?? ''];
  if (valueQuantity?.value !== undefined) return { words: measured(valueQuantity), details: [read] };
  if (!concept) return { words: valueString ?? read ?? '', details: [] };
  const words = wordsOf(concept);
  if (hasSystem(concept, OWN_SYSTEMS.response)) return { words, details: responseDetails(observation) };
  if (partOf(observation, 'carriage')?.valueBoolean) return { words, details: ['portage'] };
  // A score says less than what it means; words say it themselves.
  return {
    words,
    details: [hasSystem(concept, OWN_SYSTEMS.biomarkerStatus) && /\d/.test(words) ? read : undefined],
  };
}

function responseDetails(observation: Observation): (string | undefined)[] {
  const quantity = (code: string) => partOf(observation, code)?.valueQuantity;
  const [sum, change] = [quantity('recist-sum-of-diameters'), quantity('target-sum-change')];
  const isNew = partOf(observation, 'new-lesions')?.valueBoolean;
  return [
    observation.method?.text,
    partOf(observation, 'score')?.valueCodeableConcept?.text,
    sum && `somme ${measured(sum)}`,
    change && measured(change),
    isNew ? 'nouvelles lésions' : undefined,
  ];
}

const measured = ({ comparator, value, unit = '' }: Quantity): string =>
  `${comparator ? `${comparator} ` : ''}${String(value).replace('.', ',')} ${unit}`.trim();

const partOf = ({ component = [] }: Observation, code: string) =>
  component.find((one) => hasCode(one.code, code));

const hasCode = ({ coding = [] }: CodeableConcept, code: string): boolean =>
  coding.some((one) => one.code === code);

const hasSystem = ({ coding = [] }: CodeableConcept, system: string): boolean =>
  coding.some((one) => one.system === system);

const wordsOf = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code ?? '';
