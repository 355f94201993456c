import { createHash, timingSafeEqual } from 'node:crypto';

export type Scope = 'read' | 'operate' | 'intake' | 'fhir' | 'reidentify' | 'audit';

/** What is kept with the name of who asked: nobody has one without a token. */
const NAMED: readonly Scope[] = ['reidentify', 'audit'];

export interface AccessToken {
  readonly name: string;
  /** SHA-256 of the token, hex. */
  readonly sha256: string;
  readonly scopes: readonly Scope[];
}

export interface AccessRequest {
  readonly authorization: string | undefined;
  readonly host: string | undefined;
  readonly remoteAddress: string | undefined;
}

export type Access =
  | { readonly granted: true; readonly principal: string }
  | {
      readonly granted: false;
      readonly status: 401 | 403;
      readonly reason: string;
      /** Whose token it is that may not. */
      readonly principal?: string;
    };

export type Authorize = (request: AccessRequest, scope: Scope) => Access;

const LOCAL_ADDRESS = /^(::ffff:)?127\.|^::1$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Bearer tokens with scopes. Without any token configured, only this machine is served; the Host header is
 * checked too, so that a page of another site cannot reach us through the person's browser.
 */
export function createAuthorize(tokens: readonly AccessToken[]): Authorize {
  const known = tokens.map((token) => ({ ...token, digest: Buffer.from(token.sha256, 'hex') }));
  return ({ authorization, host, remoteAddress }, scope) => {
    if (known.length === 0) {
      if (NAMED.includes(scope))
        return {
          granted: false,
          status: 403,
          reason: 'who asks is kept: a token must be configured (http.tokens)',
        };
      const isLocal = LOCAL_ADDRESS.test(remoteAddress ?? '') && LOCAL_HOST.test(host ?? '');
      return isLocal
        ? { granted: true, principal: 'local' }
        : { granted: false, status: 403, reason: 'only this machine is served while no token is configured' };
    }
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) return { granted: false, status: 401, reason: 'a bearer token is required' };
    const digest = createHash('sha256').update(token).digest();
    const found = known.find((candidate) => timingSafeEqual(candidate.digest, digest));
    if (!found) return { granted: false, status: 401, reason: 'the bearer token is not known' };
    if (!found.scopes.includes(scope)) {
      const reason = `the token lacks the scope ${scope}`;
      return { granted: false, status: 403, reason, principal: found.name };
    }
    return { granted: true, principal: found.name };
  };
}
