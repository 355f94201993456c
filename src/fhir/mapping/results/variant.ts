import { type CodeableConcept, type ObservationComponent } from '@medplum/fhirtypes';
import { coding, concept } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { CHANGE_TYPES, VARIANT } from './biomarker-words.js';
import { type ObservationBody } from './observation.js';

/** HGVS prefix → LOINC of the component that holds it. */
const HGVS: readonly (readonly [RegExp, string])[] = [
  [/^p\.\S+$/, VARIANT.proteinChange],
  [/^c\.\S+$/, VARIANT.codingChange],
  [/^g\.\S+$/, VARIANT.genomicChange],
];

/** A protein change as clinicians write it (`V600E`, `L858R`, `G12C`): the words, no HGVS claimed. */
const SHORT_PROTEIN = /^[A-Z]\d+(?:[A-Z]|\*|fs\S*|del\S*|dup|ins\S*)$/;

/** The variant pattern of genomics-reporting: 69548-6 with the gene and the change as components. */
export function variantBody(
  { name, variant }: { name: string; variant: string },
  read: string | undefined,
): Pick<ObservationBody, 'code' | 'valueCodeableConcept' | 'dataAbsentReason'> & {
  readonly component: ObservationComponent[];
} {
  const changes = variant.split(/\s*[;,]\s*/);
  return {
    code: concept('Recherche de variant génétique', coding(HL7.loinc, VARIANT.assessment)),
    ...presence(read),
    component: [component(VARIANT.gene, concept(name)), ...changes.flatMap(changeOf), ...typeOf(changes)],
  };
}

function presence(read: string | undefined) {
  if (read === 'POS') return { valueCodeableConcept: concept('Présent', coding(HL7.loinc, VARIANT.present)) };
  if (read === 'NEG') return { valueCodeableConcept: concept('Absent', coding(HL7.loinc, VARIANT.absent)) };
  return { dataAbsentReason: { coding: [coding(HL7.absentReason, 'unknown')] } };
}

function changeOf(change: string): ObservationComponent[] {
  if (!change) return [];
  const loinc = HGVS.find(([shape]) => shape.test(change))?.[1];
  if (loinc) return [component(loinc, concept(change, coding(HL7.hgvs, change)))];
  if (SHORT_PROTEIN.test(change)) return [component(VARIANT.proteinChange, concept(change))];
  return [
    {
      code: concept('Altération décrite', coding(OWN.component, 'variant-description')),
      valueCodeableConcept: concept(change),
    },
  ];
}

/** One change has one type, however often it is written; several have none that is theirs all. */
function typeOf(changes: readonly string[]): ObservationComponent[] {
  const types = new Set(
    changes.filter(isWritten).map((one) => CHANGE_TYPES.find(({ shape }) => shape.test(one))),
  );
  const [type] = types;
  if (!type || types.size > 1) return [];
  return [component(VARIANT.changeType, concept(type.label, coding(OWN.changeType, type.code)))];
}

const isWritten = (change: string): boolean => /^[cpg]\./.test(change) || SHORT_PROTEIN.test(change);

const component = (loinc: string, value: CodeableConcept): ObservationComponent => ({
  code: { coding: [coding(HL7.loinc, loinc)] },
  valueCodeableConcept: value,
});
