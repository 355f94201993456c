import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fold } from './fold.js';
import { COMMON_WORDS, FIRST_NAMES, SURNAME_ORIGINS } from './lexicon.js';

const read = (name: string): Record<string, string> =>
  parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Record<string, string>;
const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean);
const items = (text = ''): string[] =>
  text
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);

const { genes, markers } = read('genes.yml');
const { phrases, ...acronyms } = read('clinical-acronyms.yml');

/** "KIT", "ANA", "IDA": what a person is called too is read in a result only. */
const isAlsoName = (symbol: string): boolean => {
  const folded = fold(symbol);
  return FIRST_NAMES.has(folded) || COMMON_WORDS.has(folded) || SURNAME_ORIGINS.has(folded);
};
const symbols = [...words(genes), ...words(markers), ...Object.values(acronyms).flatMap(words)].filter(
  ({ length }) => length > 1,
);

/** Without the signs that some write and others leave out: "CHEK-2", "CA.19-9", "p 53" have the key of "CHEK2", "CA19-9", "p53". */
export const symbolKey = (written: string): string => written.replace(/[^\p{L}\d]+/gu, '').toUpperCase();

/** In capitals, what is written with small letters too counts from four letters. */
const written = symbols.flatMap((one) => (one.length > 3 ? [one, one.toUpperCase()] : [one]));

/** Symbols of genes, markers and acronyms, letters as written. */
export const CLINICAL_SYMBOLS: ReadonlySet<string> = new Set(written.filter((one) => !isAlsoName(one)));
/** Those of them that people are called too. */
export const NAMELIKE_SYMBOLS: ReadonlySet<string> = new Set(written.filter(isAlsoName));
/** Keys of those with a figure: no name has one, whatever the letters. */
export const FIGURED_SYMBOLS: ReadonlySet<string> = new Set(
  symbols.filter((one) => /\d/.test(one)).map(symbolKey),
);

/** Folded, each as its words. */
export const CLINICAL_PHRASES: readonly (readonly string[])[] = items(phrases).map((phrase) =>
  fold(phrase)
    .split(/[^a-z]+/)
    .filter(Boolean),
);

/** Second word of a germ's name, folded → the first words it stands after, folded. */
export const EPITHETS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const known = new Map<string, Set<string>>();
  for (const name of items(read('organisms.yml').binomials)) {
    const [genus = '', epithet = ''] = fold(name).split(/\s+/);
    known.set(epithet, (known.get(epithet) ?? new Set()).add(genus));
  }
  return known;
})();
