import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** HMAC-SHA256 over parts that cannot run into each other (each is length-prefixed). 64 hex characters. */
export type KeyedHash = (...parts: string[]) => string;

export function createKeyedHash(key: Buffer, purpose: string): KeyedHash {
  const derived = createSecretKey(
    Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `passerelle:${purpose}`, 32)),
  );
  return (...parts) => {
    const hmac = createHmac('sha256', derived);
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
    return hmac.digest('hex');
  };
}
