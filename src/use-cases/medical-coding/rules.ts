import { readYaml } from '../../text/index.js';
import { createPhrases, type Phrases } from './phrases.js';

interface Range {
  readonly from?: number;
  readonly below?: number;
}

export type Place = 'sentence' | 'document' | 'stay';

interface Conditions {
  readonly measure?: Range & { readonly name: string };
  readonly where?: Place;
  readonly unless?: readonly string[];
  readonly age?: Range;
  readonly days?: Range;
  readonly sex?: 'F' | 'M';
  readonly to: string;
}
interface RefinementEntry extends Conditions {
  readonly from: readonly string[];
  readonly words?: readonly string[];
}
interface CueEntry extends Conditions {
  readonly all: readonly (readonly string[])[];
}
interface RulesFile {
  readonly refinements?: readonly RefinementEntry[];
  readonly cues?: readonly CueEntry[];
}

interface Rule {
  readonly to: string;
  readonly where: Place;
  /** One of each. */
  readonly all: readonly Phrases[];
  readonly unless: Phrases | null;
  readonly measure: Conditions['measure'] | undefined;
  readonly age: Range | undefined;
  readonly days: Range | undefined;
  readonly sex: 'F' | 'M' | undefined;
}

/** A code found, said more precisely nearby. */
export interface Refinement extends Rule {
  readonly from: ReadonlySet<string>;
}
/** Words that together say a problem. */
export type Cue = Rule;

export interface CodingRules {
  readonly refinements: readonly Refinement[];
  readonly cues: readonly Cue[];
}

const FILES = ['medicine', 'surgery'];

let read: CodingRules | undefined;
/** What a lexicon cannot say, as data a coder reads and corrects. Read at first use: the service does without. */
export const codingRules = (): CodingRules =>
  (read ??= join(FILES.map((name) => readYaml<RulesFile>(import.meta.url, `./rules/${name}.yml`))));

/** The rules whose code exists in a nomenclature: one that gives another code says nothing there. */
export const rulesFor = (
  { refinements, cues }: CodingRules,
  isKnown: (code: string) => boolean,
): CodingRules => ({
  refinements: refinements.filter(({ to }) => isKnown(to)),
  cues: cues.filter(({ to }) => isKnown(to)),
});

export const NO_RULES: CodingRules = { refinements: [], cues: [] };

function join(files: readonly RulesFile[]): CodingRules {
  return {
    refinements: files
      .flatMap(({ refinements = [] }) => refinements)
      .map((entry) => ({ ...ruleOf(entry, entry.words ? [entry.words] : []), from: new Set(entry.from) })),
    cues: files.flatMap(({ cues = [] }) => cues).map((entry) => ruleOf(entry, entry.all)),
  };
}

function ruleOf(entry: Conditions, all: readonly (readonly string[])[]): Rule {
  const { to, where = 'sentence', measure, age, days, sex, unless } = entry;
  return {
    to,
    where,
    measure,
    age,
    days,
    sex,
    all: all.map(createPhrases),
    unless: unless ? createPhrases(unless) : null,
  };
}

export const isWithin = (value: number | null, range: Range | undefined): boolean =>
  range === undefined ||
  (value !== null && value >= (range.from ?? -Infinity) && value < (range.below ?? Infinity));
