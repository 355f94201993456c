import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Sex } from '../../patients/index.js';
import { fold } from './fold.js';

const read = (name: string): unknown => parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const lists = (name: string): string[] => Object.values(read(name) as Record<string, string>);
const items = (text: string): string[] =>
  text
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);

type Names = Record<string, { readonly F: string; readonly M: string }>;
export type Origin = string;
export interface FirstName {
  readonly sexes: readonly Sex[];
  readonly origin: Origin;
}

const firstNames = read('first-names.yml') as Names;
const surnames = read('surnames.yml') as Record<string, string>;

/** Folded first name → the sexes that bear it and its (first) origin. */
export const FIRST_NAMES: ReadonlyMap<string, FirstName> = (() => {
  const known = new Map<string, FirstName>();
  for (const [origin, bySex] of Object.entries(firstNames)) {
    for (const sex of ['F', 'M'] as const) {
      for (const name of words(bySex[sex])) {
        const before = known.get(fold(name));
        known.set(fold(name), { origin: before?.origin ?? origin, sexes: [...(before?.sexes ?? []), sex] });
      }
    }
  }
  return known;
})();

/** First names by origin and sex, for surrogates (hyphenated ones left out: a surrogate is one word). */
export const FIRST_NAME_CHOICES: Readonly<Record<Origin, Readonly<Record<'F' | 'M', readonly string[]>>>> =
  Object.fromEntries(
    Object.entries(firstNames).map(([origin, bySex]) => [origin, { F: words(bySex.F), M: words(bySex.M) }]),
  );
export const SURNAME_CHOICES: Readonly<Record<Origin, readonly string[]>> = Object.fromEntries(
  Object.entries(surnames).map(([origin, list]) => [origin, words(list)]),
);
export const SURNAME_ORIGINS: ReadonlyMap<string, Origin> = new Map(
  Object.entries(SURNAME_CHOICES).flatMap(([origin, list]) =>
    list.map((name) => [fold(name), origin] as const),
  ),
);

const set = (list: string): ReadonlySet<string> => new Set(words(list).map(fold));
const protectedWords = read('protected.yml') as { eponyms: string; heads: string; medical: string };
const townFile = read('towns.yml') as Record<'towns' | 'more' | 'ambiguous' | 'abroad', string>;

export const COMMON_WORDS = set((read('common-words.yml') as { words: string }).words);
export const NOT_NAMES = set((read('not-names.yml') as { words: string }).words);
/** Words of reports that capitals do not make names; those that are also names of people are left out. */
export const REPORT_WORDS: ReadonlySet<string> = new Set(
  ['report-words.yml', 'care-acronyms.yml', 'clinical-words.yml']
    .flatMap(lists)
    .flatMap((list) => words(list).map(fold))
    .filter((word) => !FIRST_NAMES.has(word) && !COMMON_WORDS.has(word)),
);
interface EponymFile {
  readonly alone: Readonly<Record<string, string>>;
  readonly surnames: Readonly<Record<string, string>>;
  readonly pairs: string;
}
const eponyms = read('eponyms.yml') as EponymFile;
/** A surname or a first name is protected by what stands beside it, never alone. */
const unlessName = (word: string): boolean => !FIRST_NAMES.has(word) && !COMMON_WORDS.has(word);
const parts = (name: string): string[] => fold(name).split('-');

export const EPONYMS: ReadonlySet<string> = new Set([
  ...words(protectedWords.eponyms).map(fold),
  ...Object.values(eponyms.alone).flatMap(words).map(fold).filter(unlessName),
]);
/** Authors of scores: a number after them makes a result of them ("Norton 12"). */
export const SCORE_EPONYMS = set(`${eponyms.alone.scores ?? ''} ${eponyms.surnames.scores ?? ''}`);
/** Those that a grade must follow: "Chevallier : classe 3". */
export const GRADE_EPONYMS = set(eponyms.surnames.grades ?? '');
/** "Lambert-Eaton": two neighbouring names of one disease, score or sign, joined by a hyphen. */
export const EPONYM_PAIRS: ReadonlySet<string> = new Set(
  words(eponyms.pairs).flatMap((pair) => {
    const names = parts(pair);
    return names.slice(1).map((name, at) => `${names[at] ?? ''}-${name}`);
  }),
);
export const EPONYM_HEADS = set(protectedWords.heads);
/** A part of a compound counts from four letters ("Bi-Profénid", "Depo-Provera"). */
const SHORTEST_PART = 4;
/** The second word of a whole name of a germ may be a person's: it counts beside the first only (clinical.ts). */
const listed = (name: string): string[] => {
  const { binomials = '', ...others } = read(name) as Record<string, string>;
  const genera = items(binomials).map((whole) => whole.split(' ')[0] ?? '');
  return [...Object.values(others), ...genera];
};
export const MEDICAL_WORDS: ReadonlySet<string> = new Set([
  ...words(protectedWords.medical).map(fold),
  ...['drugs.yml', 'devices.yml', 'organisms.yml']
    .flatMap(listed)
    .flatMap(words)
    .flatMap(parts)
    .filter((word) => word.length >= SHORTEST_PART && unlessName(word)),
]);

export interface Town {
  readonly postalCode: string;
  readonly name: string;
}
export const TOWNS: readonly Town[] = items(townFile.towns).map((item) => ({
  postalCode: item.slice(0, 5),
  name: item.slice(6),
}));
/** Towns are compared with every hyphen and apostrophe read as a space, "St" as "Saint". */
export const townKey = (name: string): string =>
  fold(name)
    .replace(/[-'\s]+/g, ' ')
    .trim()
    .replace(/\bste\b/g, 'sainte')
    .replace(/\bst\b/g, 'saint');
export const TOWN_KEYS: ReadonlySet<string> = new Set(
  [...TOWNS.map(({ name }) => name), ...items(townFile.more), ...words(townFile.abroad)].map(townKey),
);
export const ABROAD_KEYS: ReadonlySet<string> = new Set(words(townFile.abroad).map(townKey));
export const AMBIGUOUS_TOWNS: ReadonlySet<string> = new Set(words(townFile.ambiguous).map(townKey));

export interface Country {
  readonly name: string;
  readonly masculine: string;
  readonly feminine: string;
  readonly region: string;
}
export const COUNTRIES: readonly Country[] = Object.entries(
  read('countries.yml') as Record<string, string>,
).flatMap(([region, list]) =>
  items(list).map((item) => {
    const [name = '', masculine = '', feminine = ''] = item.split('|');
    return { name, masculine, feminine, region };
  }),
);

/** Masculine and feminine forms; `wider` is the word a generalizing policy puts in its place. */
export interface SocialWord {
  readonly forms: readonly [string, string];
  readonly wider: readonly [string, string];
}
const pair = (item: string): readonly [string, string] => {
  const [masculine = '', feminine = masculine] = item.split('|');
  return [masculine, feminine];
};
type SocialFile = Record<'family' | 'status' | 'employers' | 'ordinary', string>;
const social = read('social.yml') as SocialFile;
const sectors = read('occupations.yml') as Record<string, { readonly wider: string; readonly words: string }>;
const trades = (sector: { readonly wider: string; readonly words: string } | undefined): SocialWord[] =>
  items(sector?.words ?? '').map((item) => ({ forms: pair(item), wider: pair(sector?.wider ?? item) }));

export const FAMILY_WORDS: readonly (readonly [string, string])[] = items(social.family).map(pair);
/** What a person lives on where it is no trade ("retraité", "sans emploi"). */
export const STATUS_WORDS: readonly SocialWord[] = items(social.status).map((item) => ({
  forms: pair(item),
  wider: pair(item),
}));
export const SOCIAL_WORDS: readonly SocialWord[] = [
  ...STATUS_WORDS,
  ...Object.values(sectors).flatMap(trades),
];
export const EMPLOYERS: readonly string[] = items(social.employers);
/** Trades mostly said of those who treat, and trades that are ordinary words of reports; folded. */
export const CARE_TRADES: ReadonlySet<string> = new Set(
  trades(sectors.care)
    .flatMap(({ forms }) => forms)
    .map(fold),
);
export const ORDINARY_TRADES: ReadonlySet<string> = new Set(items(social.ordinary).map(fold));

const institutions = read('institutions.yml') as Record<
  'kinds' | 'acronyms' | 'weak' | 'bare' | 'outside' | 'services',
  string
>;
/** Kinds of places of care, their short names, and what tells a name after them from other words. */
export const INSTITUTIONS = {
  kinds: items(institutions.kinds),
  acronyms: items(institutions.acronyms),
  bare: items(institutions.bare),
  weak: new Set(items(institutions.weak).map(fold)),
  outside: set(institutions.outside),
  services: new Set(items(institutions.services).map(fold)),
} as const;
