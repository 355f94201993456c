import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createMatcher, expandAlternatives, type Matcher, type MatcherEntry } from '../../text/index.js';
import { plain } from './plain.js';
import { type Biomarker, type BiomarkerGroup, type Family, type Mention, type WordKind } from './terms.js';

interface HomonymsFile {
  readonly foreign: readonly string[];
  readonly notAfter: readonly string[];
  readonly notBefore: readonly string[];
}

/** Files of `biomarkers/`, in the order of the vocabulary. */
const DOMAINS = [
  'receptors',
  'tissue',
  'haematology',
  'genes',
  'genes-haematology',
  'fusions',
  'cytogenetics',
  'signatures',
  'serum',
];

type WordsFile = Readonly<Record<WordKind | 'glue', readonly string[]>>;

const load = (file: string): unknown => parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const { groups } = load('./biomarkers/groups.yml') as { readonly groups: readonly BiomarkerGroup[] };
const homonyms = load('./biomarkers/homonyms.yml') as HomonymsFile;
const { glue, ...words } = load('./words.yml') as WordsFile;

export const BIOMARKERS: readonly Biomarker[] = DOMAINS.flatMap(
  (domain) =>
    (load(`./biomarkers/${domain}.yml`) as { readonly biomarkers: readonly Biomarker[] }).biomarkers,
);

const byName = new Map(BIOMARKERS.map((biomarker) => [biomarker.name, biomarker]));

/** Throws on a name the vocabulary does not define (a fault of biomarkers/). */
export function biomarkerOf(name: string): Biomarker {
  const biomarker = byName.get(name);
  if (!biomarker) throw new Error(`biomarkers/ does not define "${name}"`);
  return biomarker;
}

export const familyOf = (name: string): Family => biomarkerOf(name).family;

function entries(term: { forms?: readonly string[]; exact?: readonly string[] }, mention: Mention) {
  const exact = { value: { ...mention, exact: true }, patterns: term.exact ?? [], caseSensitive: true };
  return [exact, { value: mention, patterns: (term.forms ?? []).flatMap(expandAlternatives) }];
}

const anyOf = (words: readonly string[]) => new RegExp(String.raw`\b(?:${words.map(plain).join('|')})`);

const mentionEntries: MatcherEntry<Mention>[] = [
  ...BIOMARKERS.flatMap((term) =>
    entries(term, {
      names: [term.name],
      weak: term.weak,
      standsFor: term.standsFor,
      yields: term.yields,
      unless: term.unless && anyOf(term.unless),
      notBeside: term.notBeside && anyOf(term.notBeside),
    }),
  ),
  ...BIOMARKERS.map((term) => ({
    value: { names: [term.name], variant: true },
    patterns: term.alone ?? [],
    caseSensitive: true,
  })),
  ...BIOMARKERS.map((term) => ({
    value: { names: [term.name], short: true },
    patterns: (term.short ?? []).flatMap(expandAlternatives),
  })),
  ...groups.flatMap((term) =>
    entries(term, {
      names: term.names,
      weak: term.weak,
      state: term.state,
      value: term.value,
      measure: term.measure,
      rest: term.rest,
    }),
  ),
  { value: { names: [] }, patterns: homonyms.foreign },
];

export const mentions: Matcher<Mention> = createMatcher(mentionEntries);

const isExact = (pattern: string) => pattern.startsWith('=');

export const resultWords: Matcher<WordKind> = createMatcher(
  (Object.entries(words) as [WordKind, readonly string[]][]).flatMap(([value, patterns]) => [
    { value, patterns: patterns.filter((pattern) => !isExact(pattern)).flatMap(expandAlternatives) },
    { value, patterns: patterns.filter(isExact).map((pattern) => pattern.slice(1)), caseSensitive: true },
  ]),
);

/** Words that may stand between a biomarker and its result, folded, without plural mark. */
export const glueWords: readonly string[] = glue.join(' ').split(/[\s']+/);

export const notAfter: Matcher<true> = createMatcher([{ value: true, patterns: homonyms.notAfter }]);
export const notBefore: Matcher<true> = createMatcher([{ value: true, patterns: homonyms.notBefore }]);
