export { type Cipher, createCipher, type KeyRing } from './cipher.js';
export { createKeyedHash, type KeyedHash } from './keyed-hash.js';
