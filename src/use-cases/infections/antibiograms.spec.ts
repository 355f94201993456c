import { readFileSync } from 'node:fs';
import { segment } from '../../text/index.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './index.js';

const CONTEXT = { documentDate: '2025-03-01' } as DocumentUseCaseInput['context'];

function triples(text: string): string[] {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  const findings = infections.run({ document, context: CONTEXT, needed: {} });
  return findings
    .flatMap(({ value: { organism, antibiotic, result } }) =>
      antibiotic === null ? [] : [`${organism ?? '?'}: ${antibiotic} ${result ?? ''}`],
    )
    .sort();
}

/** "Escherichia coli S amikacine, imipénème; R amoxicilline || …" */
const expectedTriples = (written: string): string[] =>
  written
    .split('||')
    .flatMap((one) => {
      const [, organism = '', rest = ''] = /^\s*(.+?)\s+([SIR] .*)$/.exec(one) ?? [];
      return rest.split(';').flatMap((part) => {
        const [, result = '', names = ''] = /^\s*([SIR]) (.*)$/.exec(part) ?? [];
        return names
          .split(',')
          .flatMap((name) => name.trim() || [])
          .map((name) => `${organism}: ${name} ${result}`);
      });
    })
    .sort();

const cases = readFileSync(new URL('./examples/antibiograms.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const at = line.lastIndexOf(' =>');
    const text = line.slice(0, at).replaceAll('\\n', '\n').replaceAll('\\t', '\t');
    return [text, expectedTriples(line.slice(at + 3))] as const;
  });

describe('antibiograms', () => {
  it.each(cases)('%j', (text, expected) => {
    expect(triples(text)).toEqual(expected);
  });
});
