import { type Clock, ok, type Result } from '../../kernel/index.js';
import { type HttpCall } from './http-call.js';
import { type ClientCredentials, createTokenProvider } from './token-provider.js';

export type FhirAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | ({ readonly kind: 'client-credentials' } & ClientCredentials);

export interface Authorizer {
  /** The Authorization header, if any. */
  header(): Promise<Result<string | undefined>>;
  /** The server answered 401 to this header. True where another one can be had. */
  refused(header: string | undefined): boolean;
}

export function createAuthorizer(auth: FhirAuth, call: HttpCall, clock: Clock): Authorizer {
  if (auth.kind === 'client-credentials') return renewable(auth, call, clock);
  const header = fixedHeader(auth);
  return { header: async () => ok(header), refused: () => false };
}

function fixedHeader(auth: Exclude<FhirAuth, { kind: 'client-credentials' }>): string | undefined {
  if (auth.kind === 'none') return undefined;
  if (auth.kind === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')}`;
}

function renewable(credentials: ClientCredentials, call: HttpCall, clock: Clock): Authorizer {
  const provider = createTokenProvider(credentials, call, clock);
  return {
    async header() {
      const token = await provider.token();
      return token.ok ? ok(`Bearer ${token.value}`) : token;
    },
    refused(header) {
      provider.forget(header?.replace(/^Bearer /, '') ?? '');
      return true;
    },
  };
}
