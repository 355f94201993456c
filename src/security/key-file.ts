import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type KeyRing } from './cipher.js';

/** All the secrets of an installation. */
export interface Keys {
  readonly data: KeyRing;
  /** Every resource id comes from it: it never rotates. */
  readonly identifiers: Buffer;
  /** Surrogates and date shifts come from it. */
  readonly vault: Buffer;
}

/** Keys as written in a configuration: `id:base64` for data keys (the first seals), base64 for the others. */
export interface WrittenKeys {
  readonly data: readonly string[];
  readonly identifiers: string;
  readonly vault: string;
}

export function readKeys({ data, identifiers, vault }: WrittenKeys): Keys {
  const entries = data.map((entry) => {
    const colon = entry.indexOf(':');
    return [entry.slice(0, colon), Buffer.from(entry.slice(colon + 1), 'base64')] as const;
  });
  const current = entries[0]?.[0];
  if (!current) throw new Error('keys.data holds no key.');
  return {
    data: { current, keys: new Map(entries) },
    identifiers: Buffer.from(identifiers, 'base64'),
    vault: Buffer.from(vault, 'base64'),
  };
}

const fresh = (): string => randomBytes(32).toString('base64');

export const freshKeys = (): WrittenKeys => ({
  data: [`k1:${fresh()}`],
  identifiers: fresh(),
  vault: fresh(),
});

/**
 * The keys of an embedded installation: made at its first start, readable by its owner only. Where data is
 * already there and the file is gone, it refuses: new keys could not open the old data.
 */
export function readOrMakeKeyFile(file: string, hasData: boolean): Keys {
  if (!existsSync(file)) {
    if (hasData) throw new Error(`The key file ${file} is missing, and the database it opens is not empty.`);
    mkdirSync(dirname(file), { recursive: true });
    makeKeyFile(file);
  }
  return readKeys(JSON.parse(readFileSync(file, 'utf8')) as WrittenKeys);
}

/**
 * Whole and once: of two processes that start together one makes the keys and both read the same. A link, unlike
 * a rename, never replaces a file that is there: data is sealed with what it holds.
 */
function makeKeyFile(file: string): void {
  const fresh = `${file}.new.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(freshKeys(), null, 2), { mode: 0o600, flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** For the batch command and tests only: public, so worth nothing. Whoever uses it says so. */
export const DEMONSTRATION_KEYS: Keys = {
  data: { current: 'demonstration', keys: new Map([['demonstration', Buffer.alloc(32, 1)]]) },
  identifiers: Buffer.alloc(32, 2),
  vault: Buffer.alloc(32, 3),
};
