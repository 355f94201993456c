import { readFileSync } from 'node:fs';
import { segment } from '../../text/index.js';
import { NO_CONTEXT } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './index.js';

/** Measured once, before any correction (card.md): the floor only guards against a fall. */
const FLOOR = { precision: 0.96, recall: 0.96 };

const lines = readFileSync(new URL('./examples/held-out.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

function found(text: string): string[] {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  return infections
    .run({ document, context: NO_CONTEXT, needed: {} })
    .map(({ value, assertion, temporality }) => {
      const name = value.kind === 'Susceptibility' ? `${value.antibiotic}=${value.result}` : value.name;
      return [value.kind, name, assertion, ...(temporality === 'historical' ? [temporality] : [])].join(' ');
    });
}

describe('infection sentences held out from tuning', () => {
  it('keep their precision and recall', () => {
    const counts = { right: 0, found: 0, expected: 0 };
    for (const line of lines) {
      const [text = '', gold = ''] = line.replaceAll('\\n', '\n').split(' => ');
      const expected = new Set(gold === '-' ? [] : gold.split('; '));
      const got = new Set(found(text));
      counts.right += [...got].filter((one) => expected.has(one)).length;
      counts.found += got.size;
      counts.expected += expected.size;
    }
    expect(counts.expected).toBeGreaterThanOrEqual(85);
    expect(counts.right / counts.found).toBeGreaterThanOrEqual(FLOOR.precision);
    expect(counts.right / counts.expected).toBeGreaterThanOrEqual(FLOOR.recall);
  });
});
