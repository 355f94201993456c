import { dateParts, type DatePart } from '../detectors/rules/index.js';
import { MONTH_NAMES, MONTH_NUMBER, MONTH_SHORT, isFullMonth } from '../detectors/rules/calendar.js';
import { fold } from '../lexicon/index.js';
import { shapedLike, type Surrogate, type SurrogateContext } from './context.js';
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

/** The same date some days later or earlier, written as it was. */
export function shiftWritten(raw: string, days: number, baseYear: number): string | undefined {
  const whole = dateParts(raw.replace(/\n/g, ' '));
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

export const surrogateDate: Surrogate = (raw, { category }, context) => {
  const cap = (made: string): string => (category === 'PATIENT_BIRTHDATE' ? capped(made, context) : made);
  if (context.policy.categories[category] === 'generalize') {
    const parts = dateParts(raw.replace(/\n/g, ' '));
    if (parts === undefined) return '…';
    const { year } = wholeDay(parts, context.baseYear);
    return cap(rewritten(raw, parts, { day: 1, month: 1, year }));
  }
  const moved = shiftWritten(raw, context.dateShiftDays, context.baseYear);
  return moved === undefined ? '…' : cap(moved);
};
