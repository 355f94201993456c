import { type Observation } from '@medplum/fhirtypes';
import { type Finding } from '../../../use-cases/index.js';
import { type Identified } from '../bundle.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { type BiomarkerStatus, GENETIC, STATUS } from './biomarker-words.js';
import { type PlacedFinding, type ResultContext } from './context.js';
import { readMeasure } from './measure.js';
import { category, interpretation, type ObservationBody, service, toObservation } from './observation.js';
import { fieldsOf } from './read-value.js';
import { variantBody } from './variant.js';

export interface BiomarkerValue {
  readonly name: string;
  readonly status: BiomarkerStatus;
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  readonly method?: string | undefined;
  readonly variant?: string | undefined;
  readonly loinc?: string | undefined;
}

export function readBiomarker(value: unknown): BiomarkerValue | undefined {
  const fields = fieldsOf(value);
  const name = fields?.text('name');
  const status = fields?.oneOf('status', Object.keys(STATUS) as BiomarkerStatus[]);
  if (!fields || !name || !status) return undefined;
  const text = fields.text;
  return {
    name,
    status,
    value: text('value'),
    unit: text('unit'),
    method: text('method'),
    variant: text('variant'),
    loinc: text('loinc'),
  };
}

export function biomarkerObservations(
  placed: readonly PlacedFinding<BiomarkerValue>[],
  context: ResultContext,
): Identified<Observation>[] {
  return placed.map((one) => toObservation(one, bodyOf(one), context));
}

function bodyOf({ finding, value }: PlacedFinding<BiomarkerValue>): ObservationBody {
  const genetic = GENETIC.includes(value.status);
  const read = interpret(value.status, finding.assertion);
  const shared = {
    key: [value.name, value.method ?? '', finding.specimen ?? '', finding.temporality],
    category: [category('laboratory'), ...(genetic ? [service('GE')] : [])],
    ...(read && { interpretation: [interpretation(read, coding(OWN.biomarkerStatus, value.status))] }),
    ...(value.method && { method: concept(value.method, coding(OWN.method, localCode(value.method))) }),
  };
  if (value.variant && genetic)
    return { ...shared, ...variantBody({ ...value, variant: value.variant }, read) };
  return {
    ...shared,
    code: concept(
      value.name,
      value.loinc ? coding(HL7.loinc, value.loinc) : undefined,
      coding(OWN.biomarker, localCode(value.name)),
    ),
    ...valueOf(value),
    ...(value.variant && { component: [detail(value.variant)] }),
  };
}

/** Absent is never positive, and what is not determined says so. */
function interpret(status: BiomarkerStatus, assertion: Finding['assertion']): string | undefined {
  const { interpretation: code } = STATUS[status];
  if (assertion === 'Indetermine') return code === 'E' ? 'E' : 'IND';
  if (assertion === 'Absent' && code) return code === 'N' ? 'N' : 'NEG';
  return code;
}

function valueOf({
  status,
  value,
  unit,
}: BiomarkerValue): Pick<
  ObservationBody,
  'valueCodeableConcept' | 'valueQuantity' | 'valueRange' | 'dataAbsentReason'
> {
  const measure = value ? readMeasure(value, unit) : undefined;
  if (measure) return measure;
  if (!value && status === 'unknown')
    return { dataAbsentReason: { coding: [coding(HL7.absentReason, 'unknown')] } };
  const written = [value ?? STATUS[status].label, value && unit].filter(Boolean).join(' ');
  const known = status === 'unknown' ? undefined : coding(OWN.biomarkerStatus, status, STATUS[status].label);
  return { valueCodeableConcept: concept(written, known) };
}

const detail = (text: string) => ({
  code: concept('Précision', coding(OWN.component, 'detail')),
  valueCodeableConcept: concept(text),
});
