import { type Result, type Sensitive } from '../kernel/index.js';
import { type SpanCategory } from './pseudonymized-document.js';

/** Keyed hash of the vault: the key stays on the other side. */
export interface VaultKeys {
  hmac(...parts: string[]): Buffer;
}

/** One original and what stands in its place, for re-identification and for coherence between documents. */
export interface SurrogatePair {
  readonly category: SpanCategory;
  /** Normalized original: the adapter stores it encrypted. */
  readonly original: Sensitive<string>;
  readonly surrogate: string;
}

export interface VaultRecord {
  readonly dateShiftDays?: number;
  readonly pairs: readonly SurrogatePair[];
}

/** What is kept of one patient. `patient` is an opaque key (an HMAC in hex), safe to store and to log. */
export interface Vault {
  open(patient: string): Promise<Result<VaultRecord>>;
  /** Adds pairs (same category and original: the last one stays) and fixes the shift the first time. */
  keep(patient: string, record: VaultRecord): Promise<Result<void>>;
}
