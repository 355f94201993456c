import { COUNTRIES, fold } from '../../lexicon/index.js';
import { type Candidate, PRIORITY } from '../candidate.js';
import { type PlaceRole } from './place-role.js';

/** "SENEGAL" is Sénégal. */
const LETTERS: Readonly<Record<string, string>> = {
  é: 'eé',
  è: 'eè',
  ê: 'eê',
  ï: 'iï',
  î: 'iî',
  ô: 'oô',
  ë: 'eë',
  ç: 'cç',
};
const accentsAsYouLike = (name: string): string =>
  name.replace(/[éèêïîôëç]/giu, (letter) => `[${LETTERS[letter.toLowerCase()] ?? letter}]`);
const COUNTRY_NAMES = [
  ...COUNTRIES.map(({ name }) => accentsAsYouLike(name.replace(/['’]/g, "['’]").replace(/[- ]/g, '[- ]'))),
  'Vi[eê]t[- ]Nam',
  'Hong[- ]Kong',
  'Bosnie[- ]Herz[eé]govine',
  'R[eé]publique d[eé]mocratique du Congo',
];
/** "Viêt Nam", "Burkina Faso": two words side by side that are nobody's names. */
const IN_TWO = /^\p{L}+[- ]\p{L}+$/u;
const COUNTRY = new RegExp(
  `(?<![\\p{L}-])(?:${COUNTRY_NAMES.sort((a, b) => b.length - a.length).join('|')}|USA|Vi[êe]t[- ]Nam|DOM-TOM|Maghreb)(?![\\p{L}-])`,
  'giu',
);

/** Where a device or a study comes from. */
const MADE = /(?:import[eé]e?|fabriqu[eé]e?|[eé]tude)[^.;\n]{0,50}$/i;

/** Countries, by what the person did there. */
export function countries(text: string, roleOf: (start: number) => PlaceRole): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of text.matchAll(COUNTRY)) {
    if (/^\p{Ll}/u.test(raw) || /(?:encre de|rouge) $/i.test(text.slice(Math.max(0, index - 9), index)))
      continue;
    const before = text.slice(Math.max(0, index - 40), index);
    if (
      /(?:soci[eé]t[eé]|sant[eé] publique|[eé]tablissement|l['’]h[oô]pital|laboratoires?|virus|maladie|fi[eè]vre)(?: de| du| d['’])? ?$/iu.test(
        before,
      ) &&
      fold(raw) === 'france'
    )
      continue;
    if (/(?:mme|madame|mademoiselle|monsieur|m\.|mr|dr|prénom ?:) $/i.test(before)) continue;
    const told = /(?:[àa] |d['’])(\p{Lu}[\p{L}-]+) \($/u.exec(before)?.[0].length ?? 0;
    const role = MADE.test(before) ? 'Other' : roleOf(index - told);
    found.push({
      start: index,
      end: index + raw.length,
      category: 'COUNTRY',
      role,
      detector: 'lexicon',
      score: 0.85,
      priority: IN_TWO.test(raw) ? PRIORITY.title : PRIORITY.lexicon,
    });
  }
  return found;
}
