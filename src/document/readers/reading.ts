import type { KnownTitle, Segmentation } from '../../text/index.js';

/** The text of a payload, and the titles its own structure gives (CDA). */
export interface TextReading {
  readonly kind: 'text';
  readonly text: string;
  readonly titles?: readonly KnownTitle[];
  /** Of a long text, made where it was read. */
  readonly segmentation?: Segmentation;
}

/** A file held inside the payload (CDA level 1), still to be read. */
export interface EmbeddedReading {
  readonly kind: 'embedded';
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** The pages (from 1) of a PDF that are pictures of a text. */
export interface ScannedReading {
  readonly kind: 'scanned';
  readonly pages: readonly number[];
  /** Has any page a text layer? */
  readonly hasText: boolean;
}

/** One page of a scan, as a picture an engine reads; nothing where none is drawn on it. */
export interface ScanReading {
  readonly kind: 'scan';
  readonly pages: number;
  readonly image?: Uint8Array;
}

export type Reading = TextReading | EmbeddedReading | ScannedReading | ScanReading;

/** Kept with the document: the version moves whenever the same bytes would give another text. */
export interface ReaderIdentity {
  readonly id: string;
  readonly version: string;
}
