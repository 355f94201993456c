import { createCipher, createKeyedHash, type Cipher, type KeyedHash } from '../../src/security/index.js';

/** Keys for tests: constant, worth nothing. */
export const testCipher: Cipher = createCipher({
  current: 'test',
  keys: new Map([['test', Buffer.alloc(32, 7)]]),
});
export const testHash = (purpose: string): KeyedHash => createKeyedHash(Buffer.alloc(32, 9), purpose);
