import { type OperationOutcome, type Resource } from '@medplum/fhirtypes';

/** A request, free of any framework. `path` starts after the endpoint's base: `/Patient/1`. */
export interface FhirHttpRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

export interface FhirHttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type FhirHandler = (request: FhirHttpRequest) => Promise<FhirHttpResponse>;

/** What an interaction answers, before it becomes an HTTP response or an entry of a Bundle. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly resource?: Resource | OperationOutcome;
}

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

export function toHttp(answer: Answer): FhirHttpResponse {
  const headers = { 'Cache-Control': 'no-store', ...answer.headers };
  if (!answer.resource) return { status: answer.status, headers };
  return {
    status: answer.status,
    headers: { ...headers, 'Content-Type': FHIR_JSON },
    body: JSON.stringify(answer.resource),
  };
}

/** `W/"3"` → 3. Undefined where it is no version of ours. */
export function versionOf(etag: string): number | undefined {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(etag.trim())?.[1];
  return version === undefined ? undefined : Number(version);
}

export const etagOf = (version: number): string => `W/"${String(version)}"`;
