import { readFileSync } from 'node:fs';
import { assertionOf, createAssertionAnalyzer } from './index.js';
import { readMarkedSentence } from './marked-sentence.js';
import { TRIGGER_EXAMPLES } from './triggers.js';

const linesOf = (name: string) =>
  readFileSync(new URL(`./examples/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

function read(source: string) {
  const { text, sections, targets } = readMarkedSentence(source);
  const sentences = [{ start: 0, end: text.length }];
  return targets.map(({ span, expected }) => {
    const { triggers: _, ...verdict } = assertionOf(text, sentences, sections, span);
    return { name: text.slice(span.start, span.end), verdict, expected };
  });
}

describe('the examples of triggers.yml', () => {
  it.each(TRIGGER_EXAMPLES)('%s', (source) => {
    const results = read(source);
    expect(results.length).toBeGreaterThan(0);
    for (const { name, verdict, expected } of results)
      expect({ name, ...verdict }).toEqual({ name, ...expected });
  });
});

describe('development sentences', () => {
  it.each(linesOf('development'))('%s', (source) => {
    const results = read(source);
    expect(results.length).toBeGreaterThan(0);
    for (const { name, verdict, expected } of results)
      expect({ name, ...verdict }).toEqual({ name, ...expected });
  });
});
