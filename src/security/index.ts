export { type Cipher, createCipher, type KeyRing, SealError } from './cipher.js';
export {
  DEMONSTRATION_KEYS,
  freshKeys,
  type Keys,
  readKeys,
  readOrMakeKeyFile,
  type WrittenKeys,
} from './key-file.js';
export { createKeyedHash, type KeyedHash } from './keyed-hash.js';
export {
  type Access,
  type AccessRequest,
  type AccessToken,
  type Authorize,
  createAuthorize,
  type Scope,
} from './http/authorize.js';
export { AUTHORIZE, NeedsScope, type Principal, principalOf, ScopeGuard } from './http/scope.guard.js';
export { type InternalToken } from './http/internal-token.js';
export { CIPHER, INTERNAL_TOKEN, KEYS, keysOf, SecurityModule } from './security.module.js';
