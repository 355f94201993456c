import { COMMON_WORDS, FIRST_NAMES, fold, INSTITUTIONS, TOWN_KEYS, townKey } from '../../lexicon/index.js';
import { type Span } from '../../../text/index.js';
import { anyCase } from './any-case.js';

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]{2,}(?: (?:${anyCase`de la|de l['’]|du|des|de|la|les`} |${anyCase`d['’]`})?\p{Lu}[\p{L}\p{M}'’-]+){0,3}`;
/** "transfert en SMR aux Genêts", "sortie en SMR, Les Genêts": the kind of stay is told apart from the house. */
const AFTER_STAY = new RegExp(
  String.raw`(?<!\p{L})${anyCase`smr|ssr|ehpad|usld|convalescence|convalo|mpr|rééducation|réadaptation|soins de suite|maison de retraite|maison de repos|r[ée]pit|accueil temporaire|accueil de jour|h[ée]bergement temporaire`}(?:,? (?:aux|à la|au|chez) |(?:,| à| a) (?=L(?:es?|a) |L['’]))(?<house>(?:L(?:es?|a) |L['’])?${NAME})`,
  'gu',
);
const HOUSE = /(?:^| )(?:l(?:es?|a) |l['’]|des |aux |du )(?<core>\p{Lu}.*)$/iu;

const isOutside = (name: string): boolean => {
  const [first = '', ...rest] = fold(name)
    .replace(/^(?:les?|la|l') ?/, '')
    .split(/[^a-z]+/);
  const kinds = /^(?:ch|chu|hopital|clinique|centre|ehpad|smr|ssr|institut|polyclinique|maison)$/;
  return (
    INSTITUTIONS.outside.has(first) || kinds.test(first) || (rest.length === 0 && FIRST_NAMES.has(first))
  );
};

export function namesAfterStay(text: string): Span[] {
  return [...text.matchAll(AFTER_STAY)].flatMap((match) => {
    const house = match.groups?.house ?? '';
    if (isOutside(house) || TOWN_KEYS.has(townKey(house))) return [];
    const start = match.index + match[0].length - house.length;
    return [{ start, end: start + house.length }];
  });
}

const escaped = (words: string): string => words.replace(/[^\p{L}\d' -]/gu, '.');

/** A house told once with its kind ("EHPAD Les Genêts d'Or") and then by its name alone ("aux Genêts"). */
export function housesToldOnce(text: string, hospitals: readonly Span[]): Span[] {
  const cores = new Set<string>();
  for (const { start, end } of hospitals) {
    const core = HOUSE.exec(text.slice(start, end))?.groups?.core;
    if (core === undefined || core === core.toUpperCase()) continue;
    const first = core.split(/[ -]/)[0] ?? '';
    if (first.length < 5 || TOWN_KEYS.has(townKey(first))) continue;
    cores.add(core);
    if (!COMMON_WORDS.has(fold(first)) && !FIRST_NAMES.has(fold(first))) cores.add(first);
  }
  return [...cores].slice(0, 8).flatMap((core) => {
    const echo = new RegExp(
      String.raw`(?<=(?<!\p{L})(?:aux|au|à la|des|les|du|chez) )${escaped(core)}(?![\p{L}-])`,
      'gu',
    );
    return [...text.matchAll(echo)]
      .map(({ 0: raw, index }) => ({ start: index, end: index + raw.length }))
      .filter(({ start, end }) => !hospitals.some((one) => one.start < end && start < one.end));
  });
}
