import { COUNTRIES, FAMILY_WORDS, fold, SOCIAL_WORDS } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { RELATIVES } from '../titles.js';
import { foldInPlace } from '../identity/facts.js';

const alternatives = (forms: readonly string[]): string =>
  [...new Set(forms.map(fold))]
    .filter((form) => form !== '')
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/['’]/g, "['’]").replace(/[- ]/g, '[- ]'))
    .join('|');
const whole = (forms: readonly string[]): RegExp =>
  new RegExp(`(?<![a-z-])(?:${alternatives(forms)})(?![a-z]|-[a-z])`, 'g');

const FAMILY = whole(FAMILY_WORDS.flat());
const SOCIAL = whole(SOCIAL_WORDS.flatMap(({ forms }) => forms));
const NATIONALITY = whole(COUNTRIES.flatMap(({ masculine, feminine }) => [masculine, feminine]));

/** Ordinary words of reports ("séparé", "invalide", "cadre"): they need the patient beside them. */
const SURE_STATUS =
  /^(?:retraitee?|sans emploi|sans profession|au chomage|chomeu(?:r|se)|etudiante?|lycee?n(?:ne)?|collegien(?:ne)?|sdf|sans domicile fixe|a la retraite|(?:mere|femme|homme|pere) au foyer|demandeu(?:r|se) d.asile|beneficiaire du rsa|preretraitee?)$/;
const SURE_FAMILY =
  /^(?:mariee?|remariee?|celibataire|divorcee?|veuf|veuve|pacsee?|en concubinage|en union libre)$/;
const WORK =
  /(?:profession(?:nelle|nel)?|metier|travaille?|travaillait|travail|ancien(?:ne)?|ex|exerce|exercait|activite|emploi|poste|employee?|en tant que|comme|social[e]?|mode de vie|retraitee?)[ :,]{1,4}(?:actuel(?:le)? |anterieure? |principale? )?(?:d[eu] |d['’]|une? |comme |: ?|est |en tant que |dans |a )*$/;
const PERSON =
  /(?:patiente?|monsieur|madame|mme|mlle|m\.|mr|il|elle|ans|celui-ci|celle-ci|homme|femme|qui|veuf|veuve|mariee?|celibataire|divorcee?|pacsee?|retraitee?|droitier|droitiere|gaucher|gauchere|enfants?|interesse?e?|sans emploi)(?: [\p{L}'’-]{2,20}){0,2}(?: \(?\d{1,3} ans\)?)?[ ,;.()-]{0,4}(?:etait |est |etant |actuellement |toujours |une? |encore )*$/u;

function ofRelative(before: string): boolean {
  const clause = before.split(/[.;\n]/).at(-1) ?? '';
  const words = clause.split(/[^a-z-]+/).filter(Boolean);
  return (
    words.slice(-7).some((word) => RELATIVES.has(word) && word !== 'femme') &&
    !/(?:patiente?|avec (?:son|sa|ses)|chez (?:son|sa|ses))[^.;]*$/.test(clause.slice(-40)) &&
    !/enfants?,? [^.;]*$/.test(clause)
  );
}

const CARE_AFTER =
  /^ (?:de garde|de sante|du bloc|infirmier|traitant|referent|liberal|du service|coordinat|consultant|anesthesiste|du patient|de la patiente|des urgences|scolaire|du travail|de ville|generaliste|hospitalier|a domicile)/;
const CARE_WORD =
  /^(?:infirmier|infirmiere|medecin|psychologue|kinesitherapeute|pharmacien|pharmacienne|orthophoniste|cadre|secretaire|ambulancier|ambulanciere|assistante sociale|assistant social|sage-femme|soignant|dentiste|opticien|directeur|professeur|professeure|secretaire medicale|aide a domicile|auxiliaire de vie|aide-soignante|aide-soignant|infirmiere liberale|infirmier liberal|interprete|nourrice|gardien|pompier|policier|gendarme|femme de menage|animateur|consultant|maire|juge|pasteur|representant|element|brancardier|brancardiere|preparateur en pharmacie|taxi|facteur|pilote|artisan|cadre|concierge|employe|employee|conducteur|pere|chauffeur|gardienne|marin)$/;

/** "marié" is not "Marie", "retraité" is not "retraite": a final é must be there, or the word be in capitals. */
const ACCENTED =
  /(?:^|[- ])(?:re)?(?:marie|pacse|divorce|separe|retraite|preretraite|refugie|employe|elu|attache)$/;
const isAccented = (original: string, folded: string): boolean =>
  !ACCENTED.test(folded) ||
  /^a la /.test(folded) ||
  /é$/i.test(original) ||
  (original === original.toUpperCase() && folded !== 'marie');

/** Words of reports that are also occupations: these uses are not. */
const OTHER_USE =
  /^(?:facteurs? (?:de|d['’]|pronost|predict|favor|aggrav|limit|rhum|v\b|i|x|declench|protect)|invalide l|cadre (?:de|d['’]|colique|du)|pilote de|guide)/;

function candidate(category: SpanCategory, start: number, end: number, score: number): Candidate {
  return { start, end, category, role: null, detector: 'lexicon', score, priority: PRIORITY.lexicon + 3 };
}

function social(text: string, folded: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of folded.matchAll(SOCIAL)) {
    const before = folded.slice(Math.max(0, index - 80), index);
    const after = folded.slice(index + raw.length, index + raw.length + 20);
    const titled =
      /(?:le|la|les|l['’]|un|une|des|son|sa|notre|votre|mon|ma|aux?|du|par|chez) $/.test(before) &&
      !/(?:comme|est|etait|en tant que) (?:un|une) $/.test(before);
    if (ofRelative(before) || !isAccented(text.slice(index, index + raw.length), raw)) continue;
    if (OTHER_USE.test(folded.slice(index, index + 30))) continue;
    const worked =
      WORK.test(before) ||
      /^,? (?:mariee?|divorcee?|celibataire|veu(?:f|ve)|pacsee?|retraitee?|droitier|droitiere|gaucher|gauchere)(?![a-z])/.test(
        after,
      );
    if (SURE_STATUS.test(raw) ? false : !worked && (titled || !PERSON.test(before))) continue;
    if (
      !worked &&
      CARE_WORD.test(raw) &&
      (CARE_AFTER.test(after) ||
        !/(?:ans|patiente?|est|etait|retraitee?|ancien(?:ne)?|celibataire|mariee?|divorcee?|veuf|veuve|enfants?|,)[ ,]{1,2}(?:est |etait |une? )*$/.test(
          before,
        ))
    )
      continue;
    if (raw === 'invalide' && /cathet|sonde|resultat/.test(before)) continue;
    found.push(candidate('PATIENT_SOCIAL_IDENTITY', index, index + raw.length, worked ? 0.9 : 0.75));
  }
  return found;
}

function family(text: string, folded: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of folded.matchAll(FAMILY)) {
    const before = folded.slice(Math.max(0, index - 80), index);
    if (!isAccented(text.slice(index, index + raw.length), raw)) continue;
    const status = /(?:situation|statut|etat civil|familiale?|marital)[a-z ]{0,20}[ :]{1,3}$/.test(before);
    if (!status && ofRelative(before) && !/(?:il|elle|patiente?) (?:est|vit) $/.test(before)) continue;
    if (
      !status &&
      !SURE_FAMILY.test(raw) &&
      !/(?:(?:patiente?|il|elle|vit|ans|est|enfants?)[ ,]{1,2}|, )$/.test(before)
    )
      continue;
    if (/^separee?$/.test(raw) && !/(?:il|elle|patiente?|ans,?|est) (?:est )?$/.test(before)) continue;
    if (
      /^veu(?:f|ve)$/.test(raw) &&
      /^ [a-z]+/.test(folded.slice(index + raw.length)) &&
      /\bnom\b/.test(before.slice(-20))
    )
      continue;
    found.push(candidate('FAMILY_STATUS', index, index + raw.length, 0.9));
  }
  return found;
}

function nationalities(folded: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of folded.matchAll(NATIONALITY)) {
    const before = folded.slice(Math.max(0, index - 60), index);
    if (
      !/(?:est|etait|nationalite|origine|d['’]origine|ressortissante?|citoyen(?:ne)?|patiente?|nee?|ans,?|homme|femme)s? ?:? ?$/.test(
        before,
      )
    )
      continue;
    if (ofRelative(before)) continue;
    found.push(candidate('PATIENT_NATIONALITY', index, index + raw.length, 0.9));
  }
  return found;
}

/** What the text says the patient is: family status, occupation, nationality. Relatives' are left alone. */
export function detectSocial({ text }: DetectionInput): Candidate[] {
  const folded = foldInPlace(text);
  return [...family(text, folded), ...social(text, folded), ...nationalities(folded)];
}
