import { FIRST_NAMES, fold } from '../../lexicon/index.js';
import { type PlaceRole } from './place-role.js';

const WINDOW = 110;
const CARE =
  /(?:\p{L}{3,}(?:ectomies?|plasties?|scopies?|graphies?|th[eé]rapies?|stomies?|tomies?|synth[eè]ses?)|(?<!\p{L})(?:\p{L}{4,}ites?|op[eé]r[eé]e?s?|hospitalis[eé]e?|suivie?|soign[eé]e?|trait[eé]e?|demand[eé]e?s?|r[eé]alis[eé]e?s?|fait|faite|greff[eé]e?|greffe|dialys[eé]e?|consult[eé]e?|consultation|transf[eé]r[eé]e?|transfert|mut[eé]e?|accouch[eé]e?|admise?|prise? en charge|irm|scanner|tep|hernie|intervention|chirurgie|biopsie|pose|rcp|convalo|convalescence|r[eé][eé]ducation|centre|h[oô]pital|plateforme|laboratoire))(?!\p{L})[^,;]{0,60}$/iu;
const CARER =
  /(?<!\p{L})(?:dr|docteure?|pr|professeure?|infirmi[eè]re?s?|ide|idel|kin[eé]|sage-femme|pharmacien(?:ne)?|pharmacie|\p{L}{4,}logue|m[eé]decin|notaire|opticien(?:ne)?|lunettier|audioproth[eé]siste|procureure?|juge|tut(?:eur|rice)|assistante? sociale|assmat|traitant)(?!\p{L})/iu;
const RELATIVE =
  /(?<!\p{L})(?:fils|filles?|fr[eè]res?|s(?:œ|oe)urs?|jumelle|jumeau|p[eè]re|m[eè]re|beaux?-\p{L}+|belles?-\p{L}+|mari|[eé]pou(?:x|se)|conjointe?|compagn(?:e|on)|neveux?|ni[eè]ces?|oncle|tante|cousine?s?|voisine?|amie?|parents|famille|enfants|personne de confiance)(?!\p{L})/iu;
const TOGETHER =
  /(?<!\p{L})(?:avec (?:son|sa|ses)|repas de famille|enfants?,|chez (?:son|sa|ses)[^,]*,|[eé]lev[eé]e? par|il|elle|patiente?)(?!\p{L})[^;]{0,60}$/iu;
const OWN_MOVE =
  /(?<!\p{L})(?:voyage|trajet|vacances|s[eé]jour|retour|brigade|repas|stage|[eé]tudes|chantier)(?!\p{L})[^,;]{0,30}$/iu;
/** "Hubert, 70 ans, à", "Laetitia, qui vit à", "Grégory, installé au", "Dorothée (". */
const NAMED =
  /(?<!\p{L})(?<name>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?: \([^)]{0,20}\)|, \d{1,3} ans|, [eé]pouse \p{Lu}[\p{L}-]+)?(?:,? (?:qui |actuellement |install[eé]e? |militaire, |habite |vit |travaille |tient |[eé]tudie )[^.;,]{0,30})?,? ?(?:à|au|aux|en|de|d['’]|\(|habite)? ?$/u;

/** The words of the sentence, or of the item, before. */
const clauseBefore = (text: string, start: number): string =>
  text
    .slice(Math.max(0, start - WINDOW), start)
    .replace(/(?<!\p{L})(M|Dr|Pr|Mr|St)\.(?= )/gu, '$1 ')
    .split(/[.;!?|]\s|\n[ \t]*[-•–*]|\n\s*\n/)
    .at(-1) ?? '';

/** Whose place a sentence speaks of: the patient's unless care, a carer or a relative stands before it. */
export function mentionRole(text: string, start: number, isPatients: (word: string) => boolean): PlaceRole {
  const clause = clauseBefore(text, start);
  if (RELATIVE.test(clause) && !TOGETHER.test(clause)) return 'Other';
  const name = NAMED.exec(clause)?.groups?.name;
  if (name !== undefined && FIRST_NAMES.has(fold(name)) && !isPatients(fold(name))) return 'Other';
  if (CARER.test(clause.slice(-60))) return 'Other';
  if (OWN_MOVE.test(clause)) return 'Patient';
  return CARE.test(clause) ? 'Hospital' : 'Patient';
}
