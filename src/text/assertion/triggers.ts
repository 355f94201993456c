import { createMatcher, expandAlternatives, tokenize } from '../matching/index.js';
import { readYaml } from '../read-yaml.js';

export type Effect =
  | 'negation'
  | 'hypothesis'
  | 'doubt'
  | 'search'
  | 'affirmation'
  | 'history'
  | 'other'
  /** What it stands before is taken for there. */
  | 'given'
  /** A state of what it stands after. */
  | 'predicate'
  /** The present, in a section of the past. */
  | 'now'
  | 'none'
  | 'break'
  | 'closer';
export type Side = 'before' | 'after' | 'anywhere';

/** What one phrase does, standing `before` or `after` what is asserted. */
export interface Role {
  readonly effect: Effect;
  readonly side: Side;
  /** Words it carries. */
  readonly reach: number;
  /** Only where nothing follows it: "BMR : non", not "pneumopathie non hypoxémiante". */
  readonly alone?: boolean;
  /** A date: at the head of a sentence it carries over the first comma. */
  readonly dated?: boolean;
  /** Set apart by its comma, it speaks of what the sentence is about, whatever stands between. */
  readonly apart?: boolean;
  /** A result of every item of the list before it. */
  readonly list?: boolean;
  /** A sample: what stands after its colon was found in it. */
  readonly sampled?: boolean;
  /** A condition: no result that follows lifts it ("si une thrombose était confirmée"). */
  readonly firm?: boolean;
  /** Ends a story: it reaches back to the suspicion its sentence opens with, over commas and causes. */
  readonly back?: boolean;
}

interface TriggerEntry {
  readonly patterns: readonly string[];
  readonly reach?: number;
  readonly also?: Effect;
  readonly alone?: boolean;
  readonly back?: boolean;
  readonly apart?: boolean;
  readonly firm?: boolean;
  readonly list?: boolean;
  readonly sampled?: boolean;
  readonly example: string;
}

const EFFECTS = [
  'negation',
  'hypothesis',
  'doubt',
  'search',
  'affirmation',
  'history',
  'other',
  'given',
  'predicate',
  'now',
  'none',
] as const;
type TriggerFile = {
  readonly [effect in (typeof EFFECTS)[number]]: Partial<Record<Side, readonly TriggerEntry[]>>;
} & {
  readonly reach: { readonly before: number; readonly after: number };
  readonly breaks: { readonly patterns: readonly string[] };
  readonly closers: { readonly patterns: readonly string[] };
  readonly openers: { readonly words: readonly string[] };
  readonly examinations: { readonly words: readonly string[] };
  readonly presentLines: { readonly words: readonly string[] };
  readonly pastLabels: { readonly words: readonly string[] };
  readonly sections: Readonly<Record<string, 'history' | 'other'>>;
};

const file = readYaml<TriggerFile>(import.meta.url, './triggers.yml');

function* allPhrases(): Generator<{ pattern: string; roles: Role[] }> {
  for (const effect of EFFECTS) {
    for (const [side, entries] of Object.entries(file[effect]) as [Side, readonly TriggerEntry[]][]) {
      for (const {
        patterns,
        reach,
        also,
        alone = false,
        back = false,
        apart = false,
        firm = false,
        list = false,
        sampled = false,
      } of entries) {
        const words = reach ?? (side === 'after' ? file.reach.after : file.reach.before);
        const roles: Role[] = [{ effect, side, reach: words, alone, back, apart, firm, list, sampled }];
        if (also) roles.push({ effect: also, side, reach: words });
        for (const pattern of patterns) yield { pattern, roles };
      }
    }
  }
  for (const pattern of file.breaks.patterns) {
    yield { pattern, roles: [{ effect: 'break', side: 'anywhere', reach: 0 }] };
  }
  for (const pattern of file.closers.patterns) {
    yield { pattern, roles: [{ effect: 'closer', side: 'anywhere', reach: 0 }] };
  }
}

/** One phrase may stand on both sides ("probable"): its roles are joined, so that the longest phrase decides once. */
function rolesByPhrase(): Map<string, { pattern: string; roles: Role[] }> {
  const phrases = new Map<string, { pattern: string; roles: Role[] }>();
  for (const { pattern, roles } of allPhrases()) {
    for (const phrase of expandAlternatives(pattern)) {
      const key = tokenize(phrase).stems.join(' ');
      const known = phrases.get(key) ?? { pattern: phrase, roles: [] };
      const isNew = (role: Role) =>
        !known.roles.some((old) => old.effect === role.effect && old.side === role.side);
      known.roles.push(...roles.filter(isNew));
      phrases.set(key, known);
    }
  }
  return phrases;
}

const stems = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((word) => tokenize(word).stems));

export const triggerMatcher = createMatcher<readonly Role[]>(
  [...rolesByPhrase().values()].map(({ pattern, roles }) => ({ value: roles, patterns: [pattern] })),
);
export const OPENERS = stems(file.openers.words);
export const EXAMINATIONS = stems(file.examinations.words);
/** First words of a line that no past goes on with, and labels of its own. */
export const PRESENT_LINES = stems(file.presentLines.words);
export const PAST_LABELS = stems(file.pastLabels.words);
export const SECTION_EFFECTS = file.sections;

/** Every example sentence of triggers.yml, for the tests. */
export const TRIGGER_EXAMPLES: readonly string[] = EFFECTS.flatMap((effect) =>
  Object.values(file[effect]).flatMap((entries) => entries.map((entry) => entry.example)),
);
