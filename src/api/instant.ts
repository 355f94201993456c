import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

const WRITTEN =
  /^([12]\d{3}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/;
const PAGE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The instant that an ISO 8601 day or time names, in UTC with milliseconds; none where it is not on the calendar. A
 * time without an offset is UTC. Weeks, ordinal days and other short forms are refused: the database knows them not.
 */
export function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day, offset] = WRITTEN.exec(value) ?? [];
  if (!day || dayOf(Date.parse(day)) !== day) return undefined;
  const at = Date.parse(value.includes('T') && !offset ? `${value}Z` : value);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const dayOf = (at: number): string | undefined =>
  Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);

/** Where a page begins: the moment and the id of the last report of the page before. */
export function isPage(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const [, at] = PAGE.exec(value) ?? [];
  return at !== undefined && instantOf(at) === at;
}

/** A day or a time of a request, read as the instant it names. */
export const IsInstant = (): PropertyDecorator => (target, property) => {
  Transform(({ value }: { value: unknown }) => instantOf(value) ?? value)(target, property);
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => value !== undefined && instantOf(value) === value,
      defaultMessage: () => '$property must be an ISO 8601 day or time, as 2026-03-31T08:00:00Z',
    },
  })(target, property);
};

export const IsPage = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPage',
    validator: { validate: isPage, defaultMessage: () => '$property must be the `next` of a page' },
  });
