import { type MappingSettings } from './input.js';

const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * A FHIR dateTime from an ISO date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) or date and time. A time without an
 * offset is the site's (FHIR wants one as soon as there is a time). Anything else is left out.
 */
export function toDateTime(value: string | null | undefined, settings: MappingSettings): string | undefined {
  if (!value) return undefined;
  if (DATE.test(value)) return value;
  const [, day, minutes, seconds = ':00', offset] = TIME.exec(value) ?? [];
  if (!day || !minutes || Number.isNaN(Date.parse(`${day}T${minutes}${seconds}Z`))) return undefined;
  const local = `${day}T${minutes}${seconds}`;
  return local + (offset ?? offsetAt(local, settings.timeZone ?? 'Europe/Paris'));
}

/** A FHIR date: the day of a date or of an instant. */
export function toDate(value: string | null | undefined): string | undefined {
  const day = value?.slice(0, 10);
  return day && DATE.test(day) ? day : undefined;
}

/** `day` moved by whole days; partial dates are left out, they cannot be moved without inventing. */
export function shiftDay(value: string | undefined, days: number): string | undefined {
  const day = toDate(value);
  if (day?.length !== 10) return undefined;
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant of the day: what the research zone may know of when we wrote. */
export const dayOf = (now: Date): string => `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;

const zones = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone at a local time, summer time included (read one hour apart, good to the changeover). */
function offsetAt(local: string, timeZone: string): string {
  const asUtc = new Date(`${local}Z`);
  const first = readOffset(asUtc, timeZone);
  return readOffset(new Date(`${local}${first}`), timeZone);
}

function readOffset(at: Date, timeZone: string): string {
  const format =
    zones.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  zones.set(timeZone, format);
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}
