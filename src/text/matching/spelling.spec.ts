import { createMatcher } from './matcher.js';
import { createSpelling } from './spelling.js';

const corrected = createSpelling(
  new Set(['infection', 'klebsiella', 'cystite', 'amoxicilline']),
  new Set(['injection']),
);

describe('the spelling of a vocabulary', () => {
  it.each([
    ['klebsiela', 'klebsiella'],
    ['klesbiella', 'klebsiella'],
    ['infectoin', 'infection'],
    ['infecction', 'infection'],
    ['amoxycilline', 'amoxicilline'],
  ])('brings %s back to %s', (word, expected) => {
    expect(corrected(word)).toBe(expected);
  });

  it.each(['injection', 'cystine', 'affection', 'nfection', 'klebsela', 'infection', 'amoxi', ''])(
    'leaves "%s" as it is',
    (word) => {
      expect(corrected(word)).toBeNull();
    },
  );

  it('is asked for, and keeps the offsets of what was written', () => {
    const entries = [{ value: 'K', patterns: ['Klebsiella pneumoniae'] }];
    const text = 'Culture à Klebsiela pneumoniae.';
    expect(createMatcher(entries).find(text)).toEqual([]);
    expect(createMatcher(entries, { misspelledExcept: [] }).find(text)[0]).toMatchObject({
      start: 10,
      end: 30,
    });
  });
});
