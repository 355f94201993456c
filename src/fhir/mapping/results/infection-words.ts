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

export const ALERT = {
  BMR: 'Bactérie multirésistante',
  BHRe: 'Bactérie hautement résistante émergente',
} as const;

/** LOINC of an antibiogram. */
export const ANTIBIOGRAM = '29576-6';
