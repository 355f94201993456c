export { type Cipher, createCipher, type KeyRing } from './cipher.js';
export { freshKeys, type Keys, readKeys, readOrMakeKeyFile, type WrittenKeys } from './key-file.js';
export { createKeyedHash, type KeyedHash } from './keyed-hash.js';
