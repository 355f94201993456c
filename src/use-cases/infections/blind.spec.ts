import { join } from 'node:path';
import { readYaml, segment } from '../../text/index.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './index.js';

/** Measured once before any correction (card.md); since corrected, they guard against a fall. */
const FLOOR = 0.98;
const FOLDER = join(import.meta.dirname, '../../../test/corpora/infections');
const PARTS = ['findings', 'alerts', 'antibiogram'] as const;

interface Excerpt extends Readonly<Record<(typeof PARTS)[number], readonly string[]>> {
  readonly text: string;
  readonly date?: string;
}

function found({ text, date = undefined }: Excerpt): Record<(typeof PARTS)[number], Set<string>> {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  const context = { documentDate: date ?? null } as DocumentUseCaseInput['context'];
  const got = { findings: new Set<string>(), alerts: new Set<string>(), antibiogram: new Set<string>() };
  for (const { value, assertion, temporality } of infections.run({ document, context, needed: {} })) {
    const past = temporality === 'historical' ? ' historical' : '';
    if (value.alert) got.alerts.add(value.alert);
    else if (value.kind === 'Susceptibility')
      got.antibiogram.add(`${value.organism ?? '-'} ${value.antibiotic} ${value.result}`);
    else got.findings.add(`${value.kind} ${value.name} ${assertion}${past}`);
  }
  return got;
}

describe.each(['blind-2', 'blind-3'])('infection excerpts %s', (name) => {
  const excerpts = readYaml<readonly Excerpt[]>(import.meta.url, join(FOLDER, `${name}.yml`));

  it.each(PARTS)('keep the F1 of their %s', (part) => {
    const counts = { right: 0, found: 0, expected: 0 };
    for (const excerpt of excerpts) {
      const expected = new Set(excerpt[part]);
      const got = found(excerpt)[part];
      counts.right += [...got].filter((one) => expected.has(one)).length;
      counts.found += got.size;
      counts.expected += expected.size;
    }
    expect(counts.expected).toBeGreaterThan(5);
    expect((2 * counts.right) / (counts.found + counts.expected)).toBeGreaterThanOrEqual(FLOOR);
  });
});
