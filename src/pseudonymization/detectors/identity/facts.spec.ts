import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { detectKnownFacts } from './facts.js';

const identity = {
  ...NO_IDENTITY,
  phones: ['+596639980011', '0639980012'],
  addresses: [{ line: '19 rue Verte' }, { line: '31 résidence du Lac Bâtiment C2' }],
};

function found(text: string): string[] {
  const facts = knownFacts(identity, NO_STAY, []);
  return detectKnownFacts({ text, identity, tokens: tokenize(text), facts }).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('contacts of the message', () => {
  it.each([
    ['Vit 19 rue Verte, esc. 3, 5e étage.', ['19 rue Verte, esc. 3, 5e étage']],
    ['Vit 19 rue Verte, seul.', ['19 rue Verte']],
    ['31, résidence du Lac\n  Bâtiment C2\nTel', ['31, résidence du Lac', 'Bâtiment C2']],
    ['Portable +596 6 39 98 00 11.', ['+596 6 39 98 00 11']],
    ['Portable 00 33 6 39 98 00 12.', ['00 33 6 39 98 00 12']],
    ['Né au 19 rue Vertegrise.', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
