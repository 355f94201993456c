import { type Span } from '../../text/index.js';

export const STATUSES = [
  'positive',
  'negative',
  'equivocal',
  'mutated',
  'wildtype',
  'amplified',
  'not_amplified',
  'normal',
  'elevated',
  'unknown',
] as const;

export type BiomarkerStatus = (typeof STATUSES)[number];

export const METHODS = [
  'IHC',
  'ISH',
  'FISH',
  'CISH',
  'SISH',
  'NGS',
  'PCR',
  'sequencing',
  'TPS',
  'CPS',
  'IC',
  'ECLIA',
  'CMIA',
  'CLIA',
  'ELISA',
  'ELFA',
  'RIA',
  'IRMA',
] as const;

/** Which grammar reads the results of a biomarker, and which rules decide its status. */
export type Family =
  | 'hormone'
  | 'her2'
  | 'proliferation'
  | 'checkpoint'
  | 'protein'
  | 'repair'
  | 'gene'
  | 'fusion'
  | 'instability'
  | 'anomaly'
  | 'burden'
  | 'score'
  | 'serum';

/** One entry of biomarkers/. */
export interface Biomarker {
  readonly name: string;
  readonly family: Family;
  readonly forms?: readonly string[];
  readonly exact?: readonly string[];
  readonly short?: readonly string[];
  /** The exact forms are also other words. */
  readonly weak?: boolean;
  /** Words that, in the same sentence, give the exact forms another meaning. */
  readonly unless?: readonly string[];
  /** Words that, just beside any form, give it another meaning, whatever its value. */
  readonly notBeside?: readonly string[];
  /** Also a sample: no mention where the sentence names another biomarker. */
  readonly yields?: boolean;
  /** The name of the same marker seen in a tissue, where a serum marker or a gene has another one there. */
  readonly stained?: string;
  /** The name of the same marker in the blood, where a figure has its unit or it is said to be dosed. */
  readonly dosed?: string;
  /** Variants that name the gene by themselves. */
  readonly alone?: readonly string[];
  /** The form names the anomaly: alone, it is a result ("instabilité microsatellitaire"). */
  readonly standsFor?: BiomarkerStatus;
  readonly limit?: { readonly max: number; readonly unit: string };
  readonly units?: readonly string[];
  /** Percentage of cells from which a stain is positive, where it is not 10; 101 where none is agreed. */
  readonly cutOff?: number;
  readonly loinc?: Readonly<Record<string, string>>;
  readonly examples: { readonly positive: string; readonly negative: string };
}

/** What in situ hybridization counts: the form names the number that follows. */
export type InSitu = 'ratio' | 'copies';

export interface BiomarkerGroup {
  readonly names: readonly string[];
  readonly forms?: readonly string[];
  readonly exact?: readonly string[];
  readonly weak?: boolean;
  readonly state?: BiomarkerStatus;
  readonly value?: string;
  readonly measure?: InSitu;
  /** "Les autres protéines": those of its names that the report does not name itself. */
  readonly rest?: boolean;
}

/** What a form in the text names; `names` is empty for a marker of no interest here. */
export interface Mention {
  readonly names: readonly string[];
  readonly exact?: boolean;
  readonly weak?: boolean | undefined;
  /** Other meanings: words that stand near it then, as one expression over plain text. */
  readonly unless?: RegExp | undefined;
  readonly notBeside?: RegExp | undefined;
  readonly state?: BiomarkerStatus | undefined;
  readonly value?: string | undefined;
  readonly measure?: InSitu | undefined;
  readonly rest?: boolean | undefined;
  readonly yields?: boolean | undefined;
  readonly standsFor?: BiomarkerStatus | undefined;
  /** The form stands for the biomarker only after another of its family. */
  readonly short?: boolean;
  /** The form is a variant that names its gene. */
  readonly variant?: boolean;
}

/** Lists of words.yml. */
export type WordKind =
  | 'positive'
  | 'negative'
  | 'overexpressed'
  | 'expressed'
  | 'expresses'
  | 'kept'
  | 'lost'
  | 'expression'
  | 'absent'
  | 'mutation'
  | 'mutated'
  | 'wildtype'
  | 'rearrangement'
  | 'amplification'
  | 'methylation'
  | 'instable'
  | 'stable'
  | 'found'
  | 'search'
  | 'pending'
  | 'notdone'
  | 'planned'
  | 'noncontributive'
  | 'equivocal'
  | 'doubt'
  | 'elevated'
  | 'normal'
  | 'undetectable'
  | 'low'
  | 'strong'
  | 'versus'
  | 'formerly'
  | 'now'
  | 'negator'
  | 'falseNegator'
  | 'ihc'
  | 'ish'
  | 'sequencing'
  | 'tps'
  | 'cps'
  | 'ic'
  | 'residual'
  | 'assay'
  | 'same'
  | 'pair';

/** Things read by their shape rather than by a list of words. */
export type ShapeKind =
  | 'percent'
  | 'number'
  | 'range'
  | 'grade'
  | 'plus'
  | 'minus'
  | 'allred'
  | 'hscore'
  | 'ratio'
  | 'variant'
  | 'exon'
  | 'vaf'
  | 'copies'
  | 'unit'
  | 'date';

export interface Measure {
  readonly comparator: '<' | '>' | '' | '<=' | '>=';
  readonly low: number;
  readonly high: number;
  /** As a value is written out: `90`, `10-15`, `<1`. */
  readonly text: string;
  /** UCUM, when stated. */
  readonly unit: string | null;
}

/** A word or shape of a sentence that may be part of a result. Offsets: UTF-16 code units of the document. */
export interface Clue {
  readonly kind: WordKind | ShapeKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly measure?: Measure;
}

export interface MentionAt {
  readonly kind: 'mention';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly mention: Mention;
  /** The other gene of a fusion, as written beside it. */
  readonly partner?: string;
  /** Where the names themselves stand, when the stretch holds more than one name: "ACE (antigène…)", "KIF5B-RET". */
  readonly forms?: readonly Span[];
}

export type Piece = Clue | MentionAt;
