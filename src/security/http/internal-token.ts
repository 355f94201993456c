import { createHash, randomBytes } from 'node:crypto';
import { type AccessToken } from './authorize.js';

/** What this process presents to its own endpoints: made at each start, kept in memory only. */
export interface InternalToken {
  readonly token: string;
  readonly access: AccessToken;
}

export function createInternalToken(): InternalToken {
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest('hex');
  return { token, access: { name: 'passerelle', sha256, scopes: ['fhir'] } };
}
