import { countScopes, keyOf, plainName, scopeDifferences } from './scope.js';

const counted = (gold: string[], found: string[]) => {
  const items = (keys: string[]) => keys.map((key) => ({ key }));
  return Object.fromEntries(countScopes([{ name: 's', gold: items(gold), found: items(found) }], 10));
};

describe('what is compared of a report', () => {
  it('counts what is in both once, however often it is said', () => {
    expect(counted(['a', 'a', 'b'], ['a', 'c', 'c'])).toEqual({
      ...{ 'report/reports': 1, 'report/characters': 10 },
      ...{ 's/expected': 2, 's/found': 2, 's/right expected': 1, 's/right found': 1 },
    });
  });

  it('counts nothing as nothing', () => {
    expect(counted([], [])).toMatchObject({ 's/expected': 0, 's/found': 0, 's/right found': 0 });
  });

  it('of items with places asks one character in common', () => {
    const at = (start: number, end: number) => [{ key: 'Site', start, end }];
    const right = (gold: number[], found: number[]) =>
      countScopes(
        [{ name: 's', gold: at(gold[0] ?? 0, gold[1] ?? 0), found: at(found[0] ?? 0, found[1] ?? 0) }],
        1,
      ).get('s/right found');
    expect([right([0, 5], [4, 9]), right([0, 5], [5, 9]), right([4, 6], [0, 9])]).toEqual([1, 0, 1]);
  });

  it('tells what was missed and what is extra', () => {
    const scope = { name: 's', gold: [{ key: 'a' }, { key: 'b' }], found: [{ key: 'b' }, { key: 'c' }] };
    expect(scopeDifferences([scope])).toEqual([
      { scope: 's', what: 'missed', item: { key: 'a' } },
      { scope: 's', what: 'extra', item: { key: 'c' } },
    ]);
  });
});

describe('names', () => {
  it('are the same without case, accents and punctuation; signs of results stay', () => {
    expect(plainName('  Céfotaxime/Sulbactam ')).toBe('cefotaxime sulbactam');
    expect(keyOf('HER2', '3+', null, undefined, '<1')).toBe('her2 | 3+ | - | - | <1');
  });
});
