import { rangeOf, rangeOfDate } from './dates.js';

const paris = (text: string) => rangeOfDate(text, 'Europe/Paris');

describe('rangeOfDate', () => {
  it.each([
    ['2026', '2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['2026-12', '2026-11-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    ['2026-07-01T10:30Z', '2026-07-01T10:30:00.000Z', '2026-07-01T10:31:00.000Z'],
    ['2026-07-01T10:30:05+02:00', '2026-07-01T08:30:05.000Z', '2026-07-01T08:30:06.000Z'],
    ['2026-07-01T10:30:05.250-01:30', '2026-07-01T12:00:05.250Z', '2026-07-01T12:00:05.251Z'],
    ['2026-07-01T10:30:05', '2026-07-01T08:30:05.000Z', '2026-07-01T08:30:06.000Z'],
  ])('reads %s at its precision', (text, from, to) => {
    expect(paris(text)).toEqual({ from, to });
  });

  it('gives the days of a change of hour their 23 and 25 hours', () => {
    const hours = (text: string) => {
      const { from = '', to = '' } = paris(text) ?? {};
      return (Date.parse(to) - Date.parse(from)) / 3_600_000;
    };
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25]);
  });

  it.each([
    '',
    '26',
    '2026-13',
    '2026-02-30',
    '2025-02-29',
    '2026-01-01T24:00',
    '2026-01-01T10',
    '2026-1-1',
    'x2026',
  ])('refuses %s', (text) => expect(paris(text)).toBeUndefined());

  it('writes no year that PostgreSQL does not read', () => {
    expect([paris('0001')?.from, paris('9999')?.to]).toEqual(['-infinity', 'infinity']);
    expect(paris('0050-06-01')?.to).toMatch(/^0050-06-01T/);
  });
});

describe('rangeOf', () => {
  it('leaves the missing end of a period open', () => {
    expect(rangeOf({ start: '2026-01-01T00:00:00Z' }, 'UTC')).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: 'infinity',
    });
    expect(rangeOf({ end: '2026-01-01' }, 'UTC')).toEqual({
      from: '-infinity',
      to: '2026-01-02T00:00:00.000Z',
    });
    expect(rangeOf({}, 'UTC')).toBeUndefined();
  });
});
