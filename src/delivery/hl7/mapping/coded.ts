import { type CodeableConcept, type Coding } from '@medplum/fhirtypes';
import { HL7_SYSTEMS } from '../../../fhir/index.js';
import { type FieldContent } from '../../../hl7/index.js';

/** Our own codes, by the convention for local coding systems (table 0396: `99` and three letters or more). */
export const OWN_CODES = '99PASSERELLE';

const OWN_URN = 'urn:passerelle:codes:';

/** FHIR system to the name of table 0396. */
const NAMES: Readonly<Record<string, string>> = {
  [HL7_SYSTEMS.loinc]: 'LN',
  [HL7_SYSTEMS.ucum]: 'UCUM',
  [HL7_SYSTEMS.interpretation]: 'HL70078',
  [HL7_SYSTEMS.nullFlavor]: 'NULLFL',
  'http://snomed.info/sct': 'SCT',
};

/** Shown first in a CE: a receiver looks at the first code. */
const FIRST: readonly string[] = ['LN', 'SCT'];

function nameOf(system: string | undefined): string {
  if (!system) return 'L';
  if (system.startsWith(OWN_URN)) return OWN_CODES;
  return NAMES[system] ?? (system.startsWith('urn:oid:') ? system.slice('urn:oid:'.length) : 'L');
}

interface Named {
  readonly code: string;
  readonly text: string;
  readonly system: string;
}

const named = ({ system, code, display }: Coding): Named[] =>
  code ? [{ code, text: display ?? '', system: nameOf(system) }] : [];

/**
 * A concept as CE: the standard code first, another one as alternate, the words a person reads in component 2.
 * `local`: no standard code, where it would be taken for what it is not.
 */
export function ce(concept: CodeableConcept | undefined, { local = false } = {}): FieldContent {
  const all = (concept?.coding ?? [])
    .flatMap(named)
    .filter(({ system }) => !local || !FIRST.includes(system));
  const [one, two] = [...all].sort((a, b) => rank(a) - rank(b));
  const text = concept?.text ?? one?.text ?? '';
  if (!one) return ['', text];
  const alternate = two ? [two.code, two.text || text, two.system] : [];
  return [one.code, text, one.system, ...alternate];
}

const rank = ({ system }: Named): number => (FIRST.includes(system) ? 0 : 1);

/** The first code of an interpretation that HL7 v2 has too. */
export const abnormalFlag = (concepts: readonly CodeableConcept[] | undefined): string =>
  (concepts ?? [])
    .flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === HL7_SYSTEMS.interpretation)?.code ?? '';
