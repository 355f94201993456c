import { isOneTypoAway } from './distance.js';

describe('isOneTypoAway', () => {
  it.each([
    ['dupont', 'dupnot'],
    ['dupont', 'duppont'],
    ['dupont', 'dupnt'],
    ['dupont', 'dupond'],
    ['dupont', 'upont'],
  ])('%s and %s', (a, b) => {
    expect(isOneTypoAway(a, b)).toBe(true);
    expect(isOneTypoAway(b, a)).toBe(true);
  });
  it.each([
    ['dupont', 'dupont'],
    ['dupont', 'durand'],
    ['dupont', 'dpuotn'],
    ['dupont', 'dup'],
  ])('not %s and %s', (a, b) => {
    expect(isOneTypoAway(a, b)).toBe(false);
  });
});
