import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  shuffledSubarray,
} from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { growsLinearly } from '../../../test/support/growth.js';
import { type CdaLinks, type LineageEvent } from './lineage-event.js';
import { retractedEditions, standingOf } from './standing.js';

type Said = Partial<LineageEvent> & Pick<LineageEvent, 'action' | 'document'>;

const NO_LINKS: CdaLinks = { ids: [], versions: [], same: [], replaces: [], completes: [] };
const cda = (links: Partial<CdaLinks>): CdaLinks => ({ ...NO_LINKS, ...links });
const inSet = (number: number, set = 'S') => cda({ versions: [{ set, number }] });

type Form = 'cda-1' | 'cda-3';
/** A signed CDA: level 1 where its id begins with `a`, else level 3. */
const sent = (document: string, links: CdaLinks, more: Partial<LineageEvent> = {}): Said => ({
  ...{ action: 'original', document, signed: true, forms: [formOf(document)], cda: links, ...more },
});
const formOf = (document: string): Form => (document.startsWith('a') ? 'cda-1' : 'cda-3');
const deletion = (document: string, parent?: string): Said => ({
  ...{ action: 'deletion', document, signed: true, ...(parent && { parent }) },
});

const asEvents = (said: readonly Said[]): LineageEvent[] =>
  said.map((one, index) => ({ signed: false, forms: [], at: 0, ...one, version: index + 1 }));

/** The documents whose forms stand, whichever came first: forms of one content with `=`, addenda after `+`. */
function shown(said: readonly Said[]): string {
  const standing = standingOf(asEvents(said));
  if (standing.kind !== 'published') return standing.kind;
  const nameOf = (version: number) => said[version - 1]?.document ?? '?';
  return standing.parts.map(({ versions }) => versions.map(nameOf).sort().join('=')).join('+');
}

/** In every order of three or four messages. */
function inEveryOrder<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, at) =>
    inEveryOrder([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [one, ...rest]),
  );
}

describe('documents tied by their CDA', () => {
  it.each<[string, Said[], string]>([
    ['two levels of one version of a set', [sent('a', inSet(1)), sent('b', inSet(1))], 'a=b'],
    ['a level made from the other', [sent('a', cda({})), sent('b', cda({ same: ['a'] }))], 'a=b'],
    [
      'made from the id that the other bears in its CDA',
      [sent('a', cda({ ids: ['A'] })), sent('b', cda({ same: ['A'] }))],
      'a=b',
    ],
    [
      'both made from one that does not come',
      [sent('a', cda({ same: ['X'] })), sent('b', cda({ same: ['X'] }))],
      'a=b',
    ],
    ['a higher version', [sent('a1', inSet(1)), sent('a2', inSet(2))], 'a2'],
    ['versions with a gap', [sent('a1', inSet(1)), sent('b1', inSet(1)), sent('a7', inSet(7))], 'a7'],
    ['one that a CDA replaces', [sent('a', cda({})), sent('b', cda({ replaces: ['a'] }))], 'b'],
    ['one that a CDA completes', [sent('a', cda({})), sent('b', cda({ completes: ['a'] }))], 'a+b'],
    ['a draft of a higher version', [sent('a', inSet(1)), sent('b', inSet(2), { signed: false })], 'a'],
    [
      'a draft replaced by what is signed',
      [sent('a', inSet(1)), sent('b', inSet(2), { signed: false }), sent('b3', inSet(3))],
      'b3',
    ],
    ['the draft of one level', [sent('a', inSet(1), { signed: false }), sent('b', inSet(1))], 'b'],
    [
      'one level obsolete: the other stands',
      [sent('a', inSet(1), { availability: 'withheld' }), sent('b', inSet(1))],
      'b',
    ],
    [
      'both levels obsolete',
      [sent('a', inSet(1), { availability: 'withheld' }), sent('b', inSet(1), { availability: 'withheld' })],
      'suspended',
    ],
    ['a deletion of one level', [sent('a', inSet(1)), sent('b', inSet(1)), deletion('a')], 'deleted'],
    ['a deletion of a version before', [sent('a', inSet(1)), sent('b', inSet(2)), deletion('a')], 'deleted'],
    [
      'a deletion of a version that a CDA says it replaces and that did not come',
      [sent('b', cda({ replaces: ['a'] })), deletion('a')],
      'deleted',
    ],
    [
      'an addendum of one level',
      [
        sent('a', inSet(1)),
        sent('b', inSet(1)),
        sent('c', cda({}), { action: 'addendum', parent: 'a', at: 1 }),
      ],
      'a=b+c',
    ],
    [
      'an addendum with the set of its document',
      [sent('b', inSet(1)), sent('c', inSet(2), { action: 'addendum', parent: 'b', at: 1 })],
      'b+c',
    ],
  ])('%s', (_name, said, expected) => {
    for (const order of inEveryOrder(said)) expect(shown(order)).toBe(expected);
  });

  it.each<[string, Said[], string]>([
    [
      'what TXA replaces is another version, whatever number both have',
      [sent('a', inSet(1)), sent('b', inSet(1)), sent('c', inSet(1), { action: 'replacement', parent: 'a' })],
      'c',
    ],
    [
      'what TXA replaces is older, even with a higher number',
      [sent('a', inSet(3)), sent('c', inSet(1), { action: 'replacement', parent: 'a' })],
      'c',
    ],
    [
      'two levels replaced under one number',
      [
        sent('a', inSet(1)),
        sent('b', inSet(1)),
        sent('a2', inSet(1), { action: 'replacement', parent: 'a' }),
        sent('b2', inSet(1), { action: 'replacement', parent: 'b' }),
      ],
      'a2=b2',
    ],
    [
      'a CDA that replaces what replaced it',
      [
        sent('a', cda({ replaces: ['b'] })),
        sent('b', cda({ versions: [] }), { action: 'replacement', parent: 'a' }),
      ],
      'b',
    ],
    [
      'version numbers of two sets against each other',
      [
        sent(
          'a',
          cda({
            versions: [
              { set: 'S', number: 1 },
              { set: 'T', number: 2 },
            ],
          }),
        ),
        sent(
          'b',
          cda({
            versions: [
              { set: 'S', number: 2 },
              { set: 'T', number: 1 },
            ],
          }),
        ),
      ],
      'a+b',
    ],
  ])('TXA rules: %s', (_name, said, expected) => {
    for (const order of inEveryOrder(said)) {
      const names = shown(order);
      expect([expected, expected.split('+').reverse().join('+')]).toContain(names);
    }
  });

  it('keeps two levels as one edition, and a lower version that comes late as older', () => {
    const both = standingOf(asEvents([sent('a', inSet(1)), sent('b', inSet(1))]));
    expect(both).toEqual({ kind: 'published', parts: [{ document: 'a', versions: [2, 1] }], edition: 1 });
    const turned = standingOf(asEvents([sent('b', inSet(1)), sent('a', inSet(1))]));
    expect(turned).toMatchObject({ parts: [{ versions: [1, 2] }], edition: 1 });
    const late = standingOf(asEvents([sent('a', inSet(2)), sent('b', inSet(1))]));
    expect(late).toEqual({ kind: 'published', parts: [{ document: 'a', versions: [1] }], edition: 1 });
  });

  it.each<[string, Said[], string[]]>([
    ['one set and version for everything', [sent('b1', inSet(1)), sent('b2', inSet(1))], ['b1', 'b2']],
    [
      'one set and version for everything, in two levels',
      [sent('a1', inSet(1)), sent('b1', inSet(1)), sent('a2', inSet(1)), sent('b2', inSet(1))],
      ['a1', 'a2', 'b1', 'b2'],
    ],
    [
      'one set and version for everything, where XFRM tells the levels',
      [
        sent('a1', inSet(1)),
        sent('b1', { ...inSet(1), same: ['a1'] }),
        sent('a2', inSet(1)),
        sent('b2', { ...inSet(1), same: ['a2'] }),
      ],
      ['a1=b1', 'a2=b2'],
    ],
    [
      'one id for everything, that is the id of one of them',
      [sent('b1', cda({ ids: ['b1'] })), sent('b2', cda({ ids: ['b1'] }))],
      ['b1', 'b2'],
    ],
    [
      'one document everything is said to be made from',
      [sent('b1', cda({ same: ['X'] })), sent('b2', cda({ same: ['X'] }))],
      ['b1', 'b2'],
    ],
    [
      'one of two levels that comes again under another id',
      [sent('a1', inSet(1)), sent('b1', inSet(1)), sent('a2', inSet(1))],
      ['a1', 'a2', 'b1'],
    ],
    [
      'versions of a set of which one number is given twice',
      [sent('b1', inSet(1)), sent('b2', inSet(2)), sent('b3', inSet(2))],
      ['b1', 'b2', 'b3'],
    ],
  ])('loses none of two reports: %s', (_name, said, expected) => {
    for (const order of inEveryOrder(said)) expect(shown(order).split('+').sort()).toEqual(expected);
  });

  it('takes a draft and what is signed in its form under another id as one version', () => {
    const said = [sent('b1', inSet(1), { signed: false }), sent('b2', inSet(1)), sent('b3', inSet(2))];
    for (const order of inEveryOrder(said)) expect(shown(order)).toBe('b3');
  });

  it('takes a document of several versions as a form of what bears its last number', () => {
    const said = [sent('a', inSet(1)), sent('b1', inSet(1)), sent('a', inSet(2)), sent('b2', inSet(2))];
    for (const order of inEveryOrder(said)) expect(shown(order)).toBe('a=b2');
  });

  it.each([1, 2, 3])('a correction under the same id stands, with version %i of its set', (number) => {
    const [first, next] = [
      sent('b', inSet(2)),
      sent('b', inSet(number), { action: 'replacement', parent: 'b' }),
    ];
    expect(standingOf(asEvents([first, next]))).toMatchObject({ parts: [{ versions: [2] }] });
    const level = sent('a', inSet(2));
    expect(standingOf(asEvents([first, level, next]))).toMatchObject({ parts: [{ versions: [3] }] });
  });

  it('of two corrections under the same id the higher version stands, whichever came last', () => {
    const correction = (number: number) => sent('b', inSet(number), { action: 'replacement', parent: 'b' });
    const [first, two, three] = [sent('b', inSet(4)), correction(2), correction(5)];
    expect(standingOf(asEvents([first, two, three]))).toMatchObject({ parts: [{ versions: [3] }] });
    expect(standingOf(asEvents([first, three, two]))).toMatchObject({ parts: [{ versions: [2] }] });
  });

  it('keeps under one id the higher version, whichever came last', () => {
    const edited = [sent('a', inSet(2)), sent('a', inSet(1))];
    expect(standingOf(asEvents(edited))).toMatchObject({ parts: [{ versions: [1] }] });
    expect(standingOf(asEvents([...edited].reverse()))).toMatchObject({ parts: [{ versions: [2] }] });
  });
});

describe('a deletion that names two documents', () => {
  const plain = (document: string, more: Partial<LineageEvent> = {}) => sent(document, cda({}), more);

  it.each<[string, Said[], string]>([
    ['of which nothing else ties one to the other', [plain('x'), plain('p'), deletion('x', 'p')], 'deleted'],
    ['of which the one before is unknown', [plain('x'), deletion('x', 'p')], 'deleted'],
    ['of which the last one is unknown', [plain('p'), deletion('x', 'p')], 'deleted'],
    [
      'an addendum and its document: the document stays',
      [plain('p'), plain('c', { action: 'addendum', parent: 'p' }), deletion('c', 'p')],
      'p',
    ],
    [
      'a corrected addendum and its document',
      [
        plain('p'),
        plain('c', { action: 'addendum', parent: 'p' }),
        plain('d', { action: 'replacement', parent: 'c' }),
        deletion('d', 'p'),
      ],
      'p',
    ],
  ])('%s', (_name, said, expected) => {
    for (const order of inEveryOrder(said)) expect(shown(order)).toBe(expected);
  });
});

const STYLES = [
  'numbers',
  'TXA and numbers',
  'TXA, one number for all',
  'one number for all',
  'RPLC and XFRM',
  'TXA and XFRM',
] as const;

interface Step {
  readonly hasFirst: boolean;
  readonly hasThird: boolean;
  readonly isSigned: boolean;
  readonly hasAddendum: boolean;
}

/** A life as its source wrote it: versions in one level or both, addenda, a deletion at the end. */
function aLife(style: (typeof STYLES)[number], steps: readonly Step[], isDeleted: boolean): Said[] {
  const life: Said[] = [];
  let last: { a?: string; b?: string } = {};
  steps.forEach(({ hasFirst, hasThird, isSigned, hasAddendum }, index) => {
    const number = style.endsWith('one number for all') ? 1 : index + 1;
    const levels = [...(hasFirst || !hasThird ? ['a' as const] : []), ...(hasThird ? ['b' as const] : [])];
    const before = last;
    // A level left out has no last version any more.
    last = {};
    const isTold = style.startsWith('TXA');
    for (const level of levels) {
      const document = `${level}${index}`;
      const parent = before[level] ?? before.a ?? before.b;
      const isMade = style.endsWith('XFRM') && level === 'b' && levels.length === 2;
      const links = cda({
        ids: [`${document}-cda`],
        versions: style.endsWith('XFRM') ? [] : [{ set: 'S', number }],
        same: isMade ? [`a${index}-cda`] : [],
        replaces: !isTold && style.endsWith('XFRM') && parent ? [`${parent}-cda`] : [],
      });
      const replaces = isTold && parent ? { action: 'replacement' as const, parent } : {};
      life.push(sent(document, links, { ...replaces, signed: isSigned, at: index * 10 }));
      last = { ...last, [level]: document };
    }
    const completed = last.b ?? last.a ?? '';
    if (hasAddendum) {
      life.push(sent(`c${index}`, cda({}), { action: 'addendum', parent: completed, at: index * 10 + 5 }));
    }
  });
  if (isDeleted) life.push(deletion(last.a ?? last.b ?? ''));
  return life;
}

/** Only what says it is about a document waits for it; the rest goes as it comes. */
const waitsFor = ({ action, document, parent }: Said): string[] =>
  action === 'original' ? [] : action === 'deletion' ? [document] : [parent ?? document];

function arrive(messages: readonly Said[]): Said[] {
  const placed: Said[] = [];
  let waiting = [...messages];
  for (let before = -1; before !== placed.length;) {
    before = placed.length;
    waiting = waiting.filter((one) => {
      const about = waitsFor(one);
      const goes = about.length === 0 || placed.some(({ document }) => about.includes(document));
      if (goes) placed.push(one);
      return !goes;
    });
  }
  return placed;
}

describe('the order messages of tied documents come in', () => {
  it('changes nothing of what stands in the end', () => {
    const step = record({
      hasFirst: boolean(),
      hasThird: boolean(),
      isSigned: integer({ min: 0, max: 3 }).map((one) => one > 0),
      hasAddendum: integer({ min: 0, max: 2 }).map((one) => one === 0),
    });
    const places = Array.from({ length: 16 }, (_, index) => index);
    assert(
      property(
        constantFrom(...STYLES),
        array(step, { minLength: 1, maxLength: 5 }),
        boolean(),
        shuffledSubarray(places, { minLength: places.length }),
        (style, steps, isDeleted, order) => {
          const said = aLife(style, steps, isDeleted);
          const shuffled = order.flatMap((index) => said[index] ?? []);
          const arrived = arrive(shuffled);
          expect(arrived).toHaveLength(said.length);
          // Documents that nothing ties are read in the order they came in.
          const inOrder = (names: string) =>
            style === 'one number for all' ? names.split('+').sort().join('+') : names;
          expect(inOrder(shown(arrived))).toBe(inOrder(shown(said)));
        },
      ),
      { numRuns: fuzzRuns() },
    );
  });
});

describe('thousands of versions of one document', () => {
  const chain = (size: number, links: (at: number) => Partial<LineageEvent>): LineageEvent[] =>
    asEvents(Array.from({ length: size }, (_, at) => sent(`a${at}`, cda({}), { at, ...links(at) })));
  const replacing = (at: number) =>
    at === 0 ? {} : { action: 'replacement' as const, parent: `a${at - 1}` };

  it.each<[string, (at: number) => Partial<LineageEvent>]>([
    ['each replacing the one before', replacing],
    ['each replacing the first', (at) => (at === 0 ? {} : { action: 'replacement', parent: 'a0' })],
    ['each completing the first', (at) => (at === 0 ? {} : { action: 'addendum', parent: 'a0' })],
    [
      'each completing the one before',
      (at) => (at === 0 ? {} : { action: 'addendum', parent: `a${at - 1}` }),
    ],
    ['numbered by their CDA', (at) => ({ cda: inSet(at) })],
    ['replaced under one number', (at) => ({ ...replacing(at), cda: inSet(1) })],
    ['all in one version of a set', () => ({ cda: inSet(1) })],
    ['under one id', () => ({ document: 'a' })],
    ['each replacing the next', (at) => ({ action: 'replacement', parent: `a${at + 1}` })],
  ])('%s: what stands is told in a time that grows with their number', async (_name, links) => {
    const known = new Map<number, LineageEvent[]>();
    const work = (size: number) => {
      const events = known.get(size) ?? chain(size, links);
      known.set(size, events);
      return standingOf(events);
    };
    expect(await growsLinearly(work, { upTo: 20_000 })).toBe(true);
  });

  it('an addendum withdrawn in the end is looked for only where it stood', () => {
    const events = [
      ...chain(2_000, replacing),
      ...asEvents([sent('c', cda({}), { action: 'addendum', parent: 'a1999' }), deletion('c')]).map(
        (event) => ({ ...event, version: event.version + 2_000 }),
      ),
    ];
    expect(retractedEditions(events)).toEqual([2_001]);
  });
});
