import { type CodeableConcept, type Observation, type Specimen } from '@medplum/fhirtypes';
import { type Identified } from '../bundle.js';
import { clean, coding, concept } from '../concepts.js';
import { toDateTime } from '../dates.js';
import { confidenceExtension } from '../evidence.js';
import { keyIdentifier } from '../ids.js';
import { type ProfileName } from '../input.js';
import { resultMeta } from '../meta.js';
import { claim } from '../profiles.js';
import { HL7, OWN } from '../systems.js';
import { type PlacedFinding, type ResultContext } from './context.js';

/** What a use case says of its result; the rest is common to all. */
export interface ObservationBody extends Pick<
  Observation,
  | 'code'
  | 'valueCodeableConcept'
  | 'valueQuantity'
  | 'valueRange'
  | 'dataAbsentReason'
  | 'interpretation'
  | 'method'
  | 'component'
  | 'hasMember'
  | 'referenceRange'
> {
  readonly category: readonly CodeableConcept[];
  /** What the result is about, for its id: see `resultIds`. */
  readonly key: readonly string[];
  /** Where the statement holds at another time than the Finding's date; null: at none that is known. */
  readonly effective?: string | null | undefined;
  /** What a person is told beside it. */
  readonly remarks?: readonly string[] | undefined;
  /** Profiles it would fit, claimed where the site asks for them. */
  readonly fits?: readonly ProfileName[] | undefined;
}

export type Placed = PlacedFinding<unknown>;

/** A result, `preliminary` until a person accepts it, pointing at its evidence in the source. */
export function toObservation(
  { finding, evidence }: Placed,
  body: ObservationBody,
  context: ResultContext,
): Identified<Observation> {
  const { category, key, effective, remarks = [], fits = [], ...content } = body;
  const id = context.nextId('Observation', finding.useCase, key);
  const { report, settings, method, subject } = context;
  const specimen = clean(finding.specimen ?? '');
  const time = effective === undefined ? timeOf({ finding }, context) : effective;
  const note = [...remarks, ...(method.assurance === 'rules' ? [RULES_ONLY] : [])].map((text) => ({ text }));
  const observation: Identified<Observation> = {
    resourceType: 'Observation',
    id,
    meta: resultMeta(report, settings, method),
    ...(specimen && { contained: [toSpecimen(specimen, context)] }),
    extension: [...evidence, confidenceExtension(finding.confidence)],
    identifier: [keyIdentifier(settings, 'Observation', id)],
    status: 'preliminary',
    category: [...category, ...(finding.temporality === 'historical' ? [HISTORICAL] : [])],
    subject: subject.patient,
    ...(subject.encounter && { encounter: subject.encounter }),
    ...(time && { effectiveDateTime: time }),
    ...content,
    ...(note.length > 0 && { note }),
    ...(specimen && { specimen: { reference: '#specimen' } }),
    device: { reference: context.deviceOf(finding) },
    derivedFrom: [{ reference: context.source }],
  };
  return claim(observation, fits, settings);
}

/** A Finding's own date; the document's for a current one; nothing invented for a past one without a date. */
export function timeOf(
  { finding }: Pick<Placed, 'finding'>,
  context: ResultContext,
  isOfToday = true,
): string | undefined {
  const own = toDateTime(finding.date, context.settings);
  return own ?? (isOfToday && finding.temporality === 'current' ? documentTime(context) : undefined);
}

export const documentTime = ({ report, settings }: ResultContext): string | undefined =>
  toDateTime(report.date, settings);

export const category = (code: 'laboratory' | 'exam' | 'imaging'): CodeableConcept => ({
  coding: [coding(HL7.observationCategory, code)],
});

export const service = (code: 'GE' | 'LAB' | 'MB'): CodeableConcept => ({
  coding: [coding(HL7.diagnosticService, code)],
});

export const interpretation = (code: string, ...more: ReturnType<typeof coding>[]): CodeableConcept => ({
  coding: [coding(HL7.interpretation, code), ...more],
});

const HISTORICAL = concept('Antécédent', coding(OWN.temporality, 'historical'));

const RULES_ONLY =
  'Texte pseudonymisé par des règles seules avant analyse : assurance limitée (pas de modèle entraîné).';

// Contained: a text names a specimen, it does not identify one in the laboratory's system.
const toSpecimen = (name: string, { subject }: ResultContext): Specimen => ({
  resourceType: 'Specimen',
  id: 'specimen',
  type: concept(name),
  subject: subject.patient,
});
