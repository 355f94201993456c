import {
  COMMON_WORDS,
  COUNTRIES,
  EPONYM_HEADS,
  EPONYMS,
  fold,
  MEDICAL_WORDS,
  NOT_NAMES,
  townKey,
} from '../../lexicon/index.js';
import { CARER_FUNCTIONS, CARER_TITLES, CIVIL_TITLES } from '../titles.js';
import { anyCase } from './any-case.js';

const WORD = String.raw`\p{Lu}[\p{L}\p{M}]+(?:['’]\p{L}[\p{L}\p{M}]*)?(?:-\n\p{Ll}[\p{L}\p{M}]+)?`;
const LINK = anyCase`de|du|des|d['’]|sur|sous|en|l[eè]s|lez|le|la|l['’]|et|à|au|aux`;
const HYPHENED = String.raw`(?:-(?:${LINK}(?:-|(?<=['’]))){0,2}${WORD})`;
const SPACED = String.raw`(?: (?:${anyCase`sur|sous|l[eè]s|lez|des|du|de la|de l['’]|d['’]|les`}(?: |-|(?<=['’])))${WORD})`;

/** "Valmorange", "Saint-Hilaire-des-Combes", "St Hilaire des Combes", "Les Aubiers", "L'Isle-aux-Bois". */
export const TOWN = String.raw`(?:(?:L['’]|(?:L[eE]|L[aA]|L(?:es|ES)|New|San|Santa|Los|Las|Port|Fort|Bourg|Mont) )?(?:(?:S(?:ain)?te?|S(?:AIN)?TE?)\.?[ -])?${WORD}(?:${HYPHENED}|${SPACED}){0,5})`;

/** "Lyon 3e", "PARIS 12EME". */
export const DISTRICT =
  /^ (?:\d{1,2}(?:er|e|[eè]me|ER|E|[EÈ]ME)(?: arrondissement)?|[IVX]{1,4}e)(?![\p{L}\d])/u;

/** A shape only places have: "Vaux-en-Plaine", "Aubin-sur-Mer". */
export const PLACE_SHAPE = new RegExp(
  String.raw`-(?:sur|sous|en|l[eè]s|lez|les|le|la|aux|des|du|d['’])(?:-|(?<=['’]))\p{Lu}`,
  'iu',
);
export const SAINT = /^(?:saint|sainte|st|ste)\.?[ -]/i;

export const COUNTRY_KEYS = new Set(COUNTRIES.map(({ name }) => townKey(name)));
const ARTICLES = new Set(['la', 'le', 'les', 'l', 'st', 'ste', 'saint', 'sainte', 'vers', 'sens', 'est']);
const INSTITUTION =
  /^(?:l['’]|h[oô]pital|clinique|chu|chru?|ch\b|centre|domicile|j\d|m\d|un|m\.|mmes?|madame|mesdames|monsieur|messieurs|mesdemoiselles|mademoiselle|drs?|docteurs?|irm|ehpad|ssr|usic|uhcd|r[eé]sidence|hdj|smr|usld|rea|had|idf|ehpa|maison|foyer|polyclinique|institut|samu|smur|afrique|asie|europe|am[eé]rique|maghreb|outre|jeun|jour|nuit|paris-?\d|service|docteur|ide)(?!\p{L})/iu;

/** Words that stand where a town would and are none. */
export function isNoTown(town: string): boolean {
  const first = fold(town).split(/[^a-z]+/)[0] ?? '';
  if (/^\p{Lu}{1,3}$/u.test(town) && !['gap', 'dax', 'pau', 'foix'].includes(first)) return true;
  if (COUNTRY_KEYS.has(townKey(town)) || CIVIL_TITLES.has(first) || CARER_TITLES.has(first)) return true;
  return !ARTICLES.has(first) && (NOT_NAMES.has(first) || MEDICAL_WORDS.has(first));
}

/** Stricter, where only the words around say that a town is meant. */
export function isWeakTown(town: string): boolean {
  if (isNoTown(town) || INSTITUTION.test(town)) return true;
  const words = fold(town)
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !ARTICLES.has(word));
  const first = words[0] ?? '';
  return words.length === 0 || (words.length === 1 && (EPONYMS.has(first) || CARER_FUNCTIONS.has(first)));
}

/** May this town be looked for elsewhere in the text? */
export const isOwnWord = (town: string): boolean =>
  PLACE_SHAPE.test(town) || (fold(town).length >= 4 && !COMMON_WORDS.has(fold(town)) && !isWeakTown(town));

/** "score de Genève", "classification de Vienne": a thing named after a town. */
export function namesAThing(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const head = /(\p{L}+)(?: (?:de|du|des|d['’]|la|l['’])){0,2} ?$/u.exec(before)?.[1];
  return head !== undefined && EPONYM_HEADS.has(fold(head));
}
