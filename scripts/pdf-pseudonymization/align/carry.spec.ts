import fc from 'fast-check';
import { aSpan, spanOf } from '../../../test/support/evaluation/index.js';
import { type Printed } from './align.js';
import { carry } from './carry.js';
import { longestCommon } from './longest-common.js';

const whole = (source: string, more: Partial<Printed> = {}): Printed => ({
  source,
  order: [{ start: 0, end: source.length }],
  running: [],
  ...more,
});

/** Carries the stretches `covered` of a source over, as people read them. */
function carried(source: string, covered: readonly string[], read: string, more: Partial<Printed> = {}) {
  const gold = covered.map((stretch) => spanOf(source, stretch));
  const { spans, words, lost } = carry(gold, whole(source, more), read);
  return {
    spans: spans.map(({ start, end }) => read.slice(start, end)),
    words,
    lost: lost.map(({ start, end }) => source.slice(start, end)),
  };
}

describe('the gold in a text read from a print', () => {
  it.each([
    [
      'lines broken elsewhere',
      'M. Paul\nBELVAUX est venu',
      ['Paul\nBELVAUX'],
      'M. Paul BELVAUX\nest venu',
      ['Paul BELVAUX'],
    ],
    ['a hyphen lost', 'Dr DELAUNAY-ROUX a vu', ['DELAUNAY-ROUX'], 'Dr DELAUNAYROUX a vu', ['DELAUNAYROUX']],
    ['a word cut', 'Dr BELVAUX a vu', ['BELVAUX'], 'Dr BEL-\nVAUX a vu', ['BEL-\nVAUX']],
    ['a sign of the name', 'par le Dr S. Lahaye', ['S.', 'Lahaye'], 'par le Dr\tS. Lahaye', ['S.', 'Lahaye']],
    ['a mark inside a word', 'DrMERCIER a vu', ['MERCIER'], 'Vu. DrMERCIER a vu', ['MERCIER']],
    [
      'a page between',
      'Mme Anne MERCIER sort',
      ['Anne MERCIER'],
      'Mme Anne\nPage 2\nMERCIER sort',
      ['Anne', 'MERCIER'],
    ],
  ])('%s', (_, source, covered, read, expected) => {
    expect(carried(source, covered, read)).toMatchObject({ spans: expected, lost: [] });
  });

  it('is found where a column was read elsewhere', () => {
    const source = 'Dr Anne MERCIER le matin à Roncevelle\nDr Paul BELVAUX le soir à Marsangis';
    const read = 'Dr Paul BELVAUX le soir à Marsangis\nDr Anne MERCIER le matin à Roncevelle';
    const { spans, lost } = carried(source, ['Anne MERCIER', 'Paul BELVAUX'], read);
    expect(spans).toEqual(['Paul BELVAUX', 'Anne MERCIER']);
    expect(lost).toEqual([]);
  });

  it('stands wherever a running line was read', () => {
    const source = 'M. BELVAUX va bien. Il sort demain.';
    const running = [{ start: 3, end: 10 }];
    const read = 'BELVAUX\nM. BELVAUX va bien.\nBELVAUX\nIl sort demain.';
    expect(carried(source, ['BELVAUX'], read, { running })).toMatchObject({
      spans: ['BELVAUX', 'BELVAUX', 'BELVAUX'],
      lost: [],
    });
  });

  it('counts a word that was not read, a running line or not', () => {
    const source = 'M. Paul BELVAUX va bien. Il sort demain.';
    const running = [{ start: 8, end: 15 }];
    expect(carried(source, ['Paul BELVAUX'], 'M. Paul va bien. Il sort demain.')).toEqual({
      spans: ['Paul'],
      words: 2,
      lost: ['BELVAUX'],
    });
    const read = 'M. va bien. Il sort demain.\nBELVAUX';
    expect(carried(source, ['Paul BELVAUX'], read, { running, order: [] }).lost).toEqual(['Paul', 'BELVAUX']);
  });

  it('knows the characters a producer prints for others', () => {
    const character = (one: string): string => (one === 'ś' ? 's' : one);
    expect(carried('Mme Maś va', ['Maś'], 'Mme Mas va', { character })).toMatchObject({
      spans: ['Mas'],
      lost: [],
    });
  });

  it('is all there in ten thousand words that were not changed', () => {
    const words = Array.from({ length: 10_000 }, (_, at) =>
      at % 3 === 0 ? 'de' : `mot${'abcdefgh'[at % 8] ?? ''}`,
    );
    const source = words.join(' ');
    const gold = [aSpan({ start: source.length - 4, end: source.length })];
    expect(carry(gold, whole(source), words.join('\n'))).toMatchObject({ spans: gold, lost: [] });
  });
});

describe('the longest common subsequence', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });

  it('is as long as it can be, in order on both sides', () => {
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        const pairs = longestCommon(one, other);
        expect(pairs).toHaveLength(lengthOf(one, other));
        pairs.forEach(([a, b], at) => {
          expect(one[a]).toBe(other[b]);
          const [before, other0] = pairs[at - 1] ?? [-1, -1];
          expect(a > before && b > other0).toBe(true);
        });
      }),
    );
  });
});

const lengthOf = ([head, ...tail]: readonly string[], other: readonly string[]): number => {
  if (head === undefined || other.length === 0) return 0;
  const at = other.indexOf(head);
  const without = lengthOf(tail, other);
  return at < 0 ? without : Math.max(without, 1 + lengthOf(tail, other.slice(at + 1)));
};
