import { assert, constantFrom, integer, property, shuffledSubarray } from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { type LineageEvent, type Standing } from './lineage-event.js';
import { retractedEditions, standingOf } from './standing.js';

type Said = Partial<LineageEvent> & Pick<LineageEvent, 'action' | 'document'>;

const signed = { signed: true, forms: ['text'] } as const;
const original = (document: string, more: Partial<LineageEvent> = {}): Said => ({
  ...{ action: 'original', document, ...signed, ...more },
});
const replacement = (document: string, parent: string, more: Partial<LineageEvent> = {}): Said => ({
  ...{ action: 'replacement', document, parent, ...signed, ...more },
});
const addendum = (document: string, parent: string, at: number, more: Partial<LineageEvent> = {}): Said => ({
  ...{ action: 'addendum', document, parent, at, ...signed, ...more },
});
const deletion = (document: string, parent?: string): Said => ({
  ...{ action: 'deletion', document, signed: true, ...(parent && { parent }) },
});
const status = (document: string, more: Partial<LineageEvent>): Said => ({
  ...{ action: 'status', document, signed: false, ...more },
});

const asEvents = (said: readonly Said[]): LineageEvent[] =>
  said.map((one, index) => ({ signed: false, forms: [], at: 0, ...one, version: index + 1 }));

const shown = (standing: Standing): string =>
  standing.kind === 'published' ? standing.parts.map(({ document }) => document).join('+') : standing.kind;
const standing = (...said: Said[]): string => shown(standingOf(asEvents(said)));

describe('what stands of a document', () => {
  it.each<[string, Said[], string]>([
    ['an original', [original('D')], 'D'],
    ['a draft: nothing yet', [original('D', { signed: false })], 'none'],
    ['a draft, signed', [original('D', { signed: false }), status('D', { signed: true })], 'D'],
    ['a draft of a version that stands', [original('D'), replacement('R', 'D', { signed: false })], 'D'],
    ['a replacement', [original('D'), replacement('R', 'D')], 'R'],
    ['a replacement of a draft', [original('D', { signed: false }), replacement('R', 'D')], 'R'],
    ['a chain of replacements', [original('D'), replacement('R', 'D'), replacement('S', 'R')], 'S'],
    [
      'a replacement announced without its text',
      [original('D'), replacement('R', 'D', { forms: [] })],
      'suspended',
    ],
    ['then with it', [original('D'), replacement('R', 'D', { forms: [] }), replacement('R', 'D')], 'R'],
    ['an addendum', [original('D'), addendum('A', 'D', 1)], 'D+A'],
    [
      'addenda in the order they were written',
      [original('D'), addendum('B', 'D', 2), addendum('A', 'D', 1)],
      'D+A+B',
    ],
    ['an addendum of an addendum', [original('D'), addendum('A', 'D', 1), addendum('B', 'A', 2)], 'D+A+B'],
    ['an addendum not signed', [original('D'), addendum('A', 'D', 1, { signed: false })], 'D'],
    ['an addendum replaced', [original('D'), addendum('A', 'D', 1), replacement('A2', 'A')], 'D+A2'],
    [
      'a replacement takes the addenda along',
      [original('D'), addendum('A', 'D', 1), replacement('R', 'D')],
      'R',
    ],
    ['an addendum of what was replaced', [original('D'), replacement('R', 'D'), addendum('A', 'D', 1)], 'R'],
    ['an addendum deleted', [original('D'), addendum('A', 'D', 1), deletion('A', 'D')], 'D'],
    [
      'with the one that completes it',
      [original('D'), addendum('A', 'D', 1), addendum('B', 'A', 2), deletion('A')],
      'D',
    ],
    ['a deletion', [original('D'), deletion('D')], 'deleted'],
    ['a deletion of a version replaced', [original('D'), replacement('R', 'D'), deletion('D')], 'deleted'],
    ['a deletion takes the addenda along', [original('D'), addendum('A', 'D', 1), deletion('D')], 'deleted'],
    ['a deletion under an id of its own', [original('D'), deletion('X', 'D')], 'deleted'],
    [
      'nothing after a deletion',
      [original('D'), deletion('D'), original('D'), replacement('R', 'D')],
      'deleted',
    ],
    ['unavailable', [original('D'), status('D', { availability: 'withheld' })], 'suspended'],
    [
      'available again',
      [original('D'), status('D', { availability: 'withheld' }), status('D', { availability: 'available' })],
      'D',
    ],
    ['an addendum unavailable', [original('D'), addendum('A', 'D', 1, { availability: 'withheld' })], 'D'],
    ['replacements in a circle', [original('D'), replacement('R', 'D'), replacement('D', 'R')], 'R'],
  ])('%s', (_name, said, expected) => {
    expect(standing(...said)).toBe(expected);
  });

  it('takes an addendum under the order number of its report as another text', () => {
    const [one, two] = [original('D'), addendum('D', 'D', 1)].map((said) => ({ ...said, parent: undefined }));
    expect(standing(one as Said, two as Said)).toBe('D+D#2');
  });

  it('keeps two forms of one content as one edition, and another text under the same id as another', () => {
    const forms = (form: string, more = {}) => original('D', { forms: [form], ...more });
    const both = standingOf(asEvents([forms('cda-1'), forms('cda-3')]));
    expect(both).toEqual({ kind: 'published', parts: [{ document: 'D', versions: [2, 1] }], edition: 1 });
    const again = standingOf(asEvents([forms('cda-1'), forms('cda-3'), forms('cda-3')]));
    expect(again).toEqual({ kind: 'published', parts: [{ document: 'D', versions: [3] }], edition: 3 });
    const corrected = standingOf(
      asEvents([forms('text'), { ...replacement('D', 'D'), forms: ['application/pdf'] }]),
    );
    expect(corrected).toMatchObject({ edition: 2 });
  });

  it('comes back to the same edition where an addendum is withdrawn, and tells which held it', () => {
    const events = asEvents([original('D'), addendum('A', 'D', 1), addendum('B', 'D', 2), deletion('B')]);
    expect(standingOf(events)).toMatchObject({ edition: 2 });
    expect(retractedEditions(events)).toEqual([3]);
    expect(retractedEditions(events.slice(0, 3))).toEqual([]);
  });
});

/** A life as its source wrote it: replacements, drafts, addenda, deletions, each about something said before. */
function aLife(choices: readonly number[]): Said[] {
  const life: Said[] = [original('D0', choices[0] === 0 ? { signed: false } : {})];
  const contents = ['D0'];
  choices.slice(1).forEach((choice, index) => {
    const about = contents[choice % contents.length] ?? 'D0';
    const document = `D${index + 1}`;
    const kind = Math.floor(choice / 10) % 6;
    if (kind === 5) return void (choice % 3 === 0 && life.push(deletion(about)));
    if (kind === 4) return void life.push(status(about, { signed: true }));
    const at = index + 1;
    // Two replacements of one version would be ordered by their arrival alone.
    const isReplaced = life.some(({ action, parent }) => action === 'replacement' && parent === about);
    if (kind <= 1 && !isReplaced)
      life.push(replacement(document, about, { signed: kind === 0 || choice % 2 === 0, at }));
    else life.push(addendum(document, about, at, { signed: choice % 4 !== 0 }));
    contents.push(document);
  });
  return life;
}

/** What a message waits for, as the inbox makes it wait. */
const waitsFor = ({ action, document, parent }: Said): string[] =>
  ({
    original: [],
    status: [document],
    deletion: [document],
    replacement: [parent ?? document],
    addendum: [parent ?? document],
  })[action];

function arrive(messages: readonly Said[]): Said[] {
  const placed: Said[] = [];
  let waiting = [...messages];
  const isKnown = (id: string) =>
    placed.some(({ document, forms }) => document === id && forms !== undefined);
  for (let before = -1; before !== placed.length;) {
    before = placed.length;
    waiting = waiting.filter((one) => {
      const goes = waitsFor(one).length === 0 || waitsFor(one).some(isKnown);
      if (goes) placed.push(one);
      return !goes;
    });
  }
  return placed;
}

describe('the order messages come in', () => {
  it('changes nothing of what stands in the end', () => {
    const life = integer({ min: 0, max: 10_000 });
    assert(
      property(
        shuffledSubarray(
          Array.from({ length: 9 }, (_, index) => index),
          { minLength: 9 },
        ),
        life,
        life,
        integer({ min: 2, max: 9 }),
        constantFrom(1, 7, 13),
        (order, seed, step, length, factor) => {
          const said = aLife(
            Array.from({ length }, (_, index) => (seed * factor + step * index * index) % 997),
          );
          const shuffled = order.flatMap((index) => said[index] ?? []);
          expect(standing(...arrive(shuffled))).toBe(standing(...said));
        },
      ),
      { numRuns: fuzzRuns() },
    );
  });
});
