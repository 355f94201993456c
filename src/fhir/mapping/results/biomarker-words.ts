/** Words and codes of tumour biomarkers, to be read and corrected by a clinician or a biologist. */

export type BiomarkerStatus =
  | 'positive'
  | 'negative'
  | 'equivocal'
  | 'mutated'
  | 'wildtype'
  | 'amplified'
  | 'not_amplified'
  | 'normal'
  | 'elevated'
  | 'unknown';

/** French label, and the code of v3-ObservationInterpretation where there is one. */
export const STATUS: Readonly<Record<BiomarkerStatus, { label: string; interpretation?: string }>> = {
  positive: { label: 'Positif', interpretation: 'POS' },
  negative: { label: 'Négatif', interpretation: 'NEG' },
  equivocal: { label: 'Équivoque', interpretation: 'E' },
  mutated: { label: 'Muté', interpretation: 'POS' },
  wildtype: { label: 'Non muté (sauvage)', interpretation: 'NEG' },
  amplified: { label: 'Amplifié', interpretation: 'POS' },
  not_amplified: { label: 'Non amplifié', interpretation: 'NEG' },
  normal: { label: 'Normal', interpretation: 'N' },
  elevated: { label: 'Élevé', interpretation: 'H' },
  unknown: { label: 'Inconnu' },
};

/** Units as reports write them (lower case, no blank) → UCUM. */
export const UCUM: Readonly<Record<string, string>> = {
  '%': '%',
  'ng/ml': 'ng/mL',
  'µg/l': 'ug/L',
  'ug/l': 'ug/L',
  'ng/l': 'ng/L',
  'pg/ml': 'pg/mL',
  'u/ml': 'U/mL',
  'ku/l': 'kU/L',
  'u/l': 'U/L',
  'ui/ml': '[IU]/mL',
  'ui/l': '[IU]/L',
  'mui/ml': 'm[IU]/mL',
  // For UCUM `Mb` is a megabarn; this one is HL7 genomics-reporting's.
  'mut/mb': '1/1000000{Base}',
  'mutations/mb': '1/1000000{Base}',
  'mm/mb': '1/1000000{Base}',
  '{mutations}/mb': '1/1000000{Base}',
};

/** Units that come as UCUM already. */
export const UCUM_CODES: readonly string[] = [...Object.values(UCUM), 'k[IU]/L', 'mU/mL', 'mU/L', '{ratio}'];

/** Statuses that speak of a gene rather than of a protein or a serum level. */
export const GENETIC: readonly BiomarkerStatus[] = ['mutated', 'wildtype', 'amplified', 'not_amplified'];

/** LOINC codes of the variant pattern (genomics-reporting, STANDARDS 3.4). */
export const VARIANT = {
  assessment: '69548-6',
  gene: '48018-6',
  codingChange: '48004-6',
  proteinChange: '48005-3',
  genomicChange: '81290-9',
  present: 'LA9633-4',
  absent: 'LA9634-2',
} as const;
