import { expectedOf } from './model.js';
import { createRandom } from './random.js';
import { type ContentSaid, type Person, type Said } from './traffic/said.js';

const person: Person = { ipp: '87001', lastName: 'ESSARTINEL' };
const text = (mark: string, ...results: string[]) => ({ mark, lines: [mark, ...results], results });
const original: ContentSaid = {
  ...{ kind: 'content', action: 'original', id: 'A', person, signed: true, time: '10:00' },
  text: text('zqun', 'HER2 : score 3+'),
};
const replacement: ContentSaid = {
  ...{ ...original, action: 'replacement', id: 'A-v2', parentId: 'A' },
  text: text('zqdeux', 'HER2 : score 0'),
};
const addendum = (id: string, time: string, parentId = 'A'): ContentSaid => ({
  ...{ ...original, action: 'addendum', id, parentId, time, text: text(`zq${id}`, 'Ki-67 : 25 %') },
});
const about = (kind: 'signature' | 'unavailable' | 'deletion', id: string): Said => ({ kind, id, person });
const standing = (...said: Said[]) => {
  const [one, ...others] = expectedOf({ acknowledged: said, abandoned: [] }).documents;
  expect(others).toEqual([]);
  return one!;
};

describe('what is expected of a document', () => {
  it.each<[string, Said[], string | undefined]>([
    ['an original', [original], 'zqun\nHER2 : score 3+'],
    ['its replacement', [original, replacement], 'zqdeux\nHER2 : score 0'],
    ['a draft', [{ ...original, signed: false }], undefined],
    ['a signed draft', [{ ...original, signed: false }, about('signature', 'A')], 'zqun\nHER2 : score 3+'],
    ['a draft of a next version', [original, { ...replacement, signed: false }], 'zqun\nHER2 : score 3+'],
    [
      'addenda by their time',
      [original, addendum('C', '13:00'), addendum('B', '12:00')],
      'zqun\nHER2 : score 3+\nzqB\nKi-67 : 25 %\nzqC\nKi-67 : 25 %',
    ],
    [
      'an addendum of a version replaced',
      [original, addendum('B', '12:00'), replacement],
      'zqdeux\nHER2 : score 0',
    ],
    [
      'an addendum deleted',
      [original, addendum('B', '12:00'), about('deletion', 'B')],
      'zqun\nHER2 : score 3+',
    ],
    ['a deletion of any version', [original, replacement, about('deletion', 'A')], undefined],
    ['what is not available', [original, about('unavailable', 'A')], undefined],
    [
      'a correction under the same order number',
      [
        { ...original, edition: 0 },
        { ...original, edition: 1, text: text('zqdeux') },
      ],
      'zqdeux',
    ],
  ])('%s', (_name, said, expected) => {
    expect(standing(...said).stands?.text).toBe(expected);
  });

  it('does not depend on the order it was told in', () => {
    const random = createRandom(1);
    const life = [
      original,
      replacement,
      addendum('B', '12:00', 'A-v2'),
      addendum('C', '13:00', 'A-v2'),
      about('deletion', 'C'),
    ];
    for (let times = 0; times < 20; times++)
      expect(standing(...random.shuffled(life)).stands?.text).toBe(
        'zqdeux\nHER2 : score 0\nzqB\nKi-67 : 25 %',
      );
  });

  it('lets no text be read that was deleted or never signed', () => {
    expect(standing(original, replacement, about('deletion', 'A')).unseen).toEqual(['zqun', 'zqdeux']);
    expect(standing(original, addendum('B', '12:00'), about('deletion', 'B')).unseen).toEqual(['zqB']);
    expect(standing(original, { ...replacement, signed: false }).unseen).toEqual(['zqdeux']);
    expect(standing(original, replacement).unseen).toEqual([]);
  });
});

describe('what is expected of people and stays', () => {
  const named = (lastName: string, edition: number): Said => ({
    ...{ kind: 'identity', edition, person: { ...person, lastName } },
  });

  it('is the last name told, a stay that is closed, and a merge with what came after it', () => {
    const absorbed = { ...person, ipp: '87002' };
    const after = { ...original, id: 'Z', person: absorbed };
    const expected = expectedOf({
      acknowledged: [
        ...[named('UN', 0), named('DEUX', 1), { ...original, stay: 'S-1' }],
        ...[{ kind: 'movement', event: 'A03', stay: 'S-1', person } as const],
        ...[{ kind: 'movement', event: 'A01', stay: 'S-2', person } as const],
        ...[{ kind: 'merge', person, absorbed } as const, after],
      ],
      abandoned: [],
    });
    expect(expected.people).toEqual([{ ipp: '87001', lastName: 'DEUX' }]);
    expect(expected.stays).toEqual([
      { stay: 'S-1', hasDocument: true, status: 'finished' },
      { stay: 'S-2', hasDocument: false, status: 'in-progress' },
    ]);
    expect(expected.merges).toEqual([{ survivor: '87001', absorbed: '87002', later: ['Z'] }]);
  });
});
