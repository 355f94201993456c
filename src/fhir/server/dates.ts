import { type Period } from '@medplum/fhirtypes';

/** Half open, [from, to): ISO instants, or PostgreSQL's infinities. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const SHAPE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const FIRST = Date.parse('0001-01-03T00:00:00Z');
const LAST = Date.UTC(9999, 11, 30);

/**
 * What a FHIR date, dateTime or instant covers, by its precision: `2026-05` is the month. Without an offset
 * it is local to `timeZone`. Undefined where it is no date.
 */
export function rangeOfDate(text: string, timeZone: string): DateRange | undefined {
  if (text.length > DAY_LENGTH) return computed(text, timeZone);
  const name = `${timeZone} ${text}`;
  const known = DAYS.get(name);
  if (known) return known;
  const range = computed(text, timeZone);
  if (DAYS.size >= MOST_DAYS) DAYS.clear();
  if (range) DAYS.set(name, range);
  return range;
}

/** Days come back often, and finding the offset of a zone is slow. */
const DAYS = new Map<string, DateRange>();
const DAY_LENGTH = 10;
const MOST_DAYS = 20_000;

function computed(text: string, timeZone: string): DateRange | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = parts;
  const ms = fraction ? Math.trunc(Number(fraction) * 1000) : 0;
  const fields = [year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const from = utc(fields, ms);
  if (from === undefined) return undefined;
  const next = utcOverflow(end(fields, { month, day, hour, second, fraction }), fraction ? ms + 1 : 0);
  const instant = (wall: number) => wall - (offset ? offsetOf(offset) : zoneOffset(wall, timeZone));
  return { from: iso(instant(from)), to: iso(instant(next)) };
}

/** A period covers its start to its end; an absent end is open. */
export function rangeOf(value: string | Period, timeZone: string): DateRange | undefined {
  if (typeof value === 'string') return rangeOfDate(value, timeZone);
  const start = value.start === undefined ? undefined : rangeOfDate(value.start, timeZone);
  const end = value.end === undefined ? undefined : rangeOfDate(value.end, timeZone);
  if (!start && !end) return undefined;
  return { from: start?.from ?? '-infinity', to: end?.to ?? 'infinity' };
}

interface Precision {
  readonly month?: string;
  readonly day?: string;
  readonly hour?: string;
  readonly second?: string;
  readonly fraction?: string;
}

/** The same fields, one step further at the precision given. */
function end(fields: readonly number[], precision: Precision): number[] {
  const { month, day, hour, second, fraction } = precision;
  const steps = [
    [fraction, -1],
    [second, 5],
    [hour, 4],
    [day, 2],
    [month, 1],
  ] as const;
  const step = steps.find(([given]) => given)?.[1] ?? 0;
  return fields.map((field, index) => (index === step ? field + 1 : field));
}

/** Undefined where a field is out of its range (30 February). */
function utc(fields: readonly number[], ms: number): number | undefined {
  const time = utcOverflow(fields, ms);
  const date = new Date(time);
  const [, month, day, hour, minute, second] = fields;
  const same =
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return same ? time : undefined;
}

function utcOverflow(fields: readonly number[], ms: number): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, ms));
  date.setUTCFullYear(year + date.getUTCFullYear() - 2000, date.getUTCMonth(), date.getUTCDate());
  return year >= 100 ? Date.UTC(year, month - 1, day, hour, minute, second, ms) : date.getTime();
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Offset of the zone at a wall-clock time, in ms. */
function zoneOffset(wall: number, timeZone: string): number {
  const first = offsetAt(wall, timeZone);
  return offsetAt(wall - first, timeZone);
}

function offsetAt(instant: number, timeZone: string): number {
  const format = FORMATS.get(timeZone) ?? formatOf(timeZone);
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return utcOverflow([year, month, day, hour, minute, second], 0) - Math.floor(instant / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  FORMATS.set(timeZone, format);
  return format;
}

/** PostgreSQL does not read the years before 1 and after 9999 as JavaScript writes them. */
function iso(time: number): string {
  if (time < FIRST) return '-infinity';
  if (time > LAST) return 'infinity';
  return new Date(time).toISOString();
}
