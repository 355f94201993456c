import { type Observation, type ObservationReferenceRange, type Quantity } from '@medplum/fhirtypes';
import { HL7 } from '../systems.js';
import { UCUM, UCUM_CODES } from './biomarker-words.js';

const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
const SINGLE = new RegExp(`^(<=|>=|<|>|≤|≥)?\\s*(${NUMBER})\\s*(%)?$`);
const RANGE = new RegExp(`^(${NUMBER})\\s*%?\\s*(?:-|–|à)\\s*(${NUMBER})\\s*(%)?$`);

const COMPARATOR: Readonly<Record<string, Quantity['comparator']>> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '≤': '<=',
  '≥': '>=',
};

/**
 * A number with its unit, French decimals included (`12,5`, `< 1`, `10 à 20 %`). A bare number is a score
 * (HER2 `0`, CPS `10`): it is kept as written by the caller, not made a quantity.
 */
export function readMeasure(
  value: string,
  unit: string | undefined,
): Pick<Observation, 'valueQuantity' | 'valueRange'> | undefined {
  const [, comparator, single, percent] = SINGLE.exec(value) ?? [];
  if (single) {
    const written = unit ?? percent;
    if (!written) return undefined;
    const code = comparator && COMPARATOR[comparator];
    return { valueQuantity: { ...(code && { comparator: code }), ...quantity(single, written) } };
  }
  const [, low, high, rangePercent] = RANGE.exec(value) ?? [];
  const written = unit ?? rangePercent;
  if (!low || !high || !written) return undefined;
  const [first, last] = [quantity(low, written), quantity(high, written)];
  // R4 rng-2: low is not above high. A "range" the wrong way round is something else: kept as text.
  return (first.value ?? 0) <= (last.value ?? 0) ? { valueRange: { low: first, high: last } } : undefined;
}

function quantity(number: string, unit: string): Quantity {
  const value = Number(number.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
  const code = UCUM_CODES.includes(unit) ? unit : UCUM[unit.toLowerCase().replace(/\s+/g, '')];
  return { value, unit, ...(code && { system: HL7.ucum, code }) };
}

/** The printed range of a serum marker: `0-5`, `< 35`, `> 40`; the words alone where it is none of these. */
export function referenceRangeOf(range: string, unit: string | undefined): ObservationReferenceRange {
  const text = unit && !range.includes(unit) ? `${range} ${unit}` : range;
  const bare = unit ? range.replace(unit, '').trim() : range;
  const { valueRange, valueQuantity } = readMeasure(bare, unit ?? '1') ?? {};
  if (valueRange) return { ...(unit ? valueRange : {}), text };
  const { comparator, ...bound } = valueQuantity ?? {};
  if (!unit || !comparator) return { text };
  return { ...(comparator.startsWith('<') ? { high: bound } : { low: bound }), text };
}
