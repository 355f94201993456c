/** Reads fields of a Finding's value without trusting its shape. */
export interface Fields {
  /** A non-empty string (a number is written out), else undefined. */
  text(name: string): string | undefined;
  /** One of `allowed`, else undefined. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  fields(name: string): Fields | undefined;
}

export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const text = (name: string) => {
    const raw = record[name];
    const written = typeof raw === 'number' ? String(raw) : raw;
    return typeof written === 'string' && written.trim() ? written.trim() : undefined;
  };
  return {
    text,
    oneOf: (name, allowed) => allowed.find((one) => one === text(name)),
    fields: (name) => fieldsOf(record[name]),
  };
}
