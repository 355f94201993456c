import { type McoType } from './nomenclature.js';

export const IMPORTED_KINDS = ['cim10', 'cim10-notes', 'cma', 'ccam', 'ghm'] as const;
export type ImportedKind = (typeof IMPORTED_KINDS)[number];

export interface ListedDiagnosis {
  readonly code: string;
  readonly label: string;
  readonly type: McoType;
}
export interface NotedDiagnosis {
  readonly code: string;
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}
export interface LevelledDiagnosis {
  readonly code: string;
  /** 2 to 4; a list without levels gives 2, the least. */
  readonly level: number;
}
/** An act of CCAM, or the root of a GHM. */
export interface ListedAct {
  readonly code: string;
  readonly label: string;
}

interface Rows {
  readonly cim10: ListedDiagnosis;
  readonly 'cim10-notes': NotedDiagnosis;
  readonly cma: LevelledDiagnosis;
  readonly ccam: ListedAct;
  readonly ghm: ListedAct;
}

/** One official file, read whole: what is in force from `from` on. */
export type Imported = {
  [K in ImportedKind]: {
    readonly kind: K;
    /** ISO day. */
    readonly from: string;
    /** sha256 of the file: the same file twice is one import. */
    readonly digest: string;
    readonly rows: readonly Rows[K][];
  };
}[ImportedKind];
