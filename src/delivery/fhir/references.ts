/** FHIR elements that point at a resource: `Reference.reference`, `Attachment.url`. */
const POINTERS = new Set(['reference', 'url']);

/** Every pointer of a resource, as it is written. */
export function pointersOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(pointersOf);
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (POINTERS.has(name) ? [inner] : []) : pointersOf(inner),
  );
}

/** The same value with the pointers found in `moved` replaced; nothing else changes. */
export function repoint<T>(value: T, moved: ReadonlyMap<string, string>): T {
  if (moved.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => repoint(one, moved)) as T;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    typeof inner === 'string'
      ? POINTERS.has(name)
        ? (moved.get(inner) ?? inner)
        : inner
      : repoint(inner, moved),
  ]);
  return Object.fromEntries(entries) as T;
}
