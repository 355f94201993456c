import { type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';

/** The connection was never made: nothing was sent. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** TLS said no: our trust in its certificate (OpenSSL's words), or its trust in ours (an alert). */
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH)/;

export interface BrokenCall {
  /** Names the server and what it was asked. */
  readonly place: string;
  /** A read may be made again without a thought. */
  readonly reads: boolean;
}

/** What an exception of `fetch` means. Only its code is kept: its message may name anything. */
export function networkFailure(error: unknown, { place, reads }: BrokenCall): Result<never> {
  const code = codeOf(error);
  if (code === 'TimeoutError') {
    const said = `no answer in time from ${place}`;
    return reads ? deliveryFailure('FHIR_UNAVAILABLE', said) : deliveryFailure('FHIR_TIMEOUT', said);
  }
  if (TLS.test(code)) return deliveryFailure('FHIR_UNTRUSTED', `TLS refused (${code}) with ${place}`);
  if (NOT_CONNECTED.has(code))
    return deliveryFailure('FHIR_UNAVAILABLE', `no connection (${code}) to ${place}`);
  const said = `connection lost (${code}) with ${place}`;
  return reads ? deliveryFailure('FHIR_UNAVAILABLE', said) : deliveryFailure('FHIR_INTERRUPTED', said);
}

function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return 'unknown';
  const { name, code, cause, errors } = error as Record<string, unknown>;
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return 'TimeoutError';
  }
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  // Happy eyeballs: one error per address tried.
  return codeOf(cause ?? (Array.isArray(errors) ? errors[0] : undefined), depth + 1);
}
