import { type Failure, failuresOf } from '../kernel/index.js';

/** Codes of this room, each with its class. Which answer gives which code: `fhir/http-failures.ts`. */
export const DELIVERY_FAILURES = {
  /** No connection, an overloaded server, a gateway: nothing was done, or it may be done again. */
  FHIR_UNAVAILABLE: 'transient',
  /** The TLS handshake failed: a certificate of one side. An operator heals it. */
  FHIR_UNTRUSTED: 'transient',
  /** 401, 403 or no token. An operator heals it, and nothing is lost meanwhile. */
  FHIR_UNAUTHORIZED: 'transient',
  /** 409 or 412: another write won. */
  FHIR_CONFLICT: 'transient',
  /** Sent, and no answer in time: the server may have applied it. */
  FHIR_TIMEOUT: 'ambiguous',
  /** Sent, and the connection broke before the answer. */
  FHIR_INTERRUPTED: 'ambiguous',
  /** A 2xx answer that is not the answer to a transaction. */
  FHIR_ANSWER_UNREADABLE: 'ambiguous',
  /** The server refuses the content. */
  FHIR_REJECTED: 'permanent',
  /** Several resources of the server carry the identifier of one of ours: a person decides. */
  FHIR_IDENTITY_DUPLICATED: 'permanent',
  /** A Bundle the write mode cannot express. */
  DELIVERY_BUNDLE_UNFIT: 'permanent',
  /** Too long without success. */
  DELIVERY_GIVEN_UP: 'permanent',
  /** The receiver of HL7 results is not there, or its TLS and ours do not agree. */
  HL7_RESULTS_UNREACHABLE: 'transient',
  /** Sent, and no answer to it in time: it may have been taken. */
  HL7_RESULTS_NO_ANSWER: 'ambiguous',
  /** AE, CE: the receiver could not take it now. */
  HL7_RESULTS_ERROR: 'transient',
  /** AR, CR, or an AE that says the message itself is at fault. */
  HL7_RESULTS_REFUSED: 'permanent',
  /** A letter that the character set configured does not have. */
  HL7_RESULTS_CHARSET: 'permanent',
  /** What is kept of an announcement does not open. A key may come back. */
  ANNOUNCEMENT_UNREADABLE: 'transient',
  /** No message could be made of it. */
  ANNOUNCEMENT_UNFIT: 'permanent',
  /** Too long without success. */
  ANNOUNCEMENT_GIVEN_UP: 'permanent',
} as const;

export type DeliveryFailureCode = keyof typeof DELIVERY_FAILURES;

export const deliveryFailure = failuresOf(DELIVERY_FAILURES);

/** Carries a failure through a library that only knows exceptions; `raised` takes it out again. */
export const raise = (failure: Failure): never => {
  throw new Error('FHIR exchange failed', { cause: failure });
};

export function raised(error: unknown): Failure | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'class' in cause ? (cause as Failure) : undefined;
}
