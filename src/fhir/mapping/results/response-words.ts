/** Words and codes of treatment response, to be read and corrected by an oncologist or a radiologist. */

export type ResponseClass =
  | 'ReponseComplete'
  | 'ReponsePartielle'
  | 'MaladieStable'
  | 'MaladieProgressive'
  | 'NonDetermine'
  | 'NonApplicable';

/** What an assessment can say: `NonApplicable` says nothing, and is no Observation. */
export type Assessed = Exclude<ResponseClass, 'NonApplicable'>;

/** Our category, its French label, and the trend of mCODE's value set (SNOMED CT) beside it. */
export const RESPONSE: Readonly<Record<Assessed, { code: string; label: string; trend: string }>> = {
  ReponseComplete: { code: 'CR', label: 'Réponse complète', trend: '268910001' },
  ReponsePartielle: { code: 'PR', label: 'Réponse partielle', trend: '268910001' },
  MaladieStable: { code: 'SD', label: 'Maladie stable', trend: '359746009' },
  MaladieProgressive: { code: 'PD', label: 'Maladie progressive', trend: '271299001' },
  NonDetermine: { code: 'NE', label: 'Réponse non évaluable', trend: '709137006' },
};

export const TREND: Readonly<Record<string, string>> = {
  '268910001': "Patient's condition improved",
  '359746009': "Patient's condition stable",
  '271299001': "Patient's condition worsened",
  '709137006': 'condition undetermined',
};

/** LOINC of the answer of a cancer to its treatment. */
export const OUTCOME_STATUS = '21976-6';

/** Criteria that DICOM has a code for; the others keep their name under our own. */
export const DICOM_CRITERIA: Readonly<Record<string, { code: string; display: string }>> = {
  'recist 1.1': { code: '126081', display: 'RECIST 1.1' },
  'recist 1.0': { code: '126080', display: 'RECIST 1.0' },
  recist: { code: '112022', display: 'RECIST' },
};

export type Modality = 'imaging' | 'clinical' | 'biological' | 'pathological' | 'metabolic';

/** How the response was seen, and the category of the Observation. */
export const MODALITY: Readonly<
  Record<Modality, { label: string; category: 'imaging' | 'exam' | 'laboratory' }>
> = {
  imaging: { label: 'Imagerie', category: 'imaging' },
  metabolic: { label: 'Imagerie métabolique', category: 'imaging' },
  clinical: { label: 'Examen clinique', category: 'exam' },
  biological: { label: 'Biologie', category: 'laboratory' },
  pathological: { label: 'Anatomopathologie', category: 'laboratory' },
};

/** What a change of size is counted from. */
export const REFERENCE = {
  baseline: 'Examen de référence',
  nadir: 'Nadir',
  previous: 'Examen précédent',
} as const;

export const EXTRACTED =
  'Extrait du texte : la réponse est celle que dit le compte rendu, elle n’est pas recalculée.';

/** Why the rules of the use case decided so, for who reads the result. */
export const EXPLANATION: Readonly<Record<string, string>> = {
  'stated-category': 'Catégorie énoncée',
  'stated-score': 'Score énoncé',
  'stated-in-words': 'Énoncée en toutes lettres',
  'change-of-lesions': 'Évolution des lésions décrite',
  'new-lesions': 'Nouvelles lésions décrites',
  'remission-maintained': 'Rémission maintenue',
  'no-progression': 'Absence de progression',
  'biological-change': 'Évolution biologique seule',
  'conclusion-over-body': 'La conclusion prime sur la description',
  'newest-over-history': 'L’évaluation la plus récente prime',
  'told-in-history': 'Rappelée dans l’histoire de la maladie',
  'earlier-assessment': 'Évaluation antérieure',
  dissociated: 'Réponse dissociée',
  contradiction: 'Énoncés contradictoires',
  'not-evaluable': 'Dite non évaluable',
  doubtful: 'Énoncé douteux',
};
