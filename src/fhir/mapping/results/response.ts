import {
  type CodeableConcept,
  type DetectedIssue,
  type Observation,
  type ObservationComponent,
} from '@medplum/fhirtypes';
import { type Identified } from '../bundle.js';
import { coding, concept, localCode } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { type ResultContext } from './context.js';
import { toContradiction } from './detected-issue.js';
import { category, type ObservationBody, timeOf, toObservation } from './observation.js';
import { type PlacedResponse, type ResponseValue } from './response-value.js';
import * as words from './response-words.js';

/** An Observation for each assessment the report tells, and an issue where it contradicts itself. */
export function responseResources(
  placed: readonly PlacedResponse[],
  context: ResultContext,
): Identified<Observation | DetectedIssue>[] {
  return placed.flatMap((one) => {
    const { value } = one;
    if (value.class === 'NonApplicable') return [];
    const said = value.class;
    const observation = toObservation(one, bodyOf(one, said, context), context);
    if (!value.contradicts) return [observation];
    return [observation, toContradiction(one, { observation, said: tellingOf(said, value) }, context)];
  });
}

function bodyOf(placed: PlacedResponse, said: words.Assessed, context: ResultContext): ObservationBody {
  const { finding, value } = placed;
  const { criteria, modality } = value;
  const method = criteria && methodOf(criteria);
  const component = componentsOf(value);
  return {
    key: ['response', value.current ? 'current' : 'earlier', finding.temporality],
    category: [category(modality ? words.MODALITY[modality].category : 'exam'), EXTRACTED],
    code: codeOf(criteria),
    valueCodeableConcept: answerOf(placed, said),
    ...(method && { method }),
    ...(component.length > 0 && { component }),
    remarks: [words.EXTRACTED],
    // An earlier assessment is not of the day of the report.
    effective: timeOf(placed, context, value.current) ?? null,
    fits: ['mcode-cancer-disease-status'],
  };
}

const EXTRACTED = concept('Extrait du texte', coding(OWN.derivation, 'extracted-from-text'));

function codeOf(criteria: string | undefined): CodeableConcept {
  const isRecist = criteria !== undefined && /recist/i.test(criteria);
  return concept(
    'Réponse au traitement',
    coding(HL7.loinc, words.OUTCOME_STATUS, 'Cancer outcome status'),
    coding(OWN.responseAssessment, 'overall-response'),
    isRecist ? coding(OWN.responseAssessment, 'recist-overall-response') : undefined,
  );
}

/** What is doubted, denied or contradicted concludes nothing: NE. */
function answerOf({ finding, value }: PlacedResponse, said: words.Assessed): CodeableConcept {
  const concludes = finding.assertion === 'Present' && !value.contradicts;
  const { code, label, trend } = words.RESPONSE[concludes ? said : 'NonDetermine'];
  return concept(label, coding(OWN.response, code, label), coding(HL7.snomed, trend, words.TREND[trend]));
}

function methodOf(criteria: string): CodeableConcept {
  const dicom = words.DICOM_CRITERIA[criteria.toLowerCase().replace(',', '.')];
  const local = coding(OWN.responseCriteria, localCode(criteria));
  return concept(criteria, dicom && coding(HL7.dicom, dicom.code, dicom.display), local);
}

function componentsOf(value: ResponseValue): ObservationComponent[] {
  const { targetSumMm: sum, targetSumChangePercent: change, reference, modality, explanation } = value;
  const parts: (ObservationComponent | undefined)[] = [
    sum === undefined
      ? undefined
      : part('recist-sum-of-diameters', 'Somme des diamètres des cibles', {
          valueQuantity: quantity(sum, 'mm'),
        }),
    change === undefined
      ? undefined
      : part('target-sum-change', 'Variation de la somme des cibles', {
          valueQuantity: quantity(change, '%'),
        }),
    reference && part('change-reference', 'Par rapport à', told(words.REFERENCE[reference], reference)),
    value.newLesions === undefined
      ? undefined
      : part('new-lesions', 'Nouvelles lésions', { valueBoolean: value.newLesions }),
    value.dissociated === undefined
      ? undefined
      : part('dissociated-response', 'Réponse dissociée', { valueBoolean: value.dissociated }),
    value.score ? part('score', 'Score', { valueCodeableConcept: concept(value.score) }) : undefined,
    explanation !== undefined && Object.hasOwn(words.EXPLANATION, explanation)
      ? part('explanation', 'Motif', told(words.EXPLANATION[explanation] ?? '', explanation))
      : undefined,
    modality && part('modality', 'Modalité', told(words.MODALITY[modality].label, modality)),
    value.current
      ? undefined
      : part('newest-assessment', 'Évaluation la plus récente', { valueBoolean: false }),
  ];
  return parts.filter((one) => one !== undefined);
}

const part = (
  code: string,
  label: string,
  value: Omit<ObservationComponent, 'code'>,
): ObservationComponent => ({ code: concept(label, coding(OWN.component, code)), ...value });

const told = (label: string, code: string) => ({
  valueCodeableConcept: concept(label, coding(OWN.component, code)),
});

const quantity = (value: number, code: string) => ({ value, unit: code, system: HL7.ucum, code });

/** The words of a contradiction: what was read, and what else is said. */
function tellingOf(said: words.Assessed, { contradicts = [] }: ResponseValue): readonly string[] {
  const label = (one: string): string =>
    Object.hasOwn(words.RESPONSE, one) ? words.RESPONSE[one as words.Assessed].label : one;
  return [...new Set([said, ...contradicts].map(label))];
}
