import { type Problem } from './problem.js';

/** Characters above which base64 is checked here: `@medplum/core` runs a pattern over it that overflows the stack. */
const LARGE = 64 * 1024;
/** What stands in its place while the structure is checked. */
const SOUND = 'AAAA';

export interface Lightened<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Takes large attachments out, each checked to be base64. Shares everything else with what it was given. */
export function withoutLargeData<T>(value: T, path: string): Lightened<T> {
  const problems: Problem[] = [];
  return { value: lighten(value, path, problems) as T, problems };
}

function lighten(value: unknown, path: string, problems: Problem[]): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return same(
      items,
      items.map((item, at) => lighten(item, `${path}[${at}]`, problems)),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const before = Object.entries(value);
  const after = before.map(([name, field]: [string, unknown]) => {
    const here = `${path}.${name}`;
    if (name !== 'data' || typeof field !== 'string' || field.length <= LARGE)
      return lighten(field, here, problems);
    if (!isBase64(field)) problems.push({ path: here, rule: 'Invalid base64Binary format' });
    return SOUND;
  });
  if (before.every(([, field], at) => field === after[at])) return value;
  return Object.fromEntries(before.map(([name], at) => [name, after[at]]));
}

const same = (before: unknown[], after: unknown[]): unknown[] =>
  after.every((item, at) => item === before[at]) ? before : after;

/** In one pass, whatever its length: decoding forgives what is not base64, so what it makes must come out again. */
const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;
