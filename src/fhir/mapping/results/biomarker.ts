import {
  type CodeableConcept,
  type DiagnosticReport,
  type Observation,
  type ObservationComponent,
} from '@medplum/fhirtypes';
import { type Finding } from '../../../use-cases/index.js';
import { type Identified } from '../bundle.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { type BiomarkerStatus, GENETIC, STATUS } from './biomarker-words.js';
import { detailsOf, statedValue, unitOf } from './biomarker-details.js';
import { biomarkerReports } from './biomarker-reports.js';
import { type BiomarkerValue, isMolecular, type PlacedBiomarker } from './biomarker-value.js';
import { type ResultContext } from './context.js';
import { readMeasure, referenceRangeOf } from './measure.js';
import { category, interpretation, type ObservationBody, service, toObservation } from './observation.js';
import { variantBody } from './variant.js';

/** Observations of biomarkers, and the reports that group those of one examination. */
export function biomarkerResources(
  placed: readonly PlacedBiomarker[],
  context: ResultContext,
): Identified<Observation | DiagnosticReport>[] {
  const made = placed.map((one) => ({
    placed: one,
    observation: toObservation(one, bodyOf(one), context),
  }));
  return [...made.map(({ observation }) => observation), ...biomarkerReports(made, context)];
}

function bodyOf({ finding, value }: PlacedBiomarker): ObservationBody {
  const molecular = isMolecular(value);
  const read = interpret(value.status, finding.assertion);
  const method = methodOf(value);
  const shared = {
    key: [value.name, measured(value, molecular), finding.specimen ?? '', finding.temporality],
    category: [category('laboratory'), ...(molecular ? [service('GE')] : [])],
    ...(read && { interpretation: [interpretation(read, coding(OWN.biomarkerStatus, value.status))] }),
    ...(method && { method }),
  };
  if (value.variant && GENETIC.includes(value.status)) {
    const variant = variantBody({ ...value, variant: value.variant }, read);
    const component = [...variant.component, ...detailsOf(value)];
    return { ...shared, ...variant, component, fits: isOnce(component) ? ['variant'] : [] };
  }
  const component = [...(value.variant ? [detail(value.variant)] : []), ...detailsOf(value)];
  const referenceRange = value.range ? referenceRangeOf(value.range, value.unit) : undefined;
  return {
    ...shared,
    code: concept(
      value.name,
      value.loinc ? coding(HL7.loinc, value.loinc) : undefined,
      coding(OWN.biomarker, localCode(value.name)),
    ),
    ...valueOf(value),
    ...(component.length > 0 && { component }),
    ...(referenceRange && { referenceRange: [referenceRange] }),
    fits: [
      'molecular-biomarker',
      ...(molecular ? [] : (['mcode-tumor-marker-test', 'eu-laboratory'] as const)),
    ],
  };
}

const IN_SITU = /ISH$/;

/**
 * What was measured of the biomarker, which tells its results apart: a protein, its gene in situ, or a sequence.
 * Not the technique in words: a replacement that leaves it out speaks of the same result.
 */
const measured = ({ method = '' }: BiomarkerValue, molecular: boolean): string =>
  IN_SITU.test(method) ? 'in-situ' : molecular ? 'molecular' : '';

/** The technique, and the clone of the antibody. */
function methodOf({ method, clone }: BiomarkerValue): CodeableConcept | undefined {
  if (!method && !clone) return undefined;
  const words = [method, clone && `clone ${clone}`].filter(Boolean).join(', ');
  return concept(
    words,
    method ? coding(OWN.method, localCode(method)) : undefined,
    clone ? coding(OWN.clone, localCode(clone)) : undefined,
  );
}

/** The variant profile has each of its components once. */
const isOnce = (components: readonly ObservationComponent[]): boolean => {
  const codes = components.map(({ code }) => code.coding?.[0]?.code);
  return new Set(codes).size === codes.length;
};

/** Absent is never positive, and what is not determined says so. */
function interpret(status: BiomarkerStatus, assertion: Finding['assertion']): string | undefined {
  const { interpretation: code } = STATUS[status];
  if (assertion === 'Indetermine') return code === 'E' ? 'E' : 'IND';
  if (assertion === 'Absent' && code) return code === 'N' ? 'N' : 'NEG';
  return code;
}

type Stated = Pick<
  ObservationBody,
  'valueCodeableConcept' | 'valueQuantity' | 'valueRange' | 'dataAbsentReason'
>;

function valueOf(biomarker: BiomarkerValue): Stated {
  const { status } = biomarker;
  const value = statedValue(biomarker);
  const unit = unitOf(value, biomarker) ?? biomarker.unit;
  const measure = value ? readMeasure(value, unit) : undefined;
  if (measure) return measure;
  if (!value && status === 'unknown')
    return { dataAbsentReason: { coding: [coding(HL7.absentReason, 'unknown')] } };
  const words = [value ?? STATUS[status].label, value && unit].filter(Boolean).join(' ');
  const known = status === 'unknown' ? undefined : coding(OWN.biomarkerStatus, status, STATUS[status].label);
  return { valueCodeableConcept: concept(words, known) };
}

const detail = (text: string) => ({
  code: concept('Précision', coding(OWN.component, 'detail')),
  valueCodeableConcept: concept(text),
});
