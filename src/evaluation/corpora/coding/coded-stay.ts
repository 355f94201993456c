import { type Sensitive } from '../../../kernel/index.js';
import { type CodingRole } from '../../../use-cases/index.js';

/** A code that people gave to a stay, and others that a reasonable coder may give in its place. */
export interface GoldCode {
  readonly role: CodingRole;
  /** Dotted. */
  readonly code: string;
  readonly also: readonly string[];
}

/** One stay with its documents and the codes that people gave it. */
export interface CodedStay {
  readonly id: string;
  readonly specialty: string | null;
  readonly age: number | null;
  readonly sex: 'F' | 'M' | 'U';
  readonly lengthOfStayDays: number | null;
  readonly admissionMode: string | null;
  readonly dischargeMode: string | null;
  readonly documents: readonly CodedDocument[];
  readonly codes: readonly GoldCode[];
}

export interface CodedDocument {
  readonly id: string;
  /** ISO day, where it is known. */
  readonly date?: string;
  readonly type: string;
  readonly text: Sensitive<string>;
}
