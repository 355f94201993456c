import {
  type Policy,
  type PlainReplaced,
  type PlainRequest,
  type PseudonymizedDocument,
} from '../../pseudonymization/index.js';
import { type CaseContext, type UseCaseRun } from '../../use-cases/index.js';

/** What the pseudonymizer of the service was made with: a process makes the same. */
export interface PseudonymizerSetup {
  readonly policy: Policy;
  /** The vault's key, 32 bytes. */
  readonly vaultKey: Uint8Array;
}

export interface UseCaseRequest {
  readonly document: Pick<PseudonymizedDocument, 'text' | 'sections' | 'sentences'>;
  readonly context: CaseContext;
  /** Ids, in the order they run in. */
  readonly useCases: readonly string[];
}

/** What a process that reads long reports is asked, one at a time. */
export type LongJob =
  | { readonly kind: 'pseudonymize'; readonly setup: PseudonymizerSetup; readonly request: PlainRequest }
  | { readonly kind: 'use-cases'; readonly request: UseCaseRequest };

export type LongAnswer = PlainReplaced | UseCaseRun;
