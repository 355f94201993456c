import { createMatcher, expandAlternatives, type MatcherEntry, readYaml } from '../../text/index.js';
import { anywhere, before } from './phrases.js';
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
  /** The patterns hold their own denial: anything else that is said comes first. */
  readonly denies?: true;
  /** Nothing is found: says so only in a follow-up after treatment, where nothing else is said. */
  readonly clear?: true;
  /** Only where it is a clause by itself. */
  readonly whole?: true;
  /** Only where the name of a treatment follows. */
  readonly of?: 'treatment';
  readonly patterns: readonly string[];
  readonly exact?: readonly string[];
  readonly positive: string;
  readonly negative: string;
}

export const DIRECTIONS = ['vanish', 'decrease', 'stable', 'increase', 'new', 'left'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export interface ChangeEntry {
  readonly noun: readonly string[];
  readonly adjective: readonly string[];
  readonly following?: readonly string[];
  readonly positive: string;
  readonly negative: string;
}
const OBJECTS = [
  'tumour',
  'biological',
  'examination',
  'disease',
  'otherTreatment',
  'other',
  'neutral',
] as const;
const ASIDE = ['contrast', 'germ', 'benign'] as const;
export type ObjectKind = (typeof OBJECTS)[number];

const statements = load<{
  readonly lists: Readonly<Record<string, string>>;
  readonly statements: readonly StatementEntry[];
  readonly swallow: readonly { readonly patterns: readonly string[]; readonly example: string }[];
}>('statements');
const changes = load<Record<Direction, ChangeEntry> & Record<'mild' | 'insignificant', readonly string[]>>(
  'changes',
);
const objects = load<Record<ObjectKind | (typeof ASIDE)[number], readonly string[]>>('objects');
const CONTEXT = ['cancer', 'treatment', 'untreated', 'neverTreated', 'evaluation'] as const;
const COURSE = ['followUp', 'active'] as const;
const context = load<
  Record<
    (typeof CONTEXT)[number] | (typeof COURSE)[number] | 'treatmentExact' | 'cancerExact' | 'medicines',
    readonly string[]
  > & {
    readonly treatmentEnds: string;
    readonly cancerEnds: string;
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
  | { readonly role: (typeof ASIDE)[number] | 'mild' | 'insignificant' };

export const wordMatcher = createMatcher<Word>([
  ...DIRECTIONS.flatMap((direction) =>
    SIDES.map((side) => ({
      value: { role: 'change', direction, side } as const,
      patterns: open(changes[direction][side] ?? []),
    })),
  ),
  ...OBJECTS.map((of) => ({ value: { role: 'object', of } as const, patterns: open(objects[of]) })),
  ...ASIDE.map((role) => ({ value: { role }, patterns: open(objects[role]) })),
  { value: { role: 'mild' }, patterns: open(changes.mild) },
  { value: { role: 'insignificant' }, patterns: open(changes.insignificant) },
]);

export type Topic = (typeof CONTEXT)[number] | 'protocol';
export const topicMatcher = createMatcher<Topic>([
  ...CONTEXT.filter((value) => value !== 'cancer').map((value) => ({
    value,
    patterns: open(context[value]),
  })),
  { value: 'protocol', patterns: open(context.treatmentExact), caseSensitive: true },
  { value: 'protocol', patterns: open(context.medicines) },
]);
/** Apart, for "chimiothérapie" is a treatment too. */
export const cancerMatcher = createMatcher<'cancer'>([
  { value: 'cancer', patterns: open(context.cancer) },
  { value: 'cancer', patterns: open(context.cancerExact), caseSensitive: true },
]);
/** Where a patient stands; apart, for its words are also topics. */
export const courseMatcher = createMatcher<(typeof COURSE)[number]>(
  COURSE.map((value) => ({ value, patterns: open(context[value]) })),
);
const cancerEnds = new RegExp(context.cancerEnds);
/** Whether a folded word is the name of a cancer, by its end. */
export const isCancer = (word: string): boolean => cancerEnds.test(word);
const treatmentEnds = new RegExp(context.treatmentEnds);
const notAgainstCancer = new RegExp(context.notAgainstCancer);
const SHORTEST_MEDICINE = 7;
/** Whether a folded word is the name of a medicine given for another disease. */
export const isForOther = (word: string): boolean => notAgainstCancer.test(word);
/** Whether a folded word is the name of a medicine against cancer, by its end. */
export const isAnticancer = (word: string): boolean =>
  word.length >= SHORTEST_MEDICINE && treatmentEnds.test(word) && !notAgainstCancer.test(word);
export const criteriaMatcher = createMatcher<string>(
  criteria.map(({ name, patterns }) => ({ value: name, patterns: open(patterns) })),
);

const subject =
  load<Record<'tumoral' | 'parted' | 'knownTumour' | 'ofTreatment', readonly string[]>>('situations');
export const SUBJECT = { tumoral: anywhere(subject.tumoral), parted: anywhere(subject.parted) } as const;

export const OF_TREATMENT = before(subject.ofTreatment, 25);
export const KNOWN_TUMOUR = anywhere(subject.knownTumour);

/** What a statement, and a change, may be said of. */
export const ABOUT =
  load<Readonly<Record<'sites' | 'notOfTumour' | 'notChangesOf' | 'ownTime' | 'size', readonly string[]>>>(
    'about',
  );
