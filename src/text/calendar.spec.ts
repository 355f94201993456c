import { isoOf, monthNumber } from './calendar.js';

it.each([
  ['janvier', 1],
  ['Févr', 2],
  ['AOÛT', 8],
  ['déc', 12],
  ['marsouin', null],
  ['', null],
])('reads %s as month %p', (word, number) => {
  expect(monthNumber(word)).toBe(number);
});

it.each([
  [['2025', '3', '7'], '2025-03-07'],
  [['25', '03'], '2025-03'],
  [['2025', '13', '1'], null],
  [['2025', '0'], null],
  [['2025', '12', '32'], null],
  [['2025', '12', '0'], null],
  [['125', '12'], null],
] as const)('writes %j as %p', ([year, month, day]: readonly string[], iso) => {
  expect(isoOf(year ?? '', month ?? '', day)).toBe(iso);
});
