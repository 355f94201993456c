import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkConfig, loadConfig } from './index.js';

const messageOf = (result: ReturnType<typeof checkConfig>) =>
  result.ok ? 'accepted' : result.failure.message;

describe('loadConfig', () => {
  it('accepts the shipped configuration and freezes it', () => {
    const result = loadConfig({});
    expect(messageOf(result)).toBe('accepted');
    expect(result.ok && Object.isFrozen(result.value.http)).toBe(true);
  });

  it('takes the environment last, also from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'level');
    writeFileSync(file, 'debug\n');
    const result = loadConfig({ PASSERELLE_HTTP__PORT: '9090', PASSERELLE_LOG__LEVEL_FILE: file });
    expect(result.ok && [result.value.http.port, result.value.log.level]).toEqual([9090, 'debug']);
  });

  it('reaches a list by its index', () => {
    const result = loadConfig({ PASSERELLE_MLLP__0__PORT: '0' });
    expect(result.ok && result.value.mllp[0]?.port).toBe(0);
  });

  it('names the setting and the rule, never the value', () => {
    const result = loadConfig({ PASSERELLE_HTTP__PORT: 'secret-value' });
    expect(messageOf(result)).toMatch(/^http\.port: .*integer/);
    expect(messageOf(result)).not.toContain('secret-value');
  });

  it('never repeats a bad secret', () => {
    const result = loadConfig({
      PASSERELLE_DATABASE__MODE: 'external',
      PASSERELLE_DATABASE__URL: 'hunter2@db',
    });
    expect(messageOf(result)).toContain('database.url');
    expect(messageOf(result)).not.toContain('hunter2');
  });

  it('keeps a password of digits as text where a file holds it', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'password');
    writeFileSync(file, '0123456789\n');
    const result = loadConfig({ PASSERELLE_FHIR__CARE__AUTH__PASSWORD_FILE: file });
    expect(result.ok && result.value.fhir.care.auth.password).toBe('0123456789');
  });

  it('refuses a broken list and a folder given as a file, and quotes neither', () => {
    const broken = loadConfig({ PASSERELLE_HTTP__TOKENS: '[{hunter2: a: b]' });
    expect(messageOf(broken)).toBe('PASSERELLE_HTTP__TOKENS: not a YAML list');
    const folder = loadConfig({ PASSERELLE_KEYS__VAULT_FILE: tmpdir() });
    expect(messageOf(folder)).toBe('PASSERELLE_KEYS__VAULT_FILE: the file it names cannot be read');
  });

  it.each([
    ['an unknown setting', { htpp: {} }, 'htpp: unknown setting'],
    ['an unknown nested setting', { http: { prot: 1 } }, 'http.prot: unknown setting'],
    [
      'two listeners of one name',
      {
        mllp: [
          { source: 'a', port: 1 },
          { source: 'a', port: 2 },
        ],
      },
      'mllp: ',
    ],
    ['a listener without a port', { mllp: [{ source: 'a' }] }, 'mllp[0].port: '],
    ['a public address without tokens', { http: { host: '0.0.0.0' } }, 'http.host: only a loopback'],
    [
      'an external database without keys',
      { database: { mode: 'external', url: 'postgres://h/d' } },
      'keys: required',
    ],
    [
      'research in the care zone, written otherwise',
      {
        fhir: {
          care: { kind: 'external', baseUrl: 'https://fhir.example.org/r4' },
          research: { kind: 'external', baseUrl: 'https://FHIR.example.org/r4/' },
        },
      },
      'fhir.research: ',
    ],
    ['research in the care zone', { fhir: { research: { kind: 'embedded' } } }, 'fhir.research: '],
    [
      'a write mode the embedded endpoint does not take',
      { fhir: { care: { writeMode: 'conditional-put' } } },
      'fhir.care.writeMode: ',
    ],
    ['a worker without its endpoint', { roles: ['worker'] }, 'roles: '],
  ])('refuses %s', (_name, tree, expected) => {
    expect(messageOf(checkConfig(tree))).toContain(expected);
  });

  it('says which file is missing', () => {
    expect(messageOf(loadConfig({ PASSERELLE_CONFIG: 'nowhere.yml' }))).toContain('nowhere.yml');
  });
});
