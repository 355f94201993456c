import { type CodeableConcept, type ObservationComponent } from '@medplum/fhirtypes';
import { type FieldContent, type NewSegment } from '../../../hl7/index.js';
import { abnormalFlag, ce } from './coded.js';
import { type KeptResult } from './content.js';
import { hl7Date } from './dates.js';
import { obxValue } from './value.js';

/** A segment that waits for its number. */
export type Unnumbered = NewSegment & { readonly notes: readonly string[] };

/** Table 0085. Nothing that software proposes is final. */
export const PROPOSED = 'P';

/**
 * A result as OBX, one more for each of its components; OBX-3 and OBX-4 name it, the same through all versions of the
 * document. `taken`: the status of one that no longer stands (D, or W for the wrong patient); it says no value.
 */
export function observationSegments(
  result: KeptResult,
  { evidence, taken }: { readonly evidence: boolean; readonly taken: 'D' | 'W' },
): Unnumbered[] {
  const subId = subIdOf(result.id);
  const name = nameOf(result);
  if (result.isWithdrawn)
    return [{ name: 'OBX', fields: { 2: 'CE', 3: name, 4: subId, 11: taken }, notes: [] }];
  const shared = { 11: PROPOSED, 14: hl7Date(result.effectiveDateTime), 18: makerOf(result) };
  const { type, value, unit } = obxValue(result);
  const main: Unnumbered = {
    name: 'OBX',
    fields: {
      ...shared,
      ...{ 2: type, 3: name, 4: subId, 5: value, 6: unit },
      8: abnormalFlag(result.interpretation),
      9: result.confidence?.toFixed(2),
      17: result.method && ce(result.method),
    },
    notes: notesOf(result, evidence),
  };
  const parts = (result.component ?? []).map((one, at) => part(one, `${subId}.${at + 1}`, result));
  return [main, ...parts.map((fields) => ({ name: 'OBX', fields: { ...fields, ...shared }, notes: [] }))];
}

function part(
  component: ObservationComponent,
  subId: string,
  { isHistorical }: KeptResult,
): NewSegment['fields'] {
  const { type, value, unit } = obxValue(component);
  return { 2: type, 3: nameAs(component.code, isHistorical), 4: subId, 5: value, 6: unit };
}

/** OBX-4 has 20 characters: 64 bits of the id that the result has in FHIR. */
export const subIdOf = (id: string): string => id.replaceAll('-', '').slice(0, 16);

const nameOf = ({ code, isHistorical }: KeptResult): FieldContent => nameAs(code, isHistorical);

/** A result of the past under a standard code would be filed as one of today: our code alone, and the words say it. */
const nameAs = (code: CodeableConcept, isHistorical: boolean): FieldContent =>
  isHistorical ? ce({ ...code, text: `Antécédent : ${code.text ?? ''}` }, { local: true }) : ce(code);

/** EI: the use case with its version, and whose software it is. */
const makerOf = ({ maker }: KeptResult): FieldContent | undefined => maker && [maker, 'PASSERELLE'];

function notesOf({ specimen, evidence }: KeptResult, isWanted: boolean): string[] {
  return [
    ...(specimen ? [`Prélèvement : ${specimen}`] : []),
    ...(isWanted ? evidence.map((words) => `Extrait du compte rendu : « ${words} »`) : []),
  ];
}
