/** Where the PMSI (MCO) lets a code stand: ATIH's list, column `type`. */
export const MCO_TYPES = [0, 1, 2, 3, 4] as const;
/** 0 anywhere; 1 and 2 (external causes) neither DP nor DR; 3 nowhere, a code that has finer ones; 4 not as DP. */
export type McoType = (typeof MCO_TYPES)[number];

export const DIAGNOSIS_ROLES = ['DP', 'DR', 'DAS'] as const;
export type DiagnosisRole = (typeof DIAGNOSIS_ROLES)[number];

export interface Diagnosis {
  /** Dotted: `E11.98`. */
  readonly code: string;
  readonly label: string;
  readonly type: McoType;
  /** 2 to 4: the level of an associated complication (CMA); 1 none; null where no table told it. */
  readonly cma: number | null;
  /** Ways it is written, in no order; the label is not among them. */
  readonly forms: readonly string[];
  /** How often French hospitals code it, in a year or so; 0 where nobody counted. A figure to rank by, never shown. */
  readonly uses: number;
  /** What the official notes put under it, and what they send elsewhere. */
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}

export interface Act {
  /** `HHFA016`. */
  readonly code: string;
  readonly label: string;
  readonly forms: readonly string[];
}

/** Whether a code of this type may stand in a role; a code may never stand where the PMSI forbids it. */
export function mayStandAs(type: McoType, role: DiagnosisRole): boolean {
  if (type === 3) return false;
  if (role === 'DAS') return true;
  if (type === 1 || type === 2) return false;
  return role === 'DR' || type === 0;
}

/** Chapters of CIM-10 by their first codes, with our short titles. */
export const CHAPTERS: readonly (readonly [from: string, title: string])[] = [
  ['A00', 'Maladies infectieuses et parasitaires'],
  ['C00', 'Tumeurs'],
  ['D50', 'Sang et immunité'],
  ['E00', 'Endocrinologie, nutrition, métabolisme'],
  ['F00', 'Troubles mentaux et du comportement'],
  ['G00', 'Système nerveux'],
  ['H00', 'Œil'],
  ['H60', 'Oreille'],
  ['I00', 'Appareil circulatoire'],
  ['J00', 'Appareil respiratoire'],
  ['K00', 'Appareil digestif'],
  ['L00', 'Peau'],
  ['M00', 'Os, articulations, muscles, tissu conjonctif'],
  ['N00', 'Appareil génito-urinaire'],
  ['O00', 'Grossesse, accouchement, puerpéralité'],
  ['P00', 'Période périnatale'],
  ['Q00', 'Malformations et anomalies chromosomiques'],
  ['R00', 'Symptômes, signes et résultats anormaux'],
  ['S00', 'Lésions traumatiques, empoisonnements'],
  ['U00', 'Codes d’utilisation particulière'],
  ['V01', 'Causes externes'],
  ['Z00', 'Motifs de recours aux services de santé'],
];

/** The title of the chapter of a code. Lexical order is the order of CIM-10, but for U, which stands last there. */
export function chapterOf(code: string): string {
  const found = CHAPTERS.filter(([from]) => from <= code).at(-1);
  return (found ?? (CHAPTERS[0] as (typeof CHAPTERS)[number]))[1];
}
