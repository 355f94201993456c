import { type Span } from '../../text/index.js';
import { type SpanCategory } from '../pseudonymized-document.js';
import { dateParts, type DatePart } from '../detectors/rules/index.js';

/** What a day written alone is a day of. `isAhead`: the date that says so follows in the same enumeration. */
export interface DayAnchor {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly isAhead: boolean;
  readonly isWorded: boolean;
  /** The date that follows, where the day is of the month before it: `du 28 au 2 avril`. */
  readonly until?: Pick<DayAnchor, 'day' | 'month' | 'year'>;
}

type DateSpan = Span & { readonly category: SpanCategory };

const BARE = /^(\d{1,2})(?:er)?$/;
/** Between two days of one enumeration or stretch of time. */
const BETWEEN =
  /^(?:er)?[ \n,]{0,3}(?:(?:et|puis|ou|au|à|jusqu'au|&|-|–|\/)?[ \n]?(?:(?:le|au) )?(?:(?:\p{L}{2,6}di|dimanche) )?)?$/iu;
/** A day so much lower than the date before it is of the next month; so much higher than the first date after it, of the one before. */
const NEXT_MONTH = 20;

type Month = Pick<DayAnchor, 'month' | 'year'>;
const monthBefore = ({ month, year }: Month): Month =>
  month === 1 ? { month: 12, year: year - 1 } : { month: month - 1, year };
const monthAfter = ({ month, year }: Month): Month =>
  month === 12 ? { month: 1, year: year + 1 } : { month: month + 1, year };
const hasDay = ({ month, year }: Month, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

export const isBareDay = (raw: string): boolean => BARE.test(raw);

const valueOf = (parts: readonly DatePart[], field: DatePart['field']): number | undefined =>
  parts.find((part) => part.field === field)?.value;

/** Month and year of every day written alone, by where it starts: of its enumeration, else of the date before it. */
export function dayAnchors(
  text: string,
  spans: readonly DateSpan[],
  baseYear: number,
): ReadonlyMap<number, DayAnchor> {
  const dates = spans.filter(({ category }) => category === 'IDENTIFYING_DATE');
  const written = dates.map(({ start, end }) => text.slice(start, end).replace(/\r?\n/g, ' '));
  const anchors = written.map((raw): Omit<DayAnchor, 'isAhead'> | undefined => {
    const parts = isBareDay(raw) ? undefined : dateParts(raw);
    const month = parts === undefined ? undefined : valueOf(parts, 'month');
    if (parts === undefined || month === undefined) return undefined;
    const isWorded = parts.some(({ style }) => style === 'name');
    const [day, year] = [valueOf(parts, 'day') ?? 15, valueOf(parts, 'year') ?? baseYear];
    return { day, month, year, isWorded };
  });
  const found = new Map<number, DayAnchor>();
  for (let at = dates.length - 1; at >= 0; at -= 1) {
    const [one, next] = [dates[at] as DateSpan, dates[at + 1]];
    if (!isBareDay(written[at] as string) || next === undefined) continue;
    const link = text.slice(one.end, Math.min(next.start, one.end + 24));
    if (next.start - one.end >= 24 || !BETWEEN.test(link)) continue;
    const ahead = anchors[at + 1] ?? found.get(next.start);
    if (ahead === undefined) continue;
    const day = Number.parseInt(written[at] as string, 10);
    const until = 'until' in ahead && ahead.until !== undefined ? ahead.until : ahead;
    const month = day > ahead.day ? monthBefore(ahead) : ahead;
    found.set(one.start, { ...ahead, day, month: month.month, year: month.year, isAhead: true, until });
  }
  let last = anchors.find((anchor) => anchor !== undefined);
  let isAfter = false;
  dates.forEach(({ start }, at) => {
    isAfter ||= anchors[at] !== undefined;
    last = anchors[at] ?? last;
    const raw = written[at] as string;
    if (last === undefined || !isBareDay(raw) || found.has(start)) return;
    const day = Number.parseInt(raw, 10);
    if (isAfter && last.day - day > NEXT_MONTH) last = { ...last, ...monthAfter(last), day };
    const isBefore = !hasDay(last, day) || (!isAfter && day - last.day > NEXT_MONTH);
    const { month, year } = isBefore ? monthBefore(last) : last;
    found.set(start, { ...last, month, year, isAhead: false });
  });
  return found;
}
