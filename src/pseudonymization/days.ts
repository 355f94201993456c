const DAY_MS = 86_400_000;

/** Midnight UTC of an ISO date or instant; undefined where it is no real day. */
export function parseDay(iso: string | undefined): Date | undefined {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(iso ?? '')?.[0];
  if (!day) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day) ? undefined : date;
}

/** A full ISO date moved by days; null where it is no full date. */
export function shiftDate(iso: string, days: number): string | null {
  const date = parseDay(iso);
  return date ? new Date(date.getTime() + days * DAY_MS).toISOString().slice(0, 10) : null;
}

export function wholeDays(from: string | undefined, to: string | undefined): number | null {
  const [start, end] = [parseDay(from), parseDay(to)];
  return start && end && end >= start ? Math.round((end.getTime() - start.getTime()) / DAY_MS) : null;
}
