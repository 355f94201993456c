import { readdirSync } from 'node:fs';
import {
  createMatcher,
  expandAlternatives,
  type MatcherEntry,
  readYaml,
  tokenize,
} from '../../text/index.js';
import { latinNamesOf } from './latin-names.js';
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
  readonly class?: 'bacterium' | 'fungus' | 'virus' | 'parasite';
  /** Decides which alert a resistance raises. */
  readonly family?: string;
  readonly phenotype?: string;
  /** Its abbreviation has another meaning. */
  readonly ambiguous?: boolean;
  /** What a fungus, a virus or a parasite gives: PARTAGES has no label for the organism itself. */
  readonly infection?: string;
  /** Key of codes.yml. */
  readonly code?: string;
}

export interface Infection extends Entry {
  readonly kind?: 'Bacteriemie';
}

export interface Antibiotic extends Entry {
  /** ATC of the WHO: of the substance, or of its class. */
  readonly atc?: string;
}

/** What an infection is named by, when it is of a device or of a wound. */
export type Device = Entry;

export interface Phenotype extends Entry {
  readonly alerts: Readonly<Record<string, InfectionValue['alert']>>;
  /** Families of the organisms that can have it; absent: any. */
  readonly families?: readonly string[];
  /** What it is called in another family: a carbapenemase of P. aeruginosa is no EPC. */
  readonly nameBy?: Readonly<Record<string, string>>;
  /** Genera whose alerts it does not raise: what is called MDR there is another definition. */
  readonly except?: readonly string[];
  /** Results that state it by definition. */
  readonly definedBy?: readonly {
    readonly organism: string;
    readonly antibiotics: readonly string[];
    readonly result: string;
  }[];
  /** Lists of antibiotics: a resistance to one of each states it by definition. */
  readonly definedByAll?: readonly {
    readonly organism: string;
    readonly results: readonly (readonly string[])[];
  }[];
}

interface Exclusion {
  readonly patterns: readonly string[];
  readonly example: string;
}

const load = <T>(file: string): T => readYaml<T>(import.meta.url, `./vocabulary/${file}.yml`);

/** The files of a folder, one for each family, in the order of their names. */
function loadAll<T>(folder: string): readonly T[] {
  const files = readdirSync(new URL(`./vocabulary/${folder}/`, import.meta.url)).filter((file) =>
    file.endsWith('.yml'),
  );
  return files
    .sort()
    .flatMap((file) => readYaml<readonly T[]>(import.meta.url, `./vocabulary/${folder}/${file}`));
}

type WrittenOrganism = Omit<Organism, 'patterns'> & { readonly patterns?: readonly string[] };
export const ORGANISMS: readonly Organism[] = loadAll<WrittenOrganism>('organisms').map((organism) => ({
  ...organism,
  patterns: [
    ...(organism.patterns ?? []),
    ...(organism.phenotype === undefined ? latinNamesOf(organism.name) : []),
  ],
}));
export const INFECTIONS = loadAll<Infection>('infections');
export const ANTIBIOTICS = loadAll<Antibiotic>('antibiotics');
export const SPECIMENS = load<readonly (Written & { readonly name: string })[]>('specimens');
export const CODES = load<Readonly<Record<string, Code>>>('codes');
const sites = load<{
  readonly context: readonly string[];
  readonly of: Readonly<Record<string, 'any' | readonly string[]>>;
  readonly sites: readonly Entry[];
}>('sites');
/** Infections whose name says no place, and the sites that may stand right after them. */
export const SITELESS: ReadonlyMap<string, 'any' | readonly string[]> = new Map(Object.entries(sites.of));
export const SITES = sites.sites;
const resistance = load<{
  readonly phenotypes: readonly Phenotype[];
  readonly alerts: readonly (Entry & { readonly name: 'BMR' | 'BHRe' })[];
  readonly notAfter: readonly string[];
}>('resistance');
export const PHENOTYPES = resistance.phenotypes;
export const ALERT_WORDS = resistance.alerts;
const exclusions = load<
  Record<'before' | 'after' | 'swallow' | 'beside', readonly Exclusion[]> & {
    readonly spelledRight: readonly string[];
  }
>('exclusions');
export const EXCLUSIONS: Record<'before' | 'after' | 'swallow' | 'beside', readonly Exclusion[]> = {
  before: exclusions.before,
  after: exclusions.after,
  swallow: exclusions.swallow,
  beside: exclusions.beside,
};
const devices = load<
  Record<'heads' | 'between' | 'infected' | 'parting', readonly string[]> & {
    readonly devices: readonly Device[];
  }
>('devices');
export const DEVICES = devices.devices;
const bloodCultures =
  load<Record<'subjects' | 'positive' | 'negative' | 'none' | 'stops', readonly string[]>>('blood-cultures');

/** The words of a short stretch, as stems. */
export const wordsOf = (text: string): readonly string[] => tokenize(text).stems;
const stemsOf = (lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap(wordsOf));
/** Words that may stand between "infection" and a device; words that part a device from "infecté". */
export const BETWEEN = stemsOf(devices.between);
export const PARTING = stemsOf(devices.parting);

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

const everyWord = [ORGANISMS, INFECTIONS, ANTIBIOTICS, DEVICES, SITES, PHENOTYPES].flatMap((entries) =>
  entries.flatMap(({ patterns }) => patterns.flatMap(expandAlternatives)),
);
/** Names are long and often misspelt: one slip is forgiven, but not in a word that is another one. */
const spelling = { misspelledExcept: [...exclusions.spelledRight, ...everyWord] };
export const organismMatcher = createMatcher<Read<Organism> | null>(
  [...entriesOf(ORGANISMS), ...swallowed],
  spelling,
);
export const infectionMatcher = createMatcher<Read<Infection> | null>(
  [...entriesOf(INFECTIONS), ...swallowed],
  spelling,
);
export const antibioticMatcher = createMatcher(entriesOf(ANTIBIOTICS), spelling);
export const deviceMatcher = createMatcher(entriesOf(DEVICES), spelling);
export const headMatcher = createMatcher(phrases(devices.heads), spelling);
export const infectedMatcher = createMatcher(phrases(devices.infected), spelling);
export const bloodCultureMatcher = createMatcher<'subject' | 'positive' | 'negative' | 'none' | 'stop'>(
  (['subjects', 'positive', 'negative', 'none', 'stops'] as const).map((role) => ({
    value: role === 'subjects' ? 'subject' : role === 'stops' ? 'stop' : role,
    patterns: bloodCultures[role].flatMap(expandAlternatives),
  })),
  spelling,
);
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
