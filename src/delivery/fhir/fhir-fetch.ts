import { type FetchLike } from '@medplum/core';
import { type Clock, ok, type Result } from '../../kernel/index.js';
import { deliveryFailure, raise } from '../failures.js';
import { type Authorizer } from './authorization.js';
import { type HttpAnswer, type HttpCall, type HttpRequest } from './http-call.js';
import { httpFailure } from './http-failures.js';

interface FhirFetch {
  readonly call: HttpCall;
  readonly authorizer: Authorizer;
  /** `the care FHIR server`. */
  readonly server: string;
  readonly clock: Clock;
}

type What = 'transaction' | 'search' | 'read' | 'metadata';

/**
 * The fetch under @medplum/core's client: it authorizes, and throws our failure (see `raised`) for whatever
 * is not a success. The client must never see such an answer: it would hide the status, and print a body
 * it cannot parse on the console, patient data included.
 */
export function createFhirFetch({ call, authorizer, server, clock }: FhirFetch): FetchLike {
  const exchange = async (
    url: string,
    request: HttpRequest,
    renewed = false,
  ): Promise<Result<HttpAnswer>> => {
    const authorization = await authorizer.header();
    if (!authorization.ok) return authorization;
    const header = authorization.value;
    const headers = header === undefined ? request.headers : { ...request.headers, authorization: header };
    const answer = await call(url, { ...request, headers });
    // 401: nothing was done. A revoked or expired token is renewed once.
    if (answer.ok && answer.value.status === 401 && !renewed && authorizer.refused(header)) {
      return exchange(url, request, true);
    }
    return answer;
  };

  return async (url: string, init: { method?: string; body?: string; headers?: Record<string, string> }) => {
    const what = whatOf(url, init.method ?? 'GET');
    const place = `${server}, ${what}`;
    const answer = await exchange(baseOf(url, what), {
      method: init.method ?? 'GET',
      // Minimal: a transaction's answer needs ids and versions, not the resources back.
      headers: { ...init.headers, ...(what === 'transaction' && { prefer: 'return=minimal' }) },
      place,
      reads: what !== 'transaction',
      ...(init.body !== undefined && { body: init.body }),
    });
    const success = answer.ok ? successOf(answer.value, what, { place, now: clock.now() }) : answer;
    return success.ok ? success.value : raise(success.failure);
  };
}

function whatOf(url: string, method: string): What {
  if (url.endsWith('/_search')) return 'search';
  if (url.endsWith('/metadata')) return 'metadata';
  return method === 'GET' ? 'read' : 'transaction';
}

// The client posts to `[base]/`; R4 says `[base]`.
const baseOf = (url: string, what: What): string => (what === 'transaction' ? url.replace(/\/$/, '') : url);

function successOf(
  { status, headers, text, body }: HttpAnswer,
  what: What,
  { place, now }: { place: string; now: Date },
): Result<Response> {
  if (what === 'read' && (status === 404 || status === 410)) return ok(new Response(null, { status: 204 }));
  if (status < 200 || status > 299) {
    return httpFailure({ status, retryAfter: headers.get('retry-after'), body }, place, now);
  }
  if (text.trim() === '') return ok(new Response(null, { status: 204 }));
  if (body === undefined) {
    const code = what === 'transaction' ? 'FHIR_ANSWER_UNREADABLE' : 'FHIR_UNAVAILABLE';
    return deliveryFailure(code, `answer of ${place}: it is not JSON`);
  }
  return ok(new Response(text, { status, headers: { 'content-type': 'application/fhir+json' } }));
}
