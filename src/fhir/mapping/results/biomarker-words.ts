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
  'mg/l': 'mg/L',
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
export const UCUM_CODES: readonly string[] = [
  ...Object.values(UCUM),
  'k[IU]/L',
  'mU/mL',
  'mU/L',
  '{ratio}',
  '1',
];

/** Statuses that speak of a gene rather than of a protein or a serum level. */
export const GENETIC: readonly BiomarkerStatus[] = ['mutated', 'wildtype', 'amplified', 'not_amplified'];

/** LOINC codes of the variant pattern (genomics-reporting, STANDARDS 3.4). */
export const VARIANT = {
  assessment: '69548-6',
  gene: '48018-6',
  codingChange: '48004-6',
  proteinChange: '48005-3',
  genomicChange: '81290-9',
  allelicFrequency: '81258-6',
  copyNumber: '82155-3',
  changeType: '48019-4',
  present: 'LA9633-4',
  absent: 'LA9634-2',
} as const;

/** HER2 in situ has codes of its own: copies in a nucleus, and over those of chromosome 17. */
export const HER2_IN_SITU = { copies: '74860-8', ratio: '49683-6' } as const;

/** Results of molecular genetics whatever their status, unless they were seen by a stain. */
export const MOLECULAR_NAMES: readonly string[] = [
  'MSI',
  'TMB',
  'HRD',
  'MGMT',
  '1p19q',
  'ALK',
  'ROS1',
  'RET',
  'NTRK',
  'NRG1',
  'EWSR1',
  'BCR-ABL1',
];
/** Techniques of molecular genetics, and the stain that is none. */
export const MOLECULAR_METHOD = /ISH|NGS|PCR|séquençage|sequencing|Sanger|Idylla|array/i;
export const STAIN = /^IHC|^CPS$|^TPS$|immuno/i;

/** LOINC of a genetics report, and the kinds of document whose other results are grouped under their own kind. */
export const GENETIC_REPORT = '51969-4';
export const LABORATORY_DOCUMENTS: readonly string[] = ['60568-3', '11526-1', '11502-2'];

/** What a change of the gene is, read from how it is written. The first that fits. */
export const CHANGE_TYPES: readonly { shape: RegExp; code: string; label: string }[] = [
  { shape: /delins|del[A-Z]*ins/, code: 'deletion-insertion', label: 'Délétion-insertion' },
  { shape: /dup/, code: 'duplication', label: 'Duplication' },
  { shape: /fs/, code: 'frameshift', label: 'Décalage du cadre de lecture' },
  { shape: /ins/, code: 'insertion', label: 'Insertion' },
  { shape: /del/, code: 'deletion', label: 'Délétion' },
  {
    shape: />|^(?:p\.\(?)?[A-Z][a-z]{0,2}\d{1,5}(?:[A-Z][a-z]{0,2}|\*)\)?$/,
    code: 'substitution',
    label: 'Substitution',
  },
];
