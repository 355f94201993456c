import { dateParts, type DatePart } from '../detectors/rules/index.js';
import { feastTime } from '../detectors/rules/feasts.js';
import { MONTH_NAMES, MONTH_NUMBER, MONTH_SHORT, isFullMonth } from '../detectors/rules/calendar.js';
import { fold } from '../lexicon/index.js';
import { shapedLike, type Surrogate, type SurrogateContext } from './context.js';
import { type DayAnchor, isBareDay } from './day-anchors.js';
import { inWords } from './number-words.js';

export interface Day {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

export function shifted({ day, month, year }: Day, days: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day + days));
  return { day: at.getUTCDate(), month: at.getUTCMonth() + 1, year: at.getUTCFullYear() };
}

function writtenPart(part: DatePart, raw: string, to: Day, isWorded: boolean): string {
  const value = to[part.field];
  if (part.style === 'name') {
    const name =
      isFullMonth(fold(raw)) || !MONTH_NUMBER.has(fold(raw))
        ? MONTH_NAMES[value - 1]
        : MONTH_SHORT[value - 1];
    const plain =
      fold(raw) === raw.toLowerCase() &&
      /[eu]/i.test(raw) &&
      raw !== raw.toLowerCase() &&
      raw === raw.toUpperCase();
    const shaped =
      raw === raw.toLowerCase()
        ? (name as string)
        : shapedLike((name as string).charAt(0).toUpperCase() + (name as string).slice(1), raw);
    return plain ? fold(shaped).toUpperCase() : shaped;
  }
  if (part.style === 'words') return shapedLike(inWords(value), raw);
  if (part.style === 'ordinal') return value === 1 ? '1er' : String(value);
  if (part.field === 'year' && raw.length === 2) return String(value % 100).padStart(2, '0');
  const isPadded = raw.length === 2 && (raw.startsWith('0') || !isWorded);
  return String(value).padStart(isPadded ? 2 : 1, '0');
}

/** Day taken for what a date does not say: the middle of its month, of its year. */
const wholeDay = (parts: readonly DatePart[], baseYear: number): Day => {
  const value = (field: DatePart['field']): number | undefined =>
    parts.find((part) => part.field === field)?.value;
  return { day: value('day') ?? 15, month: value('month') ?? 7, year: value('year') ?? baseYear };
};

function rewritten(raw: string, parts: readonly DatePart[], to: Day): string {
  const isWorded = parts.some(({ style }) => style === 'name');
  let out = '';
  let read = 0;
  for (const part of parts) {
    out += raw.slice(read, part.start) + writtenPart(part, raw.slice(part.start, part.end), to, isWorded);
    read = part.end;
  }
  return out + raw.slice(read);
}

const RANGE = /^(\d{1,2})(er)?( ?(?:au|et|-|–|\/|à) ?)(.*\p{L}.*)$/su;
const YEARS = /^(\d{4})( ?[-–] ?)(\d{4})$/;
const SEASONS = ['hiver', 'printemps', 'été', 'automne'] as const;

/** A season stays one, a feast becomes a third of a month, the first and the last day of a year a day. */
function shiftFeast(raw: string, days: number, baseYear: number): string | undefined {
  const time = feastTime(raw);
  if (time === undefined) return undefined;
  const { kind, year, ...at } = time;
  const to = shifted({ ...at, year: year ?? baseYear }, days);
  const inYear = year === undefined ? '' : ` ${String(to.year)}`;
  const season = SEASONS[Math.floor((to.month % 12) / 3)] as string;
  if (kind === 'season') {
    const isCapital = /^\p{Lu}\p{Ll}/u.test(raw);
    const name = isCapital ? season.charAt(0).toUpperCase() + season.slice(1) : season;
    return (/^\p{Lu}{2}/u.test(raw) ? season.toUpperCase() : name) + inYear;
  }
  const month = shapedLike(MONTH_NAMES[to.month - 1] as string, raw);
  if (kind === 'day') return `${String(to.day)} ${month}${inYear}`;
  const third = to.day <= 10 ? 'début ' : to.day <= 20 ? 'mi-' : 'fin ';
  return `${third}${month.toLowerCase()}${inYear}`;
}

/** A day whose month stands elsewhere: its month is written only where the one that follows is no longer the same. */
export function shiftDay(raw: string, days: number, anchor: DayAnchor): string {
  const day = Number.parseInt(raw, 10);
  const to = shifted({ day, month: anchor.month, year: anchor.year }, days);
  const written =
    to.day === 1 && !raw.startsWith('0') ? '1er' : String(to.day).padStart(raw.startsWith('0') ? 2 : 1, '0');
  if (!anchor.isAhead || shifted(anchor.until ?? anchor, days).month === to.month) return written;
  if (anchor.isWorded) return `${written} ${MONTH_NAMES[to.month - 1] as string}`;
  return `${String(to.day).padStart(2, '0')}/${String(to.month).padStart(2, '0')}`;
}

/** The same date some days later or earlier, written as it was. */
export function shiftWritten(raw: string, days: number, baseYear: number): string | undefined {
  const years = YEARS.exec(raw);
  if (years !== null) {
    const [, first = '', link = '', last = ''] = years;
    const moved = [first, last].map((year) => shiftWritten(year, days, baseYear) ?? year);
    return moved.join(link);
  }
  const feast = shiftFeast(raw, days, baseYear);
  if (feast !== undefined) return feast;
  const whole = dateParts(raw.replace(/\r?\n/g, ' '));
  const range = whole?.some(({ field }) => field === 'day') === true ? null : RANGE.exec(raw);
  if (range !== null) {
    const [, first = '', ordinal = '', link = '', rest = ''] = range;
    const end = dateParts(rest.replace(/\n/g, ' '));
    if (end === undefined) return undefined;
    const last = wholeDay(end, baseYear);
    const from = shifted({ ...last, day: Number(first) }, days);
    const to = shifted(last, days);
    const month = from.month === to.month ? '' : ` ${MONTH_NAMES[from.month - 1] as string}`;
    return `${String(from.day)}${from.day === 1 ? ordinal : ''}${month}${link}${rewritten(rest, end, to)}`;
  }
  return whole === undefined ? undefined : rewritten(raw, whole, shifted(wholeDay(whole, baseYear), days));
}

/** Year of birth of somebody above the cap is brought to the cap: an old age is rare enough to name. */
function capped(raw: string, { policy, baseYear }: SurrogateContext): string {
  const parts = dateParts(raw.replace(/\n/g, ' '));
  if (policy.categories.AGE === 'keep' || !parts?.some(({ field }) => field === 'year')) return raw;
  const day = wholeDay(parts, baseYear);
  const oldest = baseYear - policy.ageCap - 1;
  return day.year >= oldest ? raw : rewritten(raw, parts, { ...day, year: oldest });
}

/** The widest of what is no date in numbers: the year of a feast or a season, both years of a stretch of time. */
const yearsOnly = (raw: string): string | undefined =>
  YEARS.test(raw) ? raw : feastTime(raw)?.year?.toString();

export const surrogateDate: Surrogate = (raw, { category, start }, context) => {
  const cap = (made: string): string => (category === 'PATIENT_BIRTHDATE' ? capped(made, context) : made);
  if (context.policy.categories[category] === 'generalize') {
    const parts = dateParts(raw.replace(/\r?\n/g, ' '));
    if (parts === undefined) return yearsOnly(raw) ?? '…';
    const { year } = wholeDay(parts, context.baseYear);
    return cap(rewritten(raw, parts, { day: 1, month: 1, year }));
  }
  const anchor = context.dayAnchors.get(start);
  if (anchor !== undefined && isBareDay(raw)) return shiftDay(raw, context.dateShiftDays, anchor);
  const moved = shiftWritten(raw, context.dateShiftDays, context.baseYear);
  return moved === undefined ? '…' : cap(moved);
};
