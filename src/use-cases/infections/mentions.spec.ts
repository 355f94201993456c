import { readFileSync } from 'node:fs';
import { segment } from '../../text/index.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './infections.use-case.js';

const context = { documentDate: '2025-06-12' } as DocumentUseCaseInput['context'];

function found(text: string): string[] {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  return infections
    .run({ document, context, needed: {} })
    .filter(({ value }) => ['Infection', 'Bacterie', 'Bacteriemie'].includes(value.kind))
    .map(({ value, assertion, temporality }) =>
      [value.name, assertion, ...(temporality === 'historical' ? [temporality] : [])].join(' '),
    );
}

const cases = readFileSync(new URL('./examples/mentions.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [text = '', said = ''] = line.split(' => ');
    return [text.replaceAll('\\n', '\n'), said.split('; ')] as const;
  });

describe('mentions', () => {
  it.each(cases)('of %j: %j', (text, said) => {
    const all = found(text);
    for (const one of said) {
      const isNone = one.startsWith('no ');
      const name = isNone ? one.slice(3) : `${one.replace(/ (?:Present|Absent|Indetermine).*$/, '')} `;
      expect(all.filter((item) => item.startsWith(name))).toEqual(isNone ? [] : [one]);
    }
  });
});
