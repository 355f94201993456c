import { type ObservationComponent } from '@medplum/fhirtypes';
import { coding, concept } from '../concepts.js';
import { HL7, OWN } from '../systems.js';
import { HER2_IN_SITU, VARIANT } from './biomarker-words.js';
import { type BiomarkerValue } from './biomarker-value.js';
import { readMeasure } from './measure.js';

/** What is said beside the result itself, as components of the variant pattern (genomics-reporting). */
export function detailsOf(value: BiomarkerValue): ObservationComponent[] {
  const { name, exon, vaf, copies, ratio, partner } = value;
  const inSitu = name === 'HER2' ? HER2_IN_SITU : undefined;
  // What is the value already is not said twice.
  const stated = statedValue(value);
  const isValue = (one: string | undefined) => one !== undefined && one === stated;
  return [
    ...(vaf ? [measured(standard(VARIANT.allelicFrequency, 'Fréquence allélique'), vaf, '%')] : []),
    ...(exon ? [worded(local('exon', 'Exon'), exon)] : []),
    ...(copies && !isValue(copies)
      ? [measured(standard(inSitu?.copies ?? VARIANT.copyNumber, 'Nombre de copies'), copies, '1')]
      : []),
    ...(ratio && !isValue(ratio)
      ? [
          measured(
            inSitu ? standard(inSitu.ratio, 'Rapport') : local('copy-number-ratio', 'Rapport'),
            ratio,
            '{ratio}',
          ),
        ]
      : []),
    ...(partner ? [worded(local('fusion-partner', 'Partenaire de fusion'), partner)] : []),
  ];
}

/** The value the result is given under its code: of a count of copies, or their ratio, that count. */
export function statedValue({ value, vaf, loinc, ratio, copies }: BiomarkerValue): string | undefined {
  if (loinc === HER2_IN_SITU.ratio && ratio) return ratio;
  if (loinc === HER2_IN_SITU.copies && copies) return copies;
  // A share of alleles says how much of it there is: it is a component, and the result is what was found.
  return value === vaf ? undefined : value;
}

/** Of a value that is a count or a ratio of copies, where it came without a unit. */
export const unitOf = (
  value: string | undefined,
  { ratio, copies }: Pick<BiomarkerValue, 'ratio' | 'copies'>,
): string | undefined => {
  if (value === undefined) return undefined;
  return value === ratio ? '{ratio}' : value === copies ? '1' : undefined;
};

const standard = (loinc: string, label: string) => concept(label, coding(HL7.loinc, loinc));
const local = (code: string, label: string) => concept(label, coding(OWN.component, code));

const worded = (code: ObservationComponent['code'], words: string): ObservationComponent => ({
  code,
  valueCodeableConcept: concept(words),
});

/** A number where the words are one, else the words. */
function measured(code: ObservationComponent['code'], words: string, unit: string): ObservationComponent {
  const measure = readMeasure(words.replace(/\s*%$/, ''), unit);
  return measure ? { code, ...measure } : worded(code, words);
}
