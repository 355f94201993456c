import { createMatcher, expandAlternatives, type MatcherEntry, readYaml } from '../../text/index.js';
import { type Code, type InfectionValue } from './value.js';

interface Written {
  readonly patterns: readonly string[];
  /** Abbreviations, read with their capitals. */
  readonly exact?: readonly string[];
}

/** An entry a clinician reads and corrects, with a sentence where it is found and one where it is not. */
export interface Entry extends Written {
  readonly name: string;
  readonly positive: string;
  readonly negative: string;
}

export interface Organism extends Entry {
  readonly class?: 'bacterium' | 'fungus' | 'virus';
  /** Decides which alert a resistance raises. */
  readonly family?: string;
  readonly phenotype?: string;
  /** Its abbreviation has another meaning. */
  readonly ambiguous?: boolean;
  /** What a fungus or a virus gives: PARTAGES has no label for the organism itself. */
  readonly infection?: string;
  /** Key of codes.yml. */
  readonly code?: string;
}

export interface Infection extends Entry {
  readonly kind?: 'Bacteriemie';
  readonly says?: 'Absent';
}

export interface Phenotype extends Entry {
  readonly alerts: Readonly<Record<string, InfectionValue['alert']>>;
}

interface Exclusion {
  readonly patterns: readonly string[];
  readonly example: string;
}

const load = <T>(file: string): T => readYaml<T>(import.meta.url, `./vocabulary/${file}.yml`);

export const ORGANISMS = load<readonly Organism[]>('organisms');
export const INFECTIONS = load<readonly Infection[]>('infections');
export const ANTIBIOTICS = load<readonly Entry[]>('antibiotics');
export const SPECIMENS = load<readonly (Written & { readonly name: string })[]>('specimens');
export const CODES = load<Readonly<Record<string, Code>>>('codes');
const sites = load<{ readonly context: readonly string[]; readonly sites: readonly Entry[] }>('sites');
export const SITES = sites.sites;
const resistance = load<{
  readonly phenotypes: readonly Phenotype[];
  readonly alerts: readonly (Entry & { readonly name: 'BMR' | 'BHRe' })[];
  readonly notAfter: readonly string[];
}>('resistance');
export const PHENOTYPES = resistance.phenotypes;
export const ALERT_WORDS = resistance.alerts;
export const EXCLUSIONS =
  load<Record<'before' | 'after' | 'swallow' | 'beside', readonly Exclusion[]>>('exclusions');

/** What a matcher gives back: the entry, and whether an abbreviation was read. */
export interface Read<T> {
  readonly entry: T;
  readonly abbreviated: boolean;
}

function entriesOf<T extends Written>(entries: readonly T[]): MatcherEntry<Read<T>>[] {
  return entries.flatMap((entry) => [
    {
      value: { entry, abbreviated: true },
      patterns: (entry.exact ?? []).flatMap(expandAlternatives),
      caseSensitive: true,
    },
    { value: { entry, abbreviated: false }, patterns: entry.patterns.flatMap(expandAlternatives) },
  ]);
}

/** Words that look like a mention and are none: they match first, and are then left out. */
const swallowed: MatcherEntry<null>[] = EXCLUSIONS.swallow.map(({ patterns }) => ({
  value: null,
  patterns: patterns.flatMap(expandAlternatives),
}));
const phrases = (patterns: readonly string[]): MatcherEntry<true>[] => [
  { value: true, patterns: patterns.flatMap(expandAlternatives) },
];

export const organismMatcher = createMatcher<Read<Organism> | null>([...entriesOf(ORGANISMS), ...swallowed]);
export const infectionMatcher = createMatcher<Read<Infection> | null>([
  ...entriesOf(INFECTIONS),
  ...swallowed,
]);
export const antibioticMatcher = createMatcher(entriesOf(ANTIBIOTICS));
export const specimenMatcher = createMatcher(entriesOf(SPECIMENS));
export const siteMatcher = createMatcher(entriesOf(SITES));
export const siteContextMatcher = createMatcher(phrases(sites.context));
export const phenotypeMatcher = createMatcher(entriesOf(PHENOTYPES));
export const alertMatcher = createMatcher(entriesOf(ALERT_WORDS));
export const notAlertMatcher = createMatcher(phrases(resistance.notAfter));
export const microbiologyMatcher = createMatcher(
  phrases(EXCLUSIONS.beside.flatMap(({ patterns }) => patterns)),
);
export const exclusionMatcher = createMatcher<'before' | 'after'>(
  (['before', 'after'] as const).map((side) => ({
    value: side,
    patterns: EXCLUSIONS[side].flatMap(({ patterns }) => patterns.flatMap(expandAlternatives)),
  })),
);

/** `null` where no checked code exists: the name goes out as text. */
export const codeOf = (key: string | undefined): Code | null => (key ? (CODES[key] ?? null) : null);
