import { COUNTRIES, fold } from '../../lexicon/index.js';
import { type Candidate, PRIORITY } from '../candidate.js';

const COUNTRY_NAMES = COUNTRIES.map(({ name }) => name.replace(/['’]/g, "['’]").replace(/[- ]/g, '[- ]'));
const COUNTRY = new RegExp(
  `(?<![\\p{L}-])(?:${COUNTRY_NAMES.sort((a, b) => b.length - a.length).join('|')}|USA|DOM-TOM|Maghreb)(?![\\p{L}-])`,
  'giu',
);

/** Countries, by what the person did there. */
export function countries(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of text.matchAll(COUNTRY)) {
    if (/^\p{Ll}/u.test(raw) || /(?:encre de|rouge) $/i.test(text.slice(Math.max(0, index - 9), index)))
      continue;
    const before = text.slice(Math.max(0, index - 40), index);
    if (
      /(?:soci[eé]t[eé]|sant[eé] publique|[eé]tablissement|l['’]h[oô]pital|laboratoires?|[A-Z][a-z]+[- ]|virus|maladie|fi[eè]vre)(?: de| du| d['’])? ?$/iu.test(
        before,
      ) &&
      fold(raw) === 'france'
    )
      continue;
    if (/(?:mme|madame|mademoiselle|monsieur|m\.|mr|dr|prénom ?:) $/i.test(before)) continue;
    const role =
      /(?:import[eé]e?|fabriqu[eé]e?|[eé]tude|fr[eè]re|s(?:œ|oe)ur|fils|fille|p[eè]re|m[eè]re|famille|parents|oncle|cousin)/i.test(
        text
          .slice(Math.max(0, index - 70), index)
          .split(/[.;\n]/)
          .at(-1) ?? '',
      )
        ? 'Other'
        : /(?:op[eé]r[eé]e?|hospitalis[eé]e?|greff[eé]e?|soign[eé]e?|suivie?|pris en charge|dialys[eé]e?) (?:initialement )?(?:en|au|aux|à) $/i.test(
              before,
            )
          ? 'Hospital'
          : 'Patient';
    found.push({
      start: index,
      end: index + raw.length,
      category: 'COUNTRY',
      role,
      detector: 'lexicon',
      score: 0.85,
      priority: PRIORITY.lexicon,
    });
  }
  return found;
}
