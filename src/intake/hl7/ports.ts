import { type Charset } from '../../hl7/index.js';
import { type LocalVariation } from './local-variation.js';
import { type PointerPolicy } from './pointers/pointer.js';

/** Fields are ids, codes and counts; the sentence is constant. Never patient data. */
export interface MllpLogger {
  info(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  error(fields: Readonly<Record<string, unknown>>, sentence: string): void;
}

export interface MllpMetrics {
  /** One message answered. `type` is one of a known few, else `other`; `code` is `none` where no answer is due. */
  answered(event: {
    readonly source: string;
    readonly type: string;
    readonly code: string;
    readonly replayed: boolean;
    readonly seconds: number;
    readonly bytes: number;
    /** Why it was refused. */
    readonly refusal?: string;
  }): void;
  /** Bytes that stood outside any frame. */
  garbage(event: { readonly source: string; readonly bytes: number }): void;
  /** Sockets open on a listener, after a change. */
  connections(event: { readonly source: string; readonly open: number }): void;
}

/** What interpreting a message must know of where it came from. */
export interface Hl7Source {
  readonly name: string;
  /** Charset of messages without MSH-18. */
  readonly defaultCharset: Charset;
  /** False in production: a test or demonstration identity is refused. */
  readonly acceptsFictitious?: boolean;
  /** How it departs from the standard. */
  readonly variation?: LocalVariation;
  /** States of a document that wait instead of walking; all of them where nothing is said. */
  readonly hold?: readonly HeldState[];
  /** Which pointers are followed; none of them where nothing is said. */
  readonly pointers?: PointerPolicy;
}

/** `draft`: not signed yet (OBX-11, OBR-25, TXA-17). `unavailable`: TXA-19 UN or OB. */
export type HeldState = 'draft' | 'unavailable';
