import { readYaml } from '../read-yaml.js';
import { comparable } from './comparable.js';
import { titleWords } from './title-words.js';

/** What sections.yml holds, ready to look up. */
export interface SectionTitles {
  /** Folded title → our section code. */
  readonly byTitle: ReadonlyMap<string, string>;
  /** Folded abbreviation → our section code: a title even where nothing parts it from its text. */
  readonly abbreviated: ReadonlyMap<string, string>;
  /** Section that is open → folded title → our section code. */
  readonly under: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** First root of a phrase → the phrases that open with it, for titles nobody listed. */
  readonly phrases: ReadonlyMap<string, readonly TitlePhrase[]>;
  /** Listed titles reduced to their roots → our section code. */
  readonly byRoots: ReadonlyMap<string, string>;
  /** LOINC code of a CDA section → our section code. */
  readonly byLoinc: ReadonlyMap<string, string>;
}

/** `traitement … sortie` is a head (`traitement`) and a tail, anywhere after it. Roots of words, see title-words.ts. */
export interface TitlePhrase {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly code: string;
}

interface Entry {
  readonly code: string;
  readonly titres: readonly string[];
  readonly loinc?: readonly string[];
  readonly mots?: readonly string[];
  readonly abreges?: readonly string[];
  readonly 'sous-titres'?: Readonly<Record<string, readonly string[]>>;
}

const AMBIGUOUS = '?';

/** Checks a section file. @throws Error naming the entry, where it is malformed or a title belongs to two sections. */
export function parseSectionTitles(entries: unknown): SectionTitles {
  if (!Array.isArray(entries)) throw new Error('sections.yml: a list of sections is expected');
  const byTitle = new Map<string, string>();
  const byLoinc = new Map<string, string>();
  const abbreviated = new Map<string, string>();
  const under = new Map<string, Map<string, string>>();
  const phrases = new Map<string, TitlePhrase[]>();
  const seen = new Map<string, string>();
  const byRoots = new Map<string, string>();
  entries.forEach((entry: unknown, index) => {
    if (!isEntry(entry))
      throw new Error(`sections.yml: entry ${index + 1} needs a code and a list of titles`);
    for (const title of entry.titres) {
      add(byTitle, comparable(title), entry.code);
      const roots = titleWords(title).join(' ');
      // Roots that two sections share tell nothing.
      byRoots.set(roots, byRoots.has(roots) && byRoots.get(roots) !== entry.code ? AMBIGUOUS : entry.code);
    }
    for (const words of entry.mots ?? []) {
      add(seen, titleWords(words).join(' '), entry.code);
      const [head = [], tail = []] = words.split('…').map(titleWords);
      const first = head[0];
      if (first === undefined) throw new Error(`sections.yml: "${words}" of ${entry.code} names nothing`);
      phrases.set(first, [...(phrases.get(first) ?? []), { head, tail, code: entry.code }]);
    }
    for (const title of entry.abreges ?? []) add(abbreviated, comparable(title), entry.code);
    for (const [parent, titles] of Object.entries(entry['sous-titres'] ?? {})) {
      const known = under.get(parent) ?? new Map<string, string>();
      under.set(parent, known);
      for (const title of titles) add(known, comparable(title), entry.code);
    }
    for (const loinc of entry.loinc ?? []) add(byLoinc, loinc, entry.code);
  });
  for (const [roots, code] of byRoots) if (code === AMBIGUOUS) byRoots.delete(roots);
  return { byTitle, abbreviated, under, byLoinc, byRoots, phrases };
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const {
    code,
    titres,
    loinc = [],
    abreges = [],
    mots = [],
    'sous-titres': under = {},
  } = value as Record<string, unknown>;
  if (typeof under !== 'object' || under === null || !Object.values(under).every(isStrings)) return false;
  return typeof code === 'string' && [titres, loinc, abreges, mots].every(isStrings);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}

function add(map: Map<string, string>, key: string, code: string): void {
  const known = map.get(key);
  if (known !== undefined) throw new Error(`sections.yml: "${key}" is in both ${known} and ${code}`);
  map.set(key, code);
}

export const SECTION_TITLES = parseSectionTitles(readYaml<unknown>(import.meta.url, './sections.yml'));
