import { readFileSync } from 'node:fs';
import { assertionOf, createAssertionAnalyzer } from './index.js';
import { readMarkedSentence } from './marked-sentence.js';
import { TRIGGER_EXAMPLES } from './triggers.js';
import { growsLinearly } from '../../../test/support/growth.js';

const linesOf = (name: string) =>
  readFileSync(new URL(`./examples/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

function read(source: string) {
  const { text, sections, targets } = readMarkedSentence(source);
  const sentences = [{ start: 0, end: text.length }];
  return targets.map(({ span, expected }) => {
    const { assertion, temporality, experiencer } = assertionOf(text, sentences, sections, span);
    return {
      name: text.slice(span.start, span.end),
      verdict: { assertion, temporality, experiencer },
      expected,
    };
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

describe('a prepared document', () => {
  const text = 'Pas de fièvre. Endocardite en mars 2019. Pneumopathie probable.';
  const sentences = [
    { start: 0, end: 14 },
    { start: 15, end: 40 },
    { start: 41, end: 63 },
  ];
  const document = { text, sentences, sections: [] };
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

  it('keeps each trigger in its sentence, and says which words decided', () => {
    const analyzer = createAssertionAnalyzer(document);
    expect(analyzer.of(at('fièvre'))).toEqual({
      assertion: 'Absent',
      temporality: 'current',
      experiencer: 'patient',
      triggers: [at('Pas de')],
    });
    expect(analyzer.of(at('Endocardite')).assertion).toBe('Present');
    expect(analyzer.of(at('Pneumopathie')).triggers).toEqual([at('probable')]);
  });

  it('places a month in the past only where the date of the report is known', () => {
    const temporality = (referenceDate: string | null) =>
      createAssertionAnalyzer(document, { referenceDate }).of(at('Endocardite')).temporality;
    expect(temporality(null)).toBe('current');
    expect(temporality('2019-04-02')).toBe('current');
    expect(temporality('2024-04-02')).toBe('historical');
  });

  it('reads a span outside any sentence in the text around it', () => {
    const analyzer = createAssertionAnalyzer({ text: 'Pas de sepsis', sentences: [], sections: [] });
    expect(analyzer.of({ start: 7, end: 13 }).assertion).toBe('Absent');
    expect(analyzer.of({ start: 13, end: 13 }).assertion).toBe('Absent');
  });

  it('stays linear on a long text without a full stop', async () => {
    const read = (times: number) => {
      const long = 'pas de fièvre, sepsis et '.repeat(times);
      const analyzer = createAssertionAnalyzer({ text: long, sentences: [], sections: [] });
      for (let start = 15; start < long.length; start += 25 * 20) analyzer.of({ start, end: start + 6 });
    };
    expect(await growsLinearly(read, { upTo: 20_000 })).toBe(true);
  });

  it('reads the answer of a label at the end of its line, and not the one of the next', () => {
    const text = 'SARM : non\nBLSE : oui\nEPC : non';
    const sentences = [{ start: 0, end: text.length }];
    const of = (name: string) => {
      const start = text.indexOf(name);
      return assertionOf(text, sentences, [], { start, end: start + name.length }).assertion;
    };
    expect(['SARM', 'BLSE', 'EPC'].map(of)).toEqual(['Absent', 'Present', 'Absent']);
  });
});
