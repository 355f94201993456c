import { fold } from '../../lexicon/index.js';
import { cutMonths, fullYear, MONTH_NUMBER, numberInWords } from './calendar.js';

/** Two-digit years are read up to ten years after it. */
const PIVOT = 2026;

export type DateField = 'day' | 'month' | 'year';
export interface DatePart {
  readonly field: DateField;
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly style: 'digits' | 'ordinal' | 'name' | 'words';
}

const part = (
  field: DateField,
  start: number,
  raw: string,
  value: number,
  style: DatePart['style'] = 'digits',
): DatePart => ({
  field,
  start,
  end: start + raw.length,
  value,
  style,
});
const digits = (field: DateField, start: number, raw: string): DatePart =>
  part(field, start, raw, field === 'year' ? fullYear(raw, PIVOT) : Number(raw));

const NUMERIC = /^(\d{1,2})( ?[/.\- ] ?)(\d{1,2})( ?[/.\- ] ?)(\d{4}|\d{2})$/;
const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/;
const COMPACT_ISO = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?$/;
const COMPACT = /^(\d{2})(\d{2})((?:19|20)\d{2})$/;
const MONTH_YEAR = /^(\d{1,2})([/.-])(\d{4})$/;
const DAY_MONTH = /^(\d{1,2})([/.-])(\d{1,2})$/;
const STUCK = /^\d{2}[A-Z]{3}\d{2,4}$/;
const YEAR = /^\d{4}$/;
const WORDY = /^(?:(.+?)([ -]+))?(\p{L}{3,9})(\.?(?:[ -]+(?:de )?))?(.*)$/u;

function monthIn(raw: string): { start: number; raw: string; month: number } | undefined {
  const months = [...raw.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].flatMap(({ 0: word, index }) => {
    const month = MONTH_NUMBER.get(fold(word));
    return month === undefined ? [] : [{ start: index, raw: word, month }];
  });
  // "dix-sept avril", "mille neuf cent vingt-sept": a number, where another month is there.
  return cutMonths(raw)[0] ?? months.find((one) => fold(one.raw) !== 'sept') ?? months[0];
}

function wordy(raw: string): DatePart[] | undefined {
  const month = monthIn(raw);
  if (month === undefined) return undefined;
  const parts: DatePart[] = [];
  const left = raw.slice(0, month.start).trimEnd().replace(/-$/, '');
  const ordinal = /^(\d{1,2})(er)?$/.exec(left);
  if (ordinal !== null)
    parts.push(part('day', 0, left, Number(ordinal[1]), ordinal[2] === undefined ? 'digits' : 'ordinal'));
  else if (left !== '' && numberInWords(left) !== undefined)
    parts.push(part('day', 0, left, numberInWords(left) as number, 'words'));
  parts.push(part('month', month.start, month.raw, month.month, 'name'));
  const monthEnd = month.start + month.raw.length;
  const tail = /^[.]?[ -]*(?:de )?/.exec(raw.slice(monthEnd))?.[0].length ?? 0;
  const from = monthEnd + tail;
  const right = raw.slice(from);
  if (/^\d{2,4}$/.test(right)) parts.push(digits('year', from, right));
  else if (right !== '' && numberInWords(right) !== undefined)
    parts.push(part('year', from, right, numberInWords(right) as number, 'words'));
  return parts;
}

/** Day, month and year of a written date, with where each stands in `raw`; undefined where it is no date. */
export function dateParts(raw: string): readonly DatePart[] | undefined {
  let match = NUMERIC.exec(raw);
  if (match !== null) {
    const [, day = '', one = '', month = '', two = '', year = ''] = match;
    const monthAt = day.length + one.length;
    return [
      digits('day', 0, day),
      digits('month', monthAt, month),
      digits('year', monthAt + month.length + two.length, year),
    ];
  }
  match = ISO.exec(raw);
  if (match !== null) {
    const [, year = '', , month = '', day = ''] = match;
    return [digits('year', 0, year), digits('month', 5, month), digits('day', 6 + month.length, day)];
  }
  if (COMPACT.test(raw) && Number(raw.slice(2, 4)) <= 12 && Number(raw.slice(0, 2)) <= 31) {
    return [
      digits('day', 0, raw.slice(0, 2)),
      digits('month', 2, raw.slice(2, 4)),
      digits('year', 4, raw.slice(4)),
    ];
  }
  match = COMPACT_ISO.exec(raw);
  if (match !== null) {
    return [
      digits('year', 0, raw.slice(0, 4)),
      digits('month', 4, raw.slice(4, 6)),
      digits('day', 6, raw.slice(6, 8)),
    ];
  }
  match = MONTH_YEAR.exec(raw);
  if (match !== null) {
    const [, month = '', , year = ''] = match;
    return [digits('month', 0, month), digits('year', month.length + 1, year)];
  }
  match = DAY_MONTH.exec(raw);
  if (match !== null) {
    const [, first = '', , second = ''] = match;
    const at = first.length + 1;
    // "en 03/22": no month has that number.
    return Number(second) > 12 && Number(first) <= 12
      ? [digits('month', 0, first), digits('year', at, second)]
      : [digits('day', 0, first), digits('month', at, second)];
  }
  if (YEAR.test(raw)) return [digits('year', 0, raw)];
  return WORDY.test(raw) || STUCK.test(raw) || cutMonths(raw).length > 0 ? wordy(raw) : undefined;
}

export const isPlausible = (parts: readonly DatePart[]): boolean =>
  parts.every(({ field, value }) =>
    field === 'day'
      ? value >= 1 && value <= 31
      : field === 'month'
        ? value >= 1 && value <= 12
        : value >= 1880 && value <= 2100,
  );

/** `YYYY-MM-DD` of a full date. */
export function toIso(parts: readonly DatePart[]): string | undefined {
  const value = (field: DateField): number | undefined => parts.find((one) => one.field === field)?.value;
  const [day, month, year] = [value('day'), value('month'), value('year')];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
