import { type DeidentifiedContext } from '../pseudonymization/index.js';
import { type Span } from '../text/index.js';

export type Assertion = 'Present' | 'Absent' | 'Indetermine';
export type Temporality = 'current' | 'historical';

/**
 * One result of a use case. Offsets are UTF-16 code units: into the pseudonymized text when a use case
 * gives it, into the original text once the corridor has mapped it back.
 */
export interface Finding<V = unknown> {
  readonly useCase: string;
  readonly useCaseVersion: string;
  /** Shape of `value` by use case: docs/batch-contract.md. */
  readonly value: V;
  readonly assertion: Assertion;
  readonly temporality: Temporality;
  /** ISO `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; shifted back by the corridor. */
  readonly date: string | null;
  readonly specimen: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** At least one. */
  readonly evidence: readonly Evidence[];
  /** The words of the result by what they say; all refer to the first (PARTAGES `RefersTo`). */
  readonly mentions?: readonly Mention[];
}

export interface Evidence extends Span {
  readonly text: string;
}

/** `label`: what the words are in the annotation scheme of the use case (`Biomarqueur`, `Valeur`, `Bacterie`…). */
export interface Mention extends Evidence {
  readonly label: string;
}

/** What a use case may know beside the text: none of it identifies. */
export type CaseContext = DeidentifiedContext;

/** A case of which only the texts are known. */
export const NO_CONTEXT: CaseContext = {
  ...{ age: null, sex: 'U', lengthOfStayDays: null, admissionMode: null, dischargeMode: null },
  ...{ specialty: null, documentType: null, documentDate: null },
};
