import MiniSearch, { type SearchOptions } from 'minisearch';
import { fold } from '../text/index.js';
import { actCode, dottedCode } from './code-shape.js';
import { type Act, type Diagnosis } from './nomenclature.js';

export const SYSTEMS = ['cim10', 'ccam'] as const;
export type System = (typeof SYSTEMS)[number];

export interface Hit {
  readonly system: System;
  readonly code: string;
  readonly label: string;
  /** Whether the PMSI takes it: a code that has finer ones is found, and may not be coded. */
  readonly codable: boolean;
}

export interface Search {
  /** Codes that these words name, best first: slips of spelling, accents, abbreviations and beginnings of words are forgiven. */
  find(words: string, options?: { readonly system?: System; readonly limit?: number }): Hit[];
}

interface Entry extends Hit {
  readonly id: string;
  readonly compact: string;
  readonly forms: string;
  readonly includes: string;
}

const LIMIT = 20;
/** Words this short are looked for as they are: one letter apart, they are other words. */
const SHORTEST_FUZZY = 5;
const WORDS_APART = /[^\p{L}\p{N}+]+/u;
/** Words that name no disease. */
const EMPTY = new Set(
  'a au aux avec chez d dans de des du en et l la le les ou par pour sur un une'.split(' '),
);

export function createSearch(
  diagnoses: ReadonlyMap<string, Diagnosis>,
  acts: ReadonlyMap<string, Act>,
): Search {
  const index = new MiniSearch<Entry>({
    fields: ['compact', 'label', 'forms', 'includes'],
    storeFields: ['system', 'code', 'label', 'codable'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { compact: 4, label: 3, forms: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length >= SHORTEST_FUZZY ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  index.addAll([
    ...[...diagnoses.values()].map((one) => entryOf('cim10', one, one.includes)),
    ...[...acts.values()].map((one) => entryOf('ccam', one, [])),
  ]);
  const named = new Map<string, Hit[]>();
  const name = (system: System, one: Diagnosis | Act) => {
    for (const form of new Set([one.label, ...one.forms].map(phrase)))
      named.set(form, [...(named.get(form) ?? []), hitOf(system, one)]);
  };
  for (const one of diagnoses.values()) name('cim10', one);
  for (const one of acts.values()) name('ccam', one);
  /** The code itself, or what is written so to the letter: "HTA" is first of all hypertension. */
  const exact = (words: string): Hit[] => {
    const [diagnosis, act] = [diagnoses.get(dottedCode(words) ?? ''), acts.get(actCode(words) ?? '')];
    return [
      ...(diagnosis ? [hitOf('cim10', diagnosis)] : []),
      ...(act ? [hitOf('ccam', act)] : []),
      ...(named.get(phrase(words)) ?? []),
    ];
  };
  return {
    find(words, { system, limit = LIMIT } = {}) {
      const filter: SearchOptions = system ? { filter: (hit) => hit['system'] === system } : {};
      const asked = exact(words).filter((hit) => !system || hit.system === system);
      const found = index.search(words, filter);
      const rest = found.length > 0 ? found : index.search(words, { combineWith: 'OR', ...filter });
      const hits = rest.map((hit): Hit => ({
        system: hit['system'] as System,
        code: hit['code'] as string,
        label: hit['label'] as string,
        codable: hit['codable'] as boolean,
      }));
      return [...asked, ...hits.filter(({ code }) => !asked.some((one) => one.code === code))].slice(
        0,
        limit,
      );
    },
  };
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(WORDS_APART)
    .filter((word) => word !== '' && !EMPTY.has(word));
const phrase = (text: string): string => wordsOf(text).join(' ');

const hitOf = (system: System, one: Diagnosis | Act): Hit => ({
  ...{ system, code: one.code, label: one.label },
  codable: !('type' in one) || one.type !== 3,
});

const entryOf = (system: System, one: Diagnosis | Act, includes: readonly string[]): Entry => ({
  ...hitOf(system, one),
  ...{ id: `${system} ${one.code}`, compact: `${one.code} ${one.code.replace('.', '')}` },
  ...{ forms: one.forms.join(' ; '), includes: includes.join(' ; ') },
});
