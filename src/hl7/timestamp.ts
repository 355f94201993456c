const SHAPE =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?)?)?([+-]\d{4})?$/;

/** French senders leave the offset out (DTM allows it): their clock is that of Paris. */
const ZONE = 'Europe/Paris';

/**
 * An HL7 date or time (`YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][±ZZZZ]`) as ISO 8601: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or
 * an instant with its offset (`2024-03-31T03:30:00+02:00`). Without an offset the time is that of `zone`.
 * Nothing if it is not a date of the calendar.
 */
export function isoTimestamp(hl7: string, zone: string = ZONE): string | undefined {
  const match = SHAPE.exec(hl7.trim());
  if (!match) return undefined;
  const [, year = '', month, day, hour, minute = '00', second = '00', offset] = match;
  if (!month) return offset ? undefined : year;
  if (!isCalendarDate(Number(year), Number(month), Number(day ?? '01'))) return undefined;
  if (!day) return `${year}-${month}`;
  const date = `${year}-${month}-${day}`;
  if (!hour) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const time = `${date}T${hour}:${minute}:${second}`;
  return `${time}${offset ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offsetAt(time, zone)}`;
}

/** An HL7 date of the calendar as `YYYY-MM-DD`; its time, if any, is left out. */
export function isoDate(hl7: string): string | undefined {
  const iso = isoTimestamp(hl7);
  return iso && iso.length >= 10 ? iso.slice(0, 10) : undefined;
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Offsets change on a quarter of an hour, and messages of one day ask for the same ones. */
const QUARTER_MS = 900_000;
const MOST_OFFSETS = 10_000;
const offsets = new Map<string, number>();

/** Offset of `zone` in minutes at an instant. */
function minutesAt(instant: number, zone: string): number {
  const asked = `${zone} ${Math.floor(instant / QUARTER_MS)}`;
  const before = offsets.get(asked);
  if (before !== undefined) return before;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const minutes = askMinutes(instant, zone);
  offsets.set(asked, minutes);
  return minutes;
}

function askMinutes(instant: number, zone: string): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  const name = clock.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * Offset of a wall-clock time. In the hour that happens twice (October) the first is taken; in the hour that
 * does not happen (March) the offset before the change.
 */
function offsetAt(wallClock: string, zone: string): string {
  const asUtc = Date.parse(`${wallClock}Z`);
  const before = minutesAt(asUtc - 86_400_000, zone);
  const after = minutesAt(asUtc + 86_400_000, zone);
  const fits = [before, after].find((offset) => minutesAt(asUtc - offset * 60_000, zone) === offset);
  const minutes = fits ?? before;
  const absolute = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** An instant as `YYYYMMDDHHMMSS` on the clock of `zone`, as French systems write MSH-7. */
export function hl7Timestamp(instant: Date, zone: string = ZONE): string {
  const local = new Date(instant.getTime() + minutesAt(instant.getTime(), zone) * 60_000);
  return local.toISOString().replace(/\D/g, '').slice(0, 14);
}
