import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value that does not open: its key is not configured, or its bytes were altered. */
export class SealError extends Error {
  override readonly name = 'SealError';
  /** `key`: it is not configured here; another process of the installation may have it. */
  constructor(
    message: string,
    readonly fault: 'key' | 'bytes' = 'bytes',
  ) {
    super(message);
  }
}

/** Seals what identifies a patient before it is written, and opens it again. */
export interface Cipher {
  /** `context` (table, column, row) is authenticated: a value moved to another row does not open. */
  seal(plain: Buffer, context: string): Buffer;
  /** Throws where the key is unknown or the bytes were altered: that is never an expected outcome. */
  open(sealed: Buffer, context: string): Buffer;
}

/** A key ring: the first key seals, all of them open, so that keys can rotate. */
export interface KeyRing {
  readonly current: string;
  /** 32 bytes each, by id (at most 255 bytes of id). */
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** AES-256-GCM. Layout: format (1), length of key id (1), key id, IV (12), tag (16), ciphertext. */
export function createCipher(ring: KeyRing): Cipher {
  // As key objects: given as bytes, every call would import the key again (twice the time).
  const keys = new Map([...ring.keys].map(([id, key]) => [id, keyObject(key)]));
  const currentKey = keyOf(keys, ring.current);
  const currentId = Buffer.from(ring.current, 'utf8');
  const head = Buffer.concat([Buffer.from([FORMAT, currentId.length]), currentId]);
  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv).setAAD(Buffer.from(context, 'utf8'));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([head, iv, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      if (sealed[0] !== FORMAT) throw new SealError('A sealed value has an unknown format.');
      const idEnd = 2 + (sealed[1] ?? 0);
      const key = keyOf(keys, sealed.toString('utf8', 2, idEnd));
      const tagStart = idEnd + IV_BYTES;
      const bodyStart = tagStart + TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, tagStart));
      decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(sealed.subarray(tagStart, bodyStart));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(bodyStart)), decipher.final()]);
      } catch {
        throw new SealError('A sealed value was altered, or belongs to another row.');
      }
    },
  };
}

function keyObject(key: Buffer): KeyObject {
  if (key.length !== 32) throw new Error('A data key is not 32 bytes long.');
  return createSecretKey(key);
}

function keyOf(keys: ReadonlyMap<string, KeyObject>, id: string): KeyObject {
  const key = keys.get(id);
  if (!key) throw new SealError('A sealed value names a key that is not configured.', 'key');
  return key;
}
