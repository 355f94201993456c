import { type Clock, ok, type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';
import { type HttpCall } from './http-call.js';

/** Renewed this long before its end, so that it does not expire on the way. */
const MARGIN_MS = 30_000;
/** Where the server says no lifetime (RFC 6749 only recommends it). */
const ASSUMED_SECONDS = 300;

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** How the client names itself: RFC 6749 2.3.1. `header` (Basic) where absent. */
  readonly credentialsIn?: 'header' | 'body';
}

export interface TokenProvider {
  token(): Promise<Result<string>>;
  /** The server refused this token: the next call asks for another one. */
  forget(token: string): void;
}

interface Held {
  readonly token: string;
  readonly renewAt: number;
}

/**
 * OAuth2 client credentials (RFC 6749, 4.4). One request at a time, whoever waits for it. Ours and not the
 * client's: @medplum/core reads the token's claims and refuses what Keycloak signs.
 */
export function createTokenProvider(
  settings: ClientCredentials,
  call: HttpCall,
  clock: Clock,
): TokenProvider {
  let held: Held | undefined;
  let asking: Promise<Result<string>> | undefined;

  const ask = async (): Promise<Result<string>> => {
    const answer = await call(settings.tokenUrl, {
      method: 'POST',
      place: 'the token endpoint',
      reads: true,
      headers: { ...authorizationOf(settings), accept: 'application/json', 'content-type': FORM },
      body: formOf(settings),
    });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    // invalid_client, invalid_scope…: the endpoint answered and said no.
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      return deliveryFailure('FHIR_UNAUTHORIZED', `HTTP ${status} from the token endpoint`);
    }
    if (status !== 200) return deliveryFailure('FHIR_UNAVAILABLE', `HTTP ${status} from the token endpoint`);
    const { access_token: token, expires_in: lifetime } = (body ?? {}) as Record<string, unknown>;
    if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
      return deliveryFailure('FHIR_UNAUTHORIZED', 'the token endpoint gave no usable token');
    }
    const seconds = Number(lifetime) > 0 ? Number(lifetime) : ASSUMED_SECONDS;
    const margin = Math.min(MARGIN_MS, seconds * 500);
    held = { token, renewAt: clock.now().getTime() + seconds * 1_000 - margin };
    return ok(token);
  };

  return {
    async token() {
      if (held && clock.now().getTime() < held.renewAt) return ok(held.token);
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
    forget(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

const FORM = 'application/x-www-form-urlencoded';

function authorizationOf({
  clientId,
  clientSecret,
  credentialsIn,
}: ClientCredentials): Record<string, string> {
  if (credentialsIn === 'body') return {};
  // Each part is form-encoded before the colon joins them.
  const [id, secret] = [clientId, clientSecret].map((part) => encodeURIComponent(part).replace(/%20/g, '+'));
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

function formOf({ clientId, clientSecret, credentialsIn, scope }: ClientCredentials): string {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope) form.set('scope', scope);
  if (credentialsIn === 'body') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  return form.toString();
}
