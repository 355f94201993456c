import {
  createMatcher,
  expandAlternatives,
  readYaml,
  type Span,
  type TokenizedText,
} from '../../text/index.js';

interface Entry {
  readonly names: readonly string[];
  readonly from: number;
  readonly to: number;
}

export interface Measured extends Span {
  readonly name: string;
  readonly value: number;
}

const FILE = readYaml<Readonly<Record<string, Entry>>>(import.meta.url, './measures.yml');
export const MEASURES: ReadonlySet<string> = new Set(Object.keys(FILE));

const SHORT = /^\p{Lu}[\p{L}\d+°]{0,3}$/u;
const matcher = createMatcher(
  Object.entries(FILE).flatMap(([value, { names }]) =>
    names
      .flatMap(expandAlternatives)
      .map((pattern) => ({ value, patterns: [pattern], caseSensitive: SHORT.test(pattern) })),
  ),
);

/** Between a name and its value: a few words without a digit ("FEVG mesurée à 32 %"). UTF-16 code units. */
const VALUE = /^[^\d\n;]{0,24}?(\d{1,2}[  ]\d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?)(?![\d/])/u;

/** What a text measures, in its order: the first number after a name, where it can be one. UTF-16 offsets. */
export function measuresIn(tokens: TokenizedText): Measured[] {
  const { text } = tokens;
  return matcher.find(tokens).flatMap(({ start, end, value: name }) => {
    const found = VALUE.exec(text.slice(end, end + 40));
    if (!found) return [];
    const value = Number((found[1] as string).replace(/[  ]/g, '').replace(',', '.'));
    const { from, to } = FILE[name] as Entry;
    return value >= from && value <= to ? [{ name, value, start, end: end + found[0].length }] : [];
  });
}
