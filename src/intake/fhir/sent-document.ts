import { type Resource } from '@medplum/fhirtypes';

/** A DocumentReference as it was sent, with what it points at. Checked against R4 by the endpoint. */
export interface SentDocument {
  /** Where it stands in the request: `DocumentReference`, `Bundle.entry[2].resource`. */
  readonly place: string;
  readonly document: Resource;
  /** Resolved: contained, of the same transaction, or on this server. Absent where it is none of these. */
  readonly patient?: Resource;
  readonly encounter?: Resource;
  /** Authors and authenticator. */
  readonly carers: readonly Resource[];
  /** Binary resources by the `url` that names them. */
  readonly binaries: ReadonlyMap<string, Resource>;
  /** The documents of `relatesTo`, by reference. */
  readonly related: ReadonlyMap<string, Resource>;
}

/** What is wrong: a place in the resource sent, and a rule. Never the value found there. */
export interface FhirProblem {
  readonly place: string;
  readonly rule: string;
}

type Json = Readonly<Record<string, unknown>>;

/** R4 JSON read without trust: what has not the shape expected is not there. */
export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(objectOf) : []);

/** Text of one line, trimmed and cut at `longest`; undefined where there is none. */
export function lineOf(value: unknown, longest = 200): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longest)
    .trim();
  return line === '' ? undefined : line;
}

export const linesOf = (value: unknown, longest?: number): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => lineOf(one, longest) ?? []);

const OID_URI = /^urn:oid:([0-2](?:\.\d+)+)$/;

/** The OID of a `urn:oid:` system. */
export const oidOf = (system: unknown): string | undefined =>
  typeof system === 'string' ? OID_URI.exec(system)?.[1] : undefined;
