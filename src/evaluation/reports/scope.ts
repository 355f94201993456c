import { fold, type Span } from '../../text/index.js';
import { type Counts } from '../figures/counts.js';

/** What is compared: two items agree where their keys are equal and, where both have a place, it overlaps. */
export interface Item extends Partial<Span> {
  readonly key: string;
}

/** One question asked of a report: what the gold holds, and what was found. */
export interface Scope {
  readonly name: string;
  readonly gold: readonly Item[];
  readonly found: readonly Item[];
}

export interface ScopeDifference {
  readonly scope: string;
  readonly what: 'missed' | 'extra';
  readonly item: Item;
}

const agree = (a: Item, b: Item): boolean =>
  a.key === b.key &&
  (a.start === undefined ||
    b.start === undefined ||
    (a.start < (b.end ?? b.start) && b.start < (a.end ?? a.start)));

const unmatched = (items: readonly Item[], others: readonly Item[]): Item[] =>
  items.filter((item) => !others.some((other) => agree(item, other)));

/** What one report adds to the figures. */
export function countScopes(scopes: readonly Scope[], characters: number): Counts {
  const counts = new Map<string, number>([
    ['report/reports', 1],
    ['report/characters', characters],
  ]);
  for (const { name, gold, found } of scopes) {
    const [expected, given] = [unique(gold), unique(found)];
    counts.set(`${name}/expected`, expected.length);
    counts.set(`${name}/found`, given.length);
    counts.set(`${name}/right expected`, expected.length - unmatched(expected, given).length);
    counts.set(`${name}/right found`, given.length - unmatched(given, expected).length);
  }
  return counts;
}

export const scopeDifferences = (scopes: readonly Scope[]): ScopeDifference[] =>
  scopes.flatMap(({ name, gold, found }) => [
    ...unmatched(unique(gold), found).map((item) => ({ scope: name, what: 'missed' as const, item })),
    ...unmatched(unique(found), gold).map((item) => ({ scope: name, what: 'extra' as const, item })),
  ]);

/** The same thing said twice counts once. */
const unique = (items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [`${item.key} ${String(item.start)} ${String(item.end)}`, item])).values(),
];

/** Names in any spelling: without case, accents and punctuation. */
export const plainName = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9+<>=.,%]+/g, ' ')
    .trim();

/** A key of several parts; what is absent is told apart from what is empty. */
export const keyOf = (...parts: (string | null | undefined)[]): string =>
  parts.map((part) => (part === null || part === undefined ? '-' : plainName(part))).join(' | ');
