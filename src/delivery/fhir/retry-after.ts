/**
 * Seconds of an HTTP Retry-After (RFC 9110, 10.2.3: a number of seconds or an HTTP date), never negative;
 * undefined where it is absent or is neither.
 */
export function retryAfterSeconds(header: string | null, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  // An HTTP date ends in GMT: Date.parse alone would take almost anything.
  const date = /^[A-Z][a-z]{2,8},.* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1_000));
}
