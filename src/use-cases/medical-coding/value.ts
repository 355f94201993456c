export const CODING_ROLES = ['DP', 'DR', 'DAS', 'CCAM'] as const;
export type CodingRole = (typeof CODING_ROLES)[number];

/** One proposed code of a stay: docs/batch-contract.md. */
export interface CodingValue {
  readonly role: CodingRole;
  /** Dotted CIM-10 FR (`E11.98`), or CCAM. */
  readonly code: string;
  readonly label: string;
  /** Within its role, from 1. For DP all candidates are given, for the others what is proposed. */
  readonly rank: number;
  /** What found its words. */
  readonly by: 'lexicon' | 'refinement' | 'cue' | 'loose';
  /** Level of a complication, 1 to 4; null while no list of CMA was imported. */
  readonly cma: number | null;
}
