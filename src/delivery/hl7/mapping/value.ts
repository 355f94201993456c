import { type Observation, type Quantity } from '@medplum/fhirtypes';
import { type FieldContent } from '../../../hl7/index.js';
import { ce, OWN_CODES } from './coded.js';
import { hl7Date } from './dates.js';

/** OBX-2, 5 and 6. */
export interface ObxValue {
  readonly type: 'NM' | 'SN' | 'CE' | 'TS';
  readonly value: FieldContent;
  readonly unit?: FieldContent;
}

type Valued = Pick<
  Observation,
  | 'valueCodeableConcept'
  | 'valueQuantity'
  | 'valueRange'
  | 'valueBoolean'
  | 'valueDateTime'
  | 'dataAbsentReason'
>;

/**
 * The value of a result. Never TX, FT or ST: lines of text are what a report is made of, and these must not be read as
 * one. What could not be said is a code of ours.
 */
export function obxValue(one: Valued): ObxValue {
  const { valueQuantity: quantity, valueRange: range, valueCodeableConcept: concept } = one;
  if (quantity?.value !== undefined) {
    const unit = unitOf(quantity);
    const written = decimal(quantity.value);
    if (!quantity.comparator) return { type: 'NM', value: written, ...unit };
    return { type: 'SN', value: [quantity.comparator, written], ...unit };
  }
  if (range) {
    const [low, high] = [range.low?.value, range.high?.value].map((bound) =>
      bound === undefined ? '' : decimal(bound),
    ) as [string, string];
    return { type: 'SN', value: ['', low, '-', high], ...unitOf(range.low ?? range.high) };
  }
  if (concept) return { type: 'CE', value: ce(concept) };
  if (one.valueBoolean !== undefined)
    return { type: 'CE', value: one.valueBoolean ? ['Y', 'Oui', 'HL70136'] : ['N', 'Non', 'HL70136'] };
  if (one.valueDateTime) return { type: 'TS', value: hl7Date(one.valueDateTime) };
  return { type: 'CE', value: ['unknown', 'Non déterminé', OWN_CODES] };
}

/** Without exponent: NM has none. */
const decimal = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 });

function unitOf(quantity: Quantity | undefined): { unit?: FieldContent } {
  if (!quantity?.unit && !quantity?.code) return {};
  const { unit = '', code } = quantity;
  return { unit: code ? [code, unit || code, 'UCUM'] : ['', unit] };
}
