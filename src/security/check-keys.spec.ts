import { misfits, writingKeys } from './check-keys.js';
import { freshKeys, readKeys } from './key-file.js';

const written = freshKeys();
const keys = readKeys(written);
const other = freshKeys();

describe('the keys of a database', () => {
  it('fit where they are the ones it was written with', () => {
    expect(misfits(keys, writingKeys(keys))).toEqual([]);
    expect(misfits(keys, [])).toEqual([]);
  });

  it('fit after a rotation that keeps the old one, not without it', () => {
    const fresh = `k2:${other.data[0]!.slice(3)}`;
    const rotated = readKeys({ ...written, data: [fresh, ...written.data] });
    expect(misfits(rotated, writingKeys(keys))).toEqual([]);
    expect(misfits(readKeys({ ...written, data: [fresh] }), writingKeys(keys))).toEqual([
      'keys.data (k1) is missing: values are sealed with it',
    ]);
  });

  it('do not fit where one differs under the same name', () => {
    expect(misfits(readKeys({ ...written, data: other.data }), writingKeys(keys))).toEqual([
      'keys.data (k1) is not the key this database was written with',
    ]);
    expect(misfits(readKeys({ ...written, identifiers: other.identifiers }), writingKeys(keys))).toEqual([
      'keys.identifiers is not the key this database was written with',
    ]);
  });

  it('are not told by their digests', () => {
    const digests = writingKeys(keys).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) {
      expect(written.identifiers).not.toContain(digest);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});
