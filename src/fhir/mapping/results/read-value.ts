/** Reads fields of a Finding's value without trusting its shape. */
export interface Fields {
  /** A non-empty string (a number is written out), else undefined. */
  text(name: string): string | undefined;
  /** One of `allowed`, else undefined. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  /** A finite number, given as such or written with a decimal point or comma, else undefined. */
  number(name: string): number | undefined;
  /** True or false, else undefined. */
  flag(name: string): boolean | undefined;
  /** Several texts; one alone is a list of one. */
  texts(name: string): readonly string[];
  fields(name: string): Fields | undefined;
}

export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const text = (name: string) => written(record[name]);
  return {
    text,
    number: (name) => {
      const said = text(name)?.replace(',', '.');
      return said !== undefined && Number.isFinite(Number(said)) ? Number(said) : undefined;
    },
    flag: (name) => (typeof record[name] === 'boolean' ? record[name] : undefined),
    texts: (name) => [record[name]].flat().flatMap((one) => written(one) ?? []),
    oneOf: (name, allowed) => allowed.find((one) => one === text(name)),
    fields: (name) => fieldsOf(record[name]),
  };
}

function written(raw: unknown): string | undefined {
  const said = typeof raw === 'number' ? String(raw) : raw;
  return typeof said === 'string' && said.trim() ? said.trim() : undefined;
}
