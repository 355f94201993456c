import { type PseudonymizedDocument } from '../pseudonymization/index.js';
import { type CaseContext, type Finding } from './finding.js';

export type Stage = 'shadow' | 'assisted' | 'live';

/** A document use case is a declaration with a small, pure `run`. */
export interface DocumentUseCase<V = unknown> {
  readonly id: string;
  readonly version: string;
  readonly scope: 'document';
  readonly stage: Stage;
  /** Ids of use cases whose Findings this one reads; the catalog orders them. */
  readonly needs: readonly string[];
  run(input: DocumentUseCaseInput): Finding<V>[];
  /** Every name, status and kind it can give: docs/vocabulary.json is made of them. */
  vocabulary(): UseCaseVocabulary;
}

export interface DocumentUseCaseInput {
  readonly document: Pick<PseudonymizedDocument, 'text' | 'sections' | 'sentences'>;
  readonly context: CaseContext;
  /** Findings of the use cases named in `needs`, by id. */
  readonly needed: Readonly<Record<string, readonly Finding[]>>;
}

export interface UseCaseVocabulary {
  readonly names: readonly string[];
  readonly [list: string]: readonly string[];
}

export type UseCase = DocumentUseCase;
