import { type Observation } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from '../bundle.js';
import { groupBy } from '../collections.js';
import { coding, concept } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { normalized, type ResultContext } from './context.js';
import { type PlacedInfection, type PlacedObservation } from './infection-value.js';
import { ANTIBIOGRAM, CULTURE } from './infection-words.js';
import { category, service, toObservation } from './observation.js';

export interface Antibiogram {
  /** Organism, temporality and specimen: what susceptibilities must share. */
  readonly group: string;
  readonly panel: Identified<Observation>;
}

/** One panel (29576-6) for the susceptibilities of one organism; without an organism there is none. */
export function antibiograms(made: readonly PlacedObservation[], context: ResultContext): Antibiogram[] {
  const tested = made.filter(({ placed: { value } }) => value.kind === 'Susceptibility' && value.organism);
  const groups = groupBy(tested, ({ placed }) => groupOf(placed, placed.value.organism ?? ''));
  return [...groups].map(([group, members]) => ({ group, panel: panelOf(members, context) }));
}

function panelOf(members: readonly PlacedObservation[], context: ResultContext): Identified<Observation> {
  const first = (members[0] as PlacedObservation).placed;
  const organism = first.value.organism ?? '';
  const confidence = Math.min(...members.map(({ placed }) => placed.finding.confidence));
  const evidence = members.flatMap(({ placed }) => placed.evidence);
  return toObservation(
    { finding: { ...first.finding, confidence }, value: first.value, evidence },
    {
      key: ['antibiogram', organism, first.finding.specimen ?? '', first.finding.temporality],
      category: [category('laboratory'), service('MB')],
      code: concept('Antibiogramme', coding(HL7.loinc, ANTIBIOGRAM)),
      component: [
        {
          code: concept('Micro-organisme', coding(OWN.component, 'organism')),
          valueCodeableConcept: concept(organism),
        },
      ],
      fits: ['eu-laboratory'],
      hasMember: members.map(({ observation }) => ({ reference: referenceTo(observation) })),
    },
    context,
  );
}

/** The organism found, with its antibiogram and its resistance mechanisms as members (EU laboratory pattern). */
export function tieOrganisms(
  made: readonly PlacedObservation[],
  panels: readonly Antibiogram[],
): Identified<Observation>[] {
  const isolates = made.filter(
    ({ placed: { value, finding } }) => value.kind === 'Bacterie' && finding.assertion === 'Present',
  );
  const members = new Map<PlacedObservation, string[]>();
  const tie = (group: string, member: Identified<Observation>) => {
    const isolate = isolateOf(isolates, group);
    if (isolate) members.set(isolate, [...(members.get(isolate) ?? []), referenceTo(member)]);
  };
  for (const { group, panel } of panels) tie(group, panel);
  for (const { placed, observation } of made) {
    const { kind, organism } = placed.value;
    if (kind === 'Resistance' && organism) tie(groupOf(placed, organism), observation);
  }
  return made.map((one) => {
    const hasMember = members.get(one)?.map((reference) => ({ reference }));
    if (!hasMember) return one.observation;
    return { ...one.observation, code: grown(one.observation, hasMember, panels), hasMember };
  });
}

/** What has an antibiogram was grown: the code of a culture, where its specimen has not said so already. */
function grown(
  { code }: Observation,
  members: readonly { readonly reference: string }[],
  panels: readonly Antibiogram[],
): Observation['code'] {
  const isGrown = panels.some(({ panel }) =>
    members.some(({ reference }) => reference === referenceTo(panel)),
  );
  const known = code.coding?.some(({ system }) => system === HL7.loinc);
  if (!isGrown || known) return code;
  return { ...code, coding: [coding(HL7.loinc, CULTURE.any), ...(code.coding ?? [])] };
}

/** Same organism, time and specimen; else, where only one isolate has that name and time, that one. */
function isolateOf(isolates: readonly PlacedObservation[], group: string): PlacedObservation | undefined {
  const named = ({ placed }: PlacedObservation) => groupOf(placed, placed.value.name);
  const exact = isolates.find((one) => named(one) === group);
  if (exact) return exact;
  const loose = isolates.filter((one) => prefixOf(named(one)) === prefixOf(group));
  return loose.length === 1 ? loose[0] : undefined;
}

const groupOf = ({ finding }: PlacedInfection, organism: string): string =>
  [normalized(organism), finding.temporality, normalized(finding.specimen ?? '')].join('\n');

const prefixOf = (group: string): string => group.split('\n').slice(0, 2).join('\n');
