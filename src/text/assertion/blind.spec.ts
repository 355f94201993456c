import { readFileSync } from 'node:fs';
import { segment } from '../segmentation/index.js';
import { assertionOf } from './index.js';
import { readMarkedSentence } from './marked-sentence.js';

/** Measured once, before any correction (README.md): the floor only guards against a fall. */
const FLOOR = { assertion: 0.97, temporality: 1, experiencer: 1 };

const sentences = readFileSync(new URL('./examples/blind-2.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => readMarkedSentence(line.replaceAll('\\n', '\n')));

describe('difficult scopes', () => {
  it.each(['assertion', 'temporality', 'experiencer'] as const)('keep their %s', (attribute) => {
    const judged = sentences.flatMap(({ text, sections, targets }) =>
      targets.map(({ span, expected }) => ({
        expected: expected[attribute],
        found: assertionOf(text, segment(text).sentences, sections, span)[attribute],
      })),
    );
    const right = judged.filter(({ expected, found }) => expected === found);
    expect(judged.length).toBeGreaterThanOrEqual(80);
    expect(right.length / judged.length).toBeGreaterThanOrEqual(FLOOR[attribute]);
  });
});

describe('a section of the past', () => {
  const judge = (text: string, words: string) => {
    const { sentences: cut, sections } = segment(text);
    const start = text.indexOf(words);
    return assertionOf(text, cut, sections, { start, end: start + words.length }).temporality;
  };

  it('holds its paragraph where its title stands before the text', () => {
    const text = 'ATCD : PNA 2018, HTA.\nBU : leucocytes. Pas de choc.\nImpression : cystite.';
    expect(judge(text, 'PNA')).toBe('historical');
    expect(judge(text, 'choc')).toBe('current');
    expect(judge(text, 'cystite')).toBe('current');
  });

  it('holds all its lines where its title stands alone, and its own labels', () => {
    expect(judge('ANTECEDENTS\n- zona\n\n- cystite\n\nMOTIF : otite', 'cystite')).toBe('historical');
    expect(judge('Antécédents : HTA.\nChirurgicaux : abcès.', 'abcès')).toBe('historical');
  });
});
