import { retryAfterSeconds } from './retry-after.js';

const now = new Date('2026-01-05T10:00:00Z');

describe('retryAfterSeconds', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['Mon, 05 Jan 2026 10:02:00 GMT', 120],
    ['Monday, 05-Jan-26 10:00:30 GMT', 30],
    ['Mon, 05 Jan 2026 09:00:00 GMT', 0],
  ])('reads %j', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });

  it.each([[null], [''], ['soon'], ['-3'], ['1.5'], ['2026-01-05'], ['Mon, 99 Foo 2026 10:00:00 GMT']])(
    'ignores %j',
    (header) => {
      expect(retryAfterSeconds(header, now)).toBeUndefined();
    },
  );
});
