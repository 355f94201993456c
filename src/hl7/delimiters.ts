/** The separators a message declares in MSH-1 and MSH-2. Absent ones are empty strings. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const STANDARD_DELIMITERS: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/** What is text, or would break a line or a frame, separates nothing. */
const NOT_A_SEPARATOR = /[\s\p{C}\p{L}\p{N}]/u;

/** Reads MSH-1 and MSH-2 at the start of a message; nothing if they cannot be separators. */
export function readDelimiters(text: string): Delimiters | undefined {
  if (!text.startsWith('MSH')) return undefined;
  const field = text[3];
  if (!field || NOT_A_SEPARATOR.test(field)) return undefined;
  const end = text.slice(4).search(new RegExp(`[\r\n\\${field}]`));
  const encoding = [...(end === -1 ? text.slice(4) : text.slice(4, 4 + end)).trim()];
  if (encoding.length < 1 || encoding.length > 5) return undefined;
  if (new Set([field, ...encoding]).size !== encoding.length + 1) return undefined;
  if (encoding.some((letter) => NOT_A_SEPARATOR.test(letter))) return undefined;
  const [component = '', repetition = '', escape = '', subcomponent = ''] = encoding;
  return { field, component, repetition, escape, subcomponent };
}
