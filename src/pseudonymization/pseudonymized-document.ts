import { type Brand } from '../kernel/index.js';
import { type Section, type Span } from '../text/index.js';

/** Text in which every identifying stretch was replaced. Only this room makes it. */
export type PseudonymizedText = Brand<string, 'PseudonymizedText'>;

export type SpanCategory =
  | 'LAST_NAME'
  | 'FIRST_NAME'
  | 'FAMILY_STATUS'
  | 'PATIENT_SOCIAL_IDENTITY'
  | 'PATIENT_NATIONALITY'
  | 'PATIENT_BIRTHDATE'
  | 'IDENTIFYING_DATE'
  | 'UNIDENTIFYING_DATE'
  | 'IDENTIFYING_CODE'
  | 'ADDRESS'
  | 'CITY'
  | 'POSTAL_CODE'
  | 'COUNTRY'
  | 'HOSPITAL'
  | 'EMAIL'
  | 'PHONE_NUMBER'
  | 'URL'
  | 'AGE';

export type SpanRole = 'Patient' | 'Carer' | 'Hospital' | 'Other';
export type CodeKind = 'IPP' | 'NDA' | 'NIR' | 'INS' | 'RPPS' | 'FINESS' | 'AUTRE';
export type DetectorKind = 'identity' | 'rule' | 'lexicon' | 'model';

/** One detected stretch of the ORIGINAL text (UTF-16 code units). */
export interface IdentifyingSpan extends Span {
  readonly category: SpanCategory;
  readonly role: SpanRole | null;
  readonly kind: CodeKind | null;
  /** What stands there now; equal to the original where policy keeps the category. */
  readonly replacement: string;
  readonly detector: DetectorKind;
  /** 0 to 1. */
  readonly score: number;
}

/** Original offsets ↔ pseudonymized offsets. Both directions return spans in UTF-16 code units. */
export interface Alignment {
  toOriginal(span: Span): Span;
  toPseudonymized(span: Span): Span;
  /** Serializable form: each replaced stretch, in order. */
  readonly edits: readonly { readonly original: Span; readonly pseudonymized: Span }[];
}

export interface PseudonymizedDocument {
  readonly text: PseudonymizedText;
  readonly alignment: Alignment;
  readonly spans: readonly IdentifyingSpan[];
  /** Sections and sentences of the pseudonymized text. */
  readonly sections: readonly Section[];
  readonly sentences: readonly Span[];
  /** Days added to every date of the patient; Findings' dates are shifted back by it. */
  readonly dateShiftDays: number;
  /** Which detectors spoke: `rules` alone is not safe, and results say so. */
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly assurance: 'rules' | 'rules+model';
  };
}
