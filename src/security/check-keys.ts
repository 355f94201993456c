import { type Keys } from './key-file.js';
import { createKeyedHash } from './keyed-hash.js';

/** One key that a database was written with. */
export interface KeyMark {
  readonly setting: 'keys.data' | 'keys.identifiers';
  /** Empty where the setting holds one key. */
  readonly keyId: string;
  readonly digest: string;
}

const digestOf = (key: Buffer): string => createKeyedHash(key, 'key check')('passerelle');

/** The keys that write from now on: the one that seals, and the one every id comes from. */
export const writingKeys = ({ data, identifiers }: Keys): readonly KeyMark[] => [
  { setting: 'keys.data', keyId: data.current, digest: digestOf(data.keys.get(data.current) as Buffer) },
  { setting: 'keys.identifiers', keyId: '', digest: digestOf(identifiers) },
];

/** What does not fit between the keys configured and those a database was written with. Names settings and key ids only. */
export function misfits({ data, identifiers }: Keys, written: readonly KeyMark[]): string[] {
  return written.flatMap(({ setting, keyId, digest }) => {
    const key = setting === 'keys.identifiers' ? identifiers : data.keys.get(keyId);
    const name = keyId ? `${setting} (${keyId})` : setting;
    if (!key) return [`${name} is missing: values are sealed with it`];
    return digestOf(key) === digest ? [] : [`${name} is not the key this database was written with`];
  });
}
