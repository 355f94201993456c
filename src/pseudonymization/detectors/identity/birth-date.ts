import { type Span } from '../../../text/index.js';
import { MONTH_NUMBER } from '../rules/calendar.js';

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
/** Signs that no rule takes for those of a date, or none at all. */
const PARTED = '[^a-z0-9]{0,3}';

/**
 * The patient's day of birth with its whole year, whatever stands between its parts: "17_04_1962", "17041962",
 * "17avril1962", "04/17/1962". `folded`: letter by letter, so that offsets stay.
 */
export function birthDateMatches(folded: string, birthDate: string): Span[] {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(birthDate) ?? [];
  if (year === undefined) return [];
  const number = (digits: string): string => (digits.startsWith('0') ? `0?${digits.slice(1)}` : digits);
  const names = [...MONTH_NUMBER].filter(([, value]) => value === Number(month)).map(([name]) => name);
  const months = `(?:${[...names, number(month), ROMAN[Number(month) - 1] ?? month].join('|')})`;
  const orders = [
    [number(day), months, year],
    [year, months, number(day)],
    [number(month), number(day), year],
  ];
  return orders.flatMap((parts) =>
    [...folded.matchAll(new RegExp(`(?<!\\d)${parts.join(PARTED)}(?!\\d)`, 'g'))].map(
      ({ 0: raw, index }) => ({ start: index, end: index + raw.length }),
    ),
  );
}
