import { readFileSync } from 'node:fs';
import { assertionOf } from './index.js';
import { readMarkedSentence } from './marked-sentence.js';

/** Measured once, before any correction (README.md): the floor only guards against a fall. */
const FLOOR = { assertion: 0.98, temporality: 1, experiencer: 1 };

const sentences = readFileSync(new URL('./examples/held-out.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

function judged() {
  return sentences.flatMap((source) => {
    const { text, sections, targets } = readMarkedSentence(source);
    return targets.map(({ span, expected }) => {
      const verdict = assertionOf(text, [{ start: 0, end: text.length }], sections, span);
      return { source, expected, verdict };
    });
  });
}

describe('sentences held out from tuning', () => {
  it.each(['assertion', 'temporality', 'experiencer'] as const)('keep their %s', (attribute) => {
    const all = judged();
    const right = all.filter(({ verdict, expected }) => verdict[attribute] === expected[attribute]);
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(right.length / all.length).toBeGreaterThanOrEqual(FLOOR[attribute]);
  });
});
