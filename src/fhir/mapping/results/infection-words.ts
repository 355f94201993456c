import { type Assertion } from '../../../use-cases/index.js';

/** Words and codes of infections, to be read and corrected by a clinician or a microbiologist. */

export type InfectionKind =
  'Infection' | 'Bacterie' | 'Bacteriemie' | 'Site' | 'Susceptibility' | 'Resistance' | 'Alert';

/** What each kind is called, and whether the microbiology laboratory says it. */
export const KIND: Readonly<Record<InfectionKind, { label: string; laboratory: boolean }>> = {
  Infection: { label: 'Infection', laboratory: false },
  Bacterie: { label: 'Micro-organisme', laboratory: true },
  Bacteriemie: { label: 'Bactériémie', laboratory: true },
  Site: { label: 'Site infectieux', laboratory: false },
  Susceptibility: { label: 'Sensibilité', laboratory: true },
  Resistance: { label: 'Mécanisme de résistance', laboratory: true },
  Alert: { label: 'Alerte', laboratory: false },
};

export const ASSERTION: Readonly<Record<Assertion, { label: string; interpretation: string }>> = {
  Present: { label: 'Présent', interpretation: 'POS' },
  Absent: { label: 'Absent', interpretation: 'NEG' },
  Indetermine: { label: 'Indéterminé', interpretation: 'IND' },
};

/** CA-SFM / EUCAST: I is "sensible à forte posologie" (SFP), not "intermediate" as it once was. */
export const SUSCEPTIBILITY = {
  S: 'Sensible',
  I: 'Sensible à forte posologie',
  R: 'Résistant',
} as const;

/** SNOMED CT of "I" as EUCAST means it since 2019; S and R have none that was verified. */
export const INCREASED_EXPOSURE = '1306583007';
/** CLSI, whose I is "intermediate" still. */
export const OTHER_BREAKPOINTS = /CLSI|NCCLS/i;
export const INTERMEDIATE = 'Intermédiaire';

export const ALERT = {
  BMR: 'Bactérie multirésistante',
  BHRe: 'Bactérie hautement résistante émergente',
} as const;

/** LOINC of an antibiogram. */
export const ANTIBIOGRAM = '29576-6';

/** LOINC of a culture: of blood, and of any specimen. */
export const CULTURE = { blood: '600-7', any: '11475-1' } as const;
export const BLOOD_CULTURE = /h[ée]moculture/i;

/** SNOMED CT of a mechanism that was found (MII Mikrobiologie); of one that was not, none was verified. */
export const DETECTED = '260373001';

/** Where an infection was caught. */
export const ACQUISITION = {
  hospital: 'Associée aux soins',
  community: 'Communautaire',
} as const;

/** What became of it; other words are kept as they are. */
export const OUTCOME: Readonly<Record<string, string>> = {
  cured: 'Guérie',
  improving: 'En amélioration',
  persistent: 'Persistante',
  relapse: 'Récidive',
  death: 'Décès',
  excluded: 'Écartée après avoir été suspectée',
};
