/** Kinds of the PARTAGES infection scheme (the first four), and ours. */
export const KINDS = [
  'Infection',
  'Bacterie',
  'Bacteriemie',
  'Site',
  'Susceptibility',
  'Resistance',
  'Alert',
] as const;
export type InfectionKind = (typeof KINDS)[number];

export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** `docs/batch-contract.md`: the value of a Finding of `infections`. What a kind does not use is null. */
export interface InfectionValue {
  readonly kind: InfectionKind;
  /** Canonical name: of the infection, organism, site, antibiotic, phenotype or alert. */
  readonly name: string;
  readonly code: Code | null;
  readonly organism: string | null;
  readonly antibiotic: string | null;
  /** CA-SFM / EUCAST; "SFP" (sensible à forte posologie) is I. */
  readonly result: 'S' | 'I' | 'R' | null;
  readonly phenotype: string | null;
  readonly alert: 'BMR' | 'BHRe' | null;
  /** Optional: the disease that a named fungus, virus or parasite gives ("Infection à VRS"). */
  readonly disease?: string;
  /** Optional: ATC of the antibiotic (WHO), of its class where a class is named. */
  readonly atc?: string;
  /** Optional: the reference and its edition that the antibiogram names ("CA-SFM 2024"). */
  readonly norm?: string;
  /** Optional: mg/L as written (`"> 8"`, without blanks), beside a result. */
  readonly mic?: string;
  /** Optional: said of the infection by its own words. */
  readonly acquisition?: 'hospital' | 'community';
  /** Optional: the bacterium is said to be carried (portage, colonisation, dépistage). */
  readonly carriage?: true;
  /** Optional: it was suspected, and is excluded. */
  readonly outcome?: 'excluded';
  /** Optional: the gene or the variant behind a resistance that is named for its effect (vanA, mecA, OXA-181). */
  readonly mechanism?: string;
}

export const RESULTS = ['S', 'I', 'R'] as const;
export const ALERTS = ['BMR', 'BHRe'] as const;
