import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyCase } from './any-case.js';

const reads = (source: string, text: string): string | undefined => new RegExp(source, 'u').exec(text)?.[0];

describe('anyCase', () => {
  it.each([
    [anyCase`chr?u|ch`, 'CHU', 'CHU'],
    [anyCase`h[oô]pital`, 'HÔPITAL', 'HÔPITAL'],
    [anyCase`œil`, 'Œil', 'Œil'],
    [anyCase`[a-c]\.?[^\n.;,]{2,4}`, 'B.xyz;', 'B.xyz'],
    [anyCase`n[ée]e?(?:\(e\))? [àa]`, 'NÉE À', 'NÉE À'],
    [anyCase`ch[\p{L} ]*`, 'CH de Là', 'CH de Là'],
    [anyCase`(?<!x)d['’](?=é)`, 'D’É', 'D’'],
    [anyCase`${'a|b'}c`, 'BC', 'BC'],
    [anyCase`[^a]`, 'A', undefined],
    [anyCase`straße`, 'STRAßE', 'STRAßE'],
  ])('%s reads %s', (source, text, expected) => {
    expect(reads(source, text)).toBe(expected);
  });

  it('refuses a class of cased letters', () => {
    expect(() => anyCase`\p{Lu}\p{L}+`).toThrow('cased letters');
  });

  it('reads what the flag i reads', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'é', 'Z', 'œ', ' ', '-', 'Ç'), maxLength: 5 });
    fc.assert(
      fc.property(letters, letters, (word, text) => {
        expect(reads(`^${anyCase`${word}`}`, text)).toBe(new RegExp(`^(?:${word})`, 'iu').exec(text)?.[0]);
      }),
    );
  });
});

describe('the rules, once V8 stops optimising regular expressions', () => {
  const root = join(import.meta.dirname, '../../../..');
  const figures = (...flags: string[]): unknown => {
    const folder = mkdtempSync(join(tmpdir(), 'any-case-'));
    const report = join(folder, 'report.json');
    try {
      execFileSync(
        process.execPath,
        [
          ...[...flags, '--disable-warning=ExperimentalWarning'],
          ...['--import', join(root, 'test/support/source-hooks.mjs'), join(root, 'src/cli/main.ts')],
          ...['evaluate', 'pseudonymization', '--variant', 'rules+identity', '--report', report],
          ...['--corpus', join(root, 'test/corpora/pseudonymization/development.yml')],
        ],
        { cwd: root, stdio: 'ignore' },
      );
      const { variants } = JSON.parse(readFileSync(report, 'utf8')) as { variants: { speed?: unknown }[] };
      return variants.map((variant) => ({ ...variant, speed: undefined }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('find what they found before', () => {
    const usual = figures();
    expect(JSON.stringify(usual)).toContain('HOSPITAL');
    expect(figures('--no-regexp-optimization')).toEqual(usual);
  });
});
