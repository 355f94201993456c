import { type Sensitive } from '../../kernel/index.js';
import { type Span } from '../../text/index.js';
import { type Assertion, type Finding, type Temporality } from '../../use-cases/index.js';
import { type KnownPatient } from './annotated.js';

/** Labels of the PARTAGES schemes that a report is marked with; a class of response is a label too. */
export const MENTION_LABELS = [
  ...['Biomarqueur', 'Statut', 'Valeur', 'Technique', 'Reponse'],
  ...['Infection', 'Bacterie', 'Bacteriemie', 'Site'],
] as const;

export const RESPONSE_CLASSES = [
  ...['ReponseComplete', 'ReponsePartielle', 'MaladieStable', 'MaladieProgressive'],
  ...['NonDetermine', 'NonApplicable'],
] as const;

/** One annotated stretch. UTF-16 code units of the report's text. */
export interface GoldMention extends Span {
  readonly label: string;
  readonly assertion: Assertion;
  readonly temporality: Temporality;
  /** Canonical name of what is named, where the corpus gives it. */
  readonly name?: string;
}

/** `RefersTo`, by places in `mentions`: from a value, a status or a technique to its biomarker. */
export interface GoldRelation {
  readonly from: number;
  readonly to: number;
}

/** What a use case should give of the whole report; fields of `value` that the corpus leaves open are absent. */
export type GoldResult = Pick<
  Finding<Readonly<Record<string, unknown>>>,
  'value' | 'assertion' | 'temporality'
>;

export interface AnnotatedReport {
  readonly id: string;
  /** Reports of one patient share it. */
  readonly patient: string;
  readonly split?: string;
  readonly text: Sensitive<string>;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  readonly documentType?: string;
  readonly known?: KnownPatient;
  /** In order of the text. */
  readonly mentions: readonly GoldMention[];
  readonly relations: readonly GoldRelation[];
  /** By use case; absent: the corpus says nothing of it but its mentions. */
  readonly results: Readonly<Record<string, readonly GoldResult[]>>;
}
