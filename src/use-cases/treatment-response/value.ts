/** Response of a tumour to its treatment; canonical: docs/vocabulary.json. */
export const CLASSES = [
  'ReponseComplete',
  'ReponsePartielle',
  'MaladieStable',
  'MaladieProgressive',
  'NonDetermine',
  'NonApplicable',
] as const;
export type ResponseClass = (typeof CLASSES)[number];

/** What an assessment rests on. */
export const MODALITIES = ['imaging', 'metabolic', 'clinical', 'biological', 'pathological'] as const;
export type Modality = (typeof MODALITIES)[number];

/** What a change of size is compared with. */
export const REFERENCES = ['baseline', 'nadir', 'previous'] as const;
export type Reference = (typeof REFERENCES)[number];

/** The rule that decided; README.md says what each means. */
export const EXPLANATIONS = [
  'stated-category',
  'stated-score',
  'stated-in-words',
  'change-of-lesions',
  'new-lesions',
  'remission-maintained',
  'no-progression',
  'biological-change',
  'conclusion-over-body',
  'newest-over-history',
  'told-in-history',
  'earlier-assessment',
  'dissociated',
  'contradiction',
  'not-evaluable',
  'doubtful',
  'no-cancer',
  'no-treatment',
  'no-assessment',
] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

/**
 * `docs/batch-contract.md`: the value of a Finding of `treatment-response`. It never holds a date nor words of the
 * text: dates are shifted by pseudonymization, and only `Finding.date` is shifted back.
 */
export interface ResponseValue {
  readonly class: ResponseClass;
  /** Canonical name of the criteria that the report names: docs/vocabulary.json. */
  readonly criteria: string | null;
  /** True for one Finding of a document, the answer; false for the other assessments it tells. */
  readonly current: boolean;
  readonly explanation: Explanation;
  readonly modality?: Modality;
  /** A score as written, in one spelling: `Deauville 4`, `TRG 2`, `RCB-II`. */
  readonly score?: string;
  /** Sum of the diameters of target lesions, in mm. */
  readonly targetSumMm?: number;
  /** Change of that sum, in percent, negative where it shrinks. */
  readonly targetSumChangePercent?: number;
  readonly reference?: Reference;
  /** Said to be there (`true`), or said not to be (`false`). */
  readonly newLesions?: boolean;
  /** Some lesions shrink while others grow. */
  readonly dissociated?: true;
  /** Two current statements disagree; both are evidence. */
  readonly contradicts?: true;
}
