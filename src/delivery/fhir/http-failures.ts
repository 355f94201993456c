import { type Result } from '../../kernel/index.js';
import { type DeliveryFailureCode, deliveryFailure } from '../failures.js';
import { describeOutcome } from './outcome.js';
import { retryAfterSeconds } from './retry-after.js';

/** What an HTTP status other than 2xx means. Statuses not named: 3xx and 5xx retry, other 4xx are refusals. */
const BY_STATUS: Readonly<Record<number, DeliveryFailureCode>> = {
  401: 'FHIR_UNAUTHORIZED',
  403: 'FHIR_UNAUTHORIZED',
  407: 'FHIR_UNAUTHORIZED',
  408: 'FHIR_UNAVAILABLE',
  409: 'FHIR_CONFLICT',
  412: 'FHIR_CONFLICT',
  // RFC 8470: too early on a resumed TLS session.
  425: 'FHIR_UNAVAILABLE',
  429: 'FHIR_UNAVAILABLE',
  // The server has no transaction at all: waiting changes nothing.
  501: 'FHIR_REJECTED',
};

export interface RefusedAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The parsed body, where it was JSON. */
  readonly body: unknown;
}

/** `place` names the server and what it was asked, e.g. `the care FHIR server, transaction`. */
export function httpFailure(answer: RefusedAnswer, place: string, now: Date): Result<never> {
  const wait = retryAfterSeconds(answer.retryAfter, now);
  const outcome = describeOutcome(answer.body);
  const message = `HTTP ${answer.status} from ${place}${outcome ? `: ${outcome}` : ''}`;
  return deliveryFailure(
    codeOf(answer.status),
    message,
    wait === undefined ? {} : { retryAfterSeconds: wait },
  );
}

function codeOf(status: number): DeliveryFailureCode {
  const named = BY_STATUS[status];
  if (named) return named;
  // A redirect is not followed (it would carry the content elsewhere); a gateway under repair answers so.
  return status >= 400 && status < 500 ? 'FHIR_REJECTED' : 'FHIR_UNAVAILABLE';
}
