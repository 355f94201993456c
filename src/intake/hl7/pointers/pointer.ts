import { type Place } from '../../../hl7/index.js';
import { type Result } from '../../../kernel/index.js';
import { type PointerRule } from './pointer-rules.js';

/** A pointer whose address may be called. */
export interface Pointer {
  /** Names the host and, in its path and query, perhaps a patient: only the host is ever told. */
  readonly url: URL;
  readonly place: Place;
}

export interface FetchedFile {
  readonly content: Buffer;
  /** The answer's Content-Type; empty where there is none. */
  readonly contentType: string;
}

/** By address, as `URL.href` writes it. */
export type PointedFiles = ReadonlyMap<string, FetchedFile>;

export interface FetchFailure {
  readonly code: 'HL7_POINTER' | 'HL7_POINTER_UNREACHABLE' | 'HL7_POINTER_REFUSED' | 'HL7_POINTER_TOO_LARGE';
  readonly rule: PointerRule;
  /** HTTP status, or the code of a network error. */
  readonly detail?: string;
}

export interface FetchBounds {
  /** The file may have so many bytes. */
  readonly maxBytes: number;
  /** Fires when the time is over. */
  readonly signal: AbortSignal;
}

export type FetchFile = (url: URL, bounds: FetchBounds) => Promise<Result<FetchedFile, FetchFailure>>;

/** Which addresses of a source may be called. */
export interface AllowedHosts {
  /** Exact names in small letters, `name` or `name:port`. */
  readonly hosts: readonly string[];
  readonly allowHttp: boolean;
}

/** What a source's pointers may lead to, and how they are followed. */
export interface PointerPolicy extends AllowedHosts {
  /** Bytes of all the files of one message. */
  readonly maxBytes: number;
  /** For all the files of one message. */
  readonly timeoutMs: number;
  readonly fetch: FetchFile;
}
