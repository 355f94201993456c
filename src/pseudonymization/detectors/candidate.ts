import { type Identity } from '../../patients/index.js';
import { type Span } from '../../text/index.js';
import {
  type CodeKind,
  type DetectorKind,
  type SpanCategory,
  type SpanRole,
} from '../pseudonymized-document.js';
import { type KnownFacts } from './known-facts.js';
import { type Token } from './tokens.js';

/** Higher wins where two candidates overlap. */
export const PRIORITY = { identity: 50, checksum: 40, labelled: 30, title: 20, lexicon: 10 } as const;

/** One word of a name, by what its surrogate is chosen from: a typo or an initial keys on the name it stands for. */
export interface NameWord extends Span {
  readonly canonical: string;
  readonly initial?: boolean;
}

/** A stretch some detector wants gone; overlaps are settled later. */
export interface Candidate extends Span {
  readonly category: SpanCategory;
  readonly role: SpanRole | null;
  readonly kind?: CodeKind;
  readonly detector: DetectorKind;
  readonly score: number;
  readonly priority: number;
  readonly words?: readonly NameWord[];
  /** The words around say who it is: this role wins over that of an overlapping known name. */
  readonly explicitRole?: boolean;
  /** Nothing around says whose it is: a model that is sure of it may. Unless told, what is neither explicit nor labelled. */
  readonly guessed?: boolean;
  /** Sex that a title or a kinship gives, for a surrogate that agrees. */
  readonly sex?: 'F' | 'M';
  /** How a rule knows the person: a label names the patient, a civil title may be anybody's. */
  readonly claim?: 'label' | 'civil' | 'pair';
  /** Offset where the whole name starts: its parts are one person. */
  readonly person?: number;
}

export interface DetectionInput {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly facts: KnownFacts;
  readonly identity: Identity;
}

/** Finds, never replaces. A trained model is one more of these. */
export interface Detector {
  readonly id: string;
  detect(input: DetectionInput): readonly Candidate[] | Promise<readonly Candidate[]>;
}
