import { type CodeableConcept, type Observation } from '@medplum/fhirtypes';
import { OWN_SYSTEMS } from '../../fhir/index.js';
import { familyOf } from './families.js';

export const KINDS = ['famille', 'portage', 'phenotype', 'alerte'] as const;

/** What is counted. */
export interface Item {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
}

/** What a result says of a germ that is there now; nothing where it was refused, taken back, denied or is of the past. */
export function itemOf(observation: Observation): Item | undefined {
  const { status, code, valueCodeableConcept: value, category = [] } = observation;
  if (status === 'entered-in-error' || status === 'cancelled') return undefined;
  if (category.some((one) => codeIn(one, OWN_SYSTEMS.temporality) === 'historical')) return undefined;
  switch (codeIn(code, OWN_SYSTEMS.infectionKind)) {
    case 'Bacterie': {
      // One that is there is the value; of one that is not, the value is the assertion.
      const organism = codeIn(value, OWN_SYSTEMS.infection);
      return named(isCarried(observation) ? 'portage' : 'famille', organism && familyOf(organism));
    }
    case 'Resistance':
      return isPresent(value) ? named('phenotype', codeIn(code, OWN_SYSTEMS.infection)) : undefined;
    case 'Alert':
      return isPresent(value)
        ? named('alerte', codeIn(code, OWN_SYSTEMS.alert) ?? codeIn(code, OWN_SYSTEMS.infection))
        : undefined;
    default:
      return undefined;
  }
}

const named = (kind: Item['kind'], name: string | undefined): Item | undefined =>
  name ? { kind, name } : undefined;

const isPresent = (value: CodeableConcept | undefined): boolean =>
  codeIn(value, OWN_SYSTEMS.assertion) === 'Present';

const isCarried = ({ component = [] }: Observation): boolean =>
  component.some(
    (one) => one.valueBoolean === true && codeIn(one.code, OWN_SYSTEMS.component) === 'carriage',
  );

const codeIn = (concept: CodeableConcept | undefined, system: string): string | undefined =>
  concept?.coding?.find((one) => one.system === system)?.code;

/** The day of an event: its own, else the document's; of a month alone, the document's day if that is in it. */
export function dayOf(effective: string | undefined, documentDay: string): string {
  if (effective && /^\d{4}-\d{2}-\d{2}/.test(effective)) return effective.slice(0, 10);
  if (effective && /^\d{4}-\d{2}$/.test(effective))
    return documentDay.startsWith(effective) ? documentDay : `${effective}-15`;
  return documentDay;
}
