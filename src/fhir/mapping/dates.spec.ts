import { dayOf, shiftDay, toDate, toDateTime } from './dates.js';
import { someSettings } from './spec-builders.js';

const read = (value: string | null, timeZone?: string) =>
  toDateTime(value, someSettings(timeZone ? { timeZone } : {}));

describe('dates', () => {
  it.each(['2024', '2024-03', '2024-03-09', '2024-03-09T10:30:00Z', '2024-03-09T10:30:00.5+02:00'])(
    'keeps %s as it is',
    (value) => expect(read(value)).toBe(value),
  );

  it.each([
    ['2024-01-15T10:30', '2024-01-15T10:30:00+01:00'],
    ['2024-07-15T10:30:05', '2024-07-15T10:30:05+02:00'],
    ['2024-03-31T01:59:00', '2024-03-31T01:59:00+01:00'],
    ['2024-03-31T03:00:00', '2024-03-31T03:00:00+02:00'],
  ])('gives %s the offset of the site', (value, expected) => expect(read(value)).toBe(expected));

  it('follows the configured zone', () => {
    expect(read('2024-07-15T10:30', 'Indian/Reunion')).toBe('2024-07-15T10:30:00+04:00');
  });

  it.each(['09/03/2024', '2024-13-01', '2024-03-09T99:00', '', null])('leaves %j out', (value) =>
    expect(read(value)).toBeUndefined(),
  );

  it('shifts whole days only', () => {
    expect(shiftDay('2024-03-01', -1)).toBe('2024-02-29');
    expect(shiftDay('2024-03-01T10:00', 1)).toBe('2024-03-02');
    expect(shiftDay('2024-03', 1)).toBeUndefined();
    expect(shiftDay(undefined, 1)).toBeUndefined();
  });

  it('keeps the day of an instant', () => {
    expect(toDate('1961-04-02T00:00:00')).toBe('1961-04-02');
    expect(dayOf(new Date('2024-03-10T09:30:00Z'))).toBe('2024-03-10T00:00:00.000Z');
  });
});
