import { createMatcher, expandAlternatives, type MatcherEntry, readYaml } from '../../text/index.js';
import { type Modality, type ResponseClass } from './value.js';

const load = <T>(file: string): T => readYaml<T>(import.meta.url, `./vocabulary/${file}.yml`);

/** Words that state a class, with a sentence where they do and one where they do not. */
export interface StatementEntry {
  readonly name: string;
  readonly class: ResponseClass;
  readonly kind: 'category' | 'state' | 'change' | 'weak';
  /** What its denial says; absent: nothing. */
  readonly denied?: ResponseClass;
  readonly modality?: Modality;
  readonly dissociated?: true;
  /** The disease is back after it was gone. */
  readonly recurrence?: true;
  /** An abbreviation that has other meanings. */
  readonly short?: true;
  /** Only where the name of a treatment follows. */
  readonly of?: 'treatment';
  readonly patterns: readonly string[];
  readonly exact?: readonly string[];
  readonly positive: string;
  readonly negative: string;
}

export const DIRECTIONS = ['vanish', 'decrease', 'stable', 'increase', 'new'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export interface ChangeEntry {
  readonly noun: readonly string[];
  readonly adjective: readonly string[];
  readonly following?: readonly string[];
  readonly positive: string;
  readonly negative: string;
}
const OBJECTS = ['tumour', 'biological', 'examination', 'other'] as const;
export type ObjectKind = (typeof OBJECTS)[number];

const statements = load<{
  readonly lists: Readonly<Record<string, string>>;
  readonly statements: readonly StatementEntry[];
  readonly swallow: readonly { readonly patterns: readonly string[]; readonly example: string }[];
}>('statements');
const changes = load<Record<Direction, ChangeEntry> & Record<'mild' | 'insignificant', readonly string[]>>(
  'changes',
);
const objects = load<Record<ObjectKind | 'contrast', readonly string[]>>('objects');
const CONTEXT = ['cancer', 'treatment', 'untreated', 'neverTreated', 'evaluation'] as const;
const context = load<
  Record<(typeof CONTEXT)[number] | 'treatmentExact' | 'cancerExact' | 'medicines', readonly string[]> & {
    readonly treatmentEnds: string;
    readonly notAgainstCancer: string;
  }
>('context');
const criteria = load<readonly { readonly name: string; readonly patterns: readonly string[] }[]>('criteria');

export const STATEMENTS = statements.statements;
export const SWALLOWED = statements.swallow;
export const CHANGES = changes;
export const CRITERIA: readonly string[] = [...new Set(criteria.map(({ name }) => name))];

const withLists = (pattern: string): string =>
  pattern.replace(/@(\w+)/g, (_all, name: string) => statements.lists[name] ?? '');
const open = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => expandAlternatives(withLists(pattern)));

/** `null`: words that are no statement. */
export const statementMatcher = createMatcher<StatementEntry | null>([
  ...STATEMENTS.flatMap((entry): MatcherEntry<StatementEntry>[] => [
    { value: entry, patterns: open(entry.exact ?? []), caseSensitive: true },
    { value: entry, patterns: open(entry.patterns) },
  ]),
  ...SWALLOWED.map(({ patterns }) => ({ value: null, patterns: open(patterns) })),
]);

const SIDES = ['noun', 'adjective', 'following'] as const;
type Side = (typeof SIDES)[number];

/** A word of change, what it may be said of, or what bears on it. */
export type Word =
  | { readonly role: 'change'; readonly direction: Direction; readonly side: Side }
  | { readonly role: 'object'; readonly of: ObjectKind }
  | { readonly role: 'contrast' | 'mild' | 'insignificant' };

export const wordMatcher = createMatcher<Word>([
  ...DIRECTIONS.flatMap((direction) =>
    SIDES.map((side) => ({
      value: { role: 'change', direction, side } as const,
      patterns: open(changes[direction][side] ?? []),
    })),
  ),
  ...OBJECTS.map((of) => ({ value: { role: 'object', of } as const, patterns: open(objects[of]) })),
  { value: { role: 'contrast' }, patterns: open(objects.contrast) },
  { value: { role: 'mild' }, patterns: open(changes.mild) },
  { value: { role: 'insignificant' }, patterns: open(changes.insignificant) },
]);

export type Topic = (typeof CONTEXT)[number] | 'protocol';
export const topicMatcher = createMatcher<Topic>([
  ...CONTEXT.map((value) => ({ value, patterns: open(context[value]) })),
  { value: 'protocol', patterns: open(context.treatmentExact), caseSensitive: true },
  { value: 'protocol', patterns: open(context.medicines) },
  { value: 'cancer', patterns: open(context.cancerExact), caseSensitive: true },
]);
const treatmentEnds = new RegExp(context.treatmentEnds);
const notAgainstCancer = new RegExp(context.notAgainstCancer);
const SHORTEST_MEDICINE = 7;
/** Whether a folded word is the name of a medicine against cancer, by its end. */
export const isAnticancer = (word: string): boolean =>
  word.length >= SHORTEST_MEDICINE && treatmentEnds.test(word) && !notAgainstCancer.test(word);
export const criteriaMatcher = createMatcher<string>(
  criteria.map(({ name, patterns }) => ({ value: name, patterns: open(patterns) })),
);
