/** An expected outcome: rooms return it, they do not throw it. */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; failure: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const failed = <E>(failure: E): Result<never, E> => ({ ok: false, failure });

/**
 * `transient` retries with backoff, `ambiguous` may have taken effect and is decided by reading back,
 * `permanent` goes to the dead letters.
 */
export type FailureClass = 'transient' | 'ambiguous' | 'permanent';

/** Why something did not happen. `message` names the place and the rule, never the patient's data. */
export interface Failure {
  readonly code: string;
  readonly class: FailureClass;
  readonly message: string;
  /** Seconds the other side asked us to wait (HTTP Retry-After). */
  readonly retryAfterSeconds?: number;
  /** Which of several statements of one message, from 1. */
  readonly ordinal?: number;
}

/**
 * Makes the failure factory of a room from its table of codes.
 *
 * ```ts
 * export const fhirFailure = failuresOf({ FHIR_TIMEOUT: 'ambiguous' });
 * return fhirFailure('FHIR_TIMEOUT', 'no answer from the FHIR server in 30 s');
 * ```
 */
export function failuresOf<C extends Record<string, FailureClass>>(codes: C) {
  return (
    code: keyof C & string,
    message: string,
    more: Pick<Failure, 'retryAfterSeconds'> = {},
  ): Result<never> => failed({ code, class: codes[code] as FailureClass, message, ...more });
}
