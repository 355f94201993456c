import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCipher, createKeyedHash, freshKeys, readKeys, readOrMakeKeyFile } from './index.js';

const key = (fill: number) => Buffer.alloc(32, fill);

describe('the cipher', () => {
  const cipher = createCipher({
    current: 'k2',
    keys: new Map([
      ['k2', key(2)],
      ['k1', key(1)],
    ]),
  });
  const old = createCipher({ current: 'k1', keys: new Map([['k1', key(1)]]) });

  it('opens what it sealed, and what an older key sealed', () => {
    expect(cipher.open(cipher.seal(Buffer.from('été'), 'a'), 'a').toString()).toBe('été');
    expect(cipher.open(old.seal(Buffer.from('x'), 'a'), 'a').toString()).toBe('x');
  });

  it('refuses another context, an altered byte and an unknown key', () => {
    const sealed = cipher.seal(Buffer.from('secret'), 'report:1');
    const altered = Buffer.from(sealed);
    altered[altered.length - 1]! ^= 1;
    expect(() => cipher.open(sealed, 'report:2')).toThrow();
    expect(() => cipher.open(altered, 'report:1')).toThrow();
    expect(() => old.open(sealed, 'report:1')).toThrow('not configured');
    expect(() => cipher.open(Buffer.from([9, 9]), 'report:1')).toThrow('unknown format');
  });

  it('never seals twice to the same bytes, and refuses a short key', () => {
    expect(cipher.seal(Buffer.from('a'), 'c').equals(cipher.seal(Buffer.from('a'), 'c'))).toBe(false);
    expect(() => createCipher({ current: 'k', keys: new Map([['k', Buffer.alloc(16)]]) })).toThrow(
      '32 bytes',
    );
  });
});

describe('the keyed hash', () => {
  it('keeps parts, purposes and keys apart', () => {
    const hash = createKeyedHash(key(1), 'ids');
    expect(hash('a', 'b')).toMatch(/^[0-9a-f]{64}$/);
    const others = [
      hash('ab'),
      hash('', 'ab'),
      hash('b', 'a'),
      createKeyedHash(key(1), 'other')('a', 'b'),
      createKeyedHash(key(2), 'ids')('a', 'b'),
    ];
    expect(new Set([hash('a', 'b'), ...others]).size).toBe(6);
  });
});

describe('the key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner only, then read again', () => {
    const file = join(folder, 'a', 'keys.json');
    const first = readOrMakeKeyFile(file, false);
    expect(readOrMakeKeyFile(file, true)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made anew beside data it could not open', () => {
    expect(() => readOrMakeKeyFile(join(folder, 'absent.json'), true)).toThrow('is missing');
  });

  it('reads several data keys, the first one current', () => {
    const keys = readKeys({
      ...freshKeys(),
      data: ['new:' + key(3).toString('base64'), 'old:' + key(4).toString('base64')],
    });
    expect(keys.data.current).toBe('new');
    expect([...keys.data.keys.keys()]).toEqual(['new', 'old']);
  });
});
