/** What a text of a result says with the original words; null where it is a surrogate's. */
type Say = (text: string) => string | null;

/** The value of a Finding, its texts told back at any depth; what nothing can tell back is null. */
export function restoreValue<V>(value: V, say: Say): V {
  if (typeof value === 'string') return say(value) as V;
  if (Array.isArray(value)) return value.map((one: unknown) => restoreValue(one, say)) as V;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, restoreValue(one, say)])) as V;
}

/** Has the result lost what it is of? */
export const isNameless = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === null;
