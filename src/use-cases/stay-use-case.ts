import { type PseudonymizedDocument } from '../pseudonymization/index.js';
import { type CaseContext, type Evidence, type Finding } from './finding.js';
import { type Stage, type UseCaseVocabulary } from './use-case.js';

/** Evidence of a stay's Finding: a stretch of one of its documents. */
export interface StayEvidence extends Evidence {
  /** `StayDocument.id`. */
  readonly document: string;
}

export interface StayFinding<V = unknown> extends Omit<Finding<V>, 'evidence'> {
  /** At least one. */
  readonly evidence: readonly StayEvidence[];
}

/** One document of a stay, as the use cases of its scope see it. */
export interface StayDocument {
  /** Opaque: the Report. */
  readonly id: string;
  readonly document: Pick<PseudonymizedDocument, 'text' | 'sections' | 'sentences'>;
  readonly context: CaseContext;
}

/** A use case over all documents of a stay: a declaration with a small, pure `run`. */
export interface StayUseCase<V = unknown> {
  readonly id: string;
  readonly version: string;
  readonly scope: 'stay';
  readonly stage: Stage;
  run(input: { readonly documents: readonly StayDocument[] }): StayFinding<V>[];
  vocabulary(): UseCaseVocabulary;
}
