const FULL = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A FHIR date or instant that has its day, as a report event writes it; a day no calendar has is not one. */
export function instantOf(value: unknown): string | undefined {
  const [whole, day = ''] = (typeof value === 'string' && FULL.exec(value)) || [];
  if (whole === undefined) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
  return isReal && !Number.isNaN(Date.parse(whole)) ? whole : undefined;
}
