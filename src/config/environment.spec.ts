import { createHash, randomBytes } from 'node:crypto';
import { loadConfig } from './index.js';

const settled = (environment: Record<string, string>) => {
  const result = loadConfig(environment);
  return result.ok ? result.value : result.failure.message;
};
const sha256 = createHash('sha256').update('a token').digest('hex');
const key = randomBytes(32).toString('base64');

describe('the environment alone', () => {
  it('makes a list that no file holds', () => {
    const config = settled({
      PASSERELLE_HTTP__TOKENS__0__NAME: 'dim',
      PASSERELLE_HTTP__TOKENS__0__SHA256: sha256,
      PASSERELLE_HTTP__TOKENS__0__SCOPES: '[read, operate]',
    });
    expect(config).toMatchObject({
      http: { tokens: [{ name: 'dim', sha256, scopes: ['read', 'operate'] }] },
    });
  });

  it('adds a listener to those of the file', () => {
    const config = settled({ PASSERELLE_MLLP__1__SOURCE: 'labo', PASSERELLE_MLLP__1__PORT: '2576' });
    expect(config).toMatchObject({ mllp: [{ source: 'dpi' }, { source: 'labo', port: 2576 }] });
  });

  it('gives the keys', () => {
    const config = settled({
      PASSERELLE_KEYS__DATA: `[k1:${key}]`,
      PASSERELLE_KEYS__IDENTIFIERS: key,
      PASSERELLE_KEYS__VAULT: key,
    });
    expect(config).toMatchObject({ keys: { data: [`k1:${key}`] } });
  });
});
