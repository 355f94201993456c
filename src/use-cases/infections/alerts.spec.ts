import { readFileSync } from 'node:fs';
import { segment } from '../../text/index.js';
import { NO_CONTEXT } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './infections.use-case.js';

function alertsOf(text: string): string[] {
  const { sections, sentences } = segment(text);
  const document = { text, sections, sentences } as unknown as DocumentUseCaseInput['document'];
  const findings = infections.run({ document, context: NO_CONTEXT, needed: {} });
  return [...new Set(findings.flatMap(({ value }) => value.alert ?? []))].sort();
}

const cases = readFileSync(new URL('./examples/alerts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [text = '', expected = ''] = line.split(' =>');
    return [text.replaceAll('\\n', '\n'), expected.split(',').flatMap((one) => one.trim() || [])] as const;
  });

describe('alerts', () => {
  it.each(cases)('of %j are %j', (text, expected) => {
    expect(alertsOf(text)).toEqual(expected);
  });
});
