import { CARE_TRADES, COUNTRIES, FAMILY_WORDS, SOCIAL_WORDS } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { RELATIVES } from '../titles.js';
import { foldInPlace } from '../identity/facts.js';
import { formsPattern } from './forms.js';
import { isPatients } from './trade-context.js';
import { brokenTrades, tradesIn } from './trades.js';

const whole = (forms: readonly string[]): RegExp =>
  new RegExp(`(?<![a-z-])(?:${formsPattern(forms)})(?![a-z]|-[a-z])`, 'g');

const FAMILY = whole(FAMILY_WORDS.flat());
const NATIONALITY = whole(COUNTRIES.flatMap(({ masculine, feminine }) => [masculine, feminine]));

const SURE_FAMILY =
  /^(?:mariee?|remariee?|celibataire|divorcee?|veuf|veuve|pacsee?|en concubinage|en union libre|vit maritalement)$/;

function ofRelative(before: string): boolean {
  const clause = before.split(/[.;\n]/).at(-1) ?? '';
  const words = clause.split(/[^a-z-]+/).filter(Boolean);
  return (
    words.slice(-7).some((word) => RELATIVES.has(word) && word !== 'femme') &&
    !/(?:patiente?|avec (?:son|sa|ses)|chez (?:son|sa|ses))[^.;]*$/.test(clause.slice(-40)) &&
    !/enfants?,? [^.;]*$/.test(clause)
  );
}

/** "marié" is not "Marie", "retraité" is not "retraite": a final é must be there, or the word be in capitals. */
const ACCENTED =
  /(?:^|[- ])(?:re)?(?:marie|pacse|divorce|separe|retraite|preretraite|refugie|employe|attache)$/;
const isAccented = (original: string, folded: string): boolean =>
  !ACCENTED.test(folded) ||
  / ./.test(folded.slice(-2)) ||
  /(?:^| )(?:a la|en) (?:pre)?retraite$/.test(folded) ||
  /é$/i.test(original) ||
  (original === original.toUpperCase() && folded !== 'marie');

/** Words of reports that are also occupations: these uses are not. */
const OTHER_USE =
  /^(?:facteurs? (?:de (?!pianos?(?![a-z]))|d['’](?!orgue)|pronost|predict|favor|aggrav|limit|rhum|v\b|i|x|declench|protect)|invalide l|cadre (?:de (?!sante)|d['’](?!entreprise)|colique|du)|pilote de (?!ligne)|guide(?! touristique| de haute)|[a-z]+ (?:amateur|du dimanche|dans l['’]ame))/;

const FORMS = new Set(SOCIAL_WORDS.flatMap(({ forms }) => forms.map((form) => form.toLowerCase())));
/** "jugé", "interprété" fold like trades. */
const isParticiple = (original: string): boolean =>
  /^\p{L}+é$/u.test(original) && !FORMS.has(original.toLowerCase());

function candidate(category: SpanCategory, start: number, end: number, score: number): Candidate {
  return { start, end, category, role: null, detector: 'lexicon', score, priority: PRIORITY.lexicon + 3 };
}

function social({ text, facts }: DetectionInput, folded: string): Candidate[] {
  const found: Candidate[] = [];
  const place = { text, folded, facts };
  let last = -1;
  const trades = [...tradesIn(folded), ...brokenTrades(folded)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  for (const { start, end } of trades) {
    if (start < last) continue;
    const raw = folded.slice(start, end);
    if (!isAccented(text.slice(start, end), raw) || OTHER_USE.test(folded.slice(start, start + 30))) continue;
    if (raw === 'invalide' && /cathet|sonde|resultat/.test(folded.slice(Math.max(0, start - 60), start)))
      continue;
    if (isParticiple(text.slice(start, end))) continue;
    if (!isPatients(place, start, end, last)) continue;
    const one = candidate('PATIENT_SOCIAL_IDENTITY', start, end, 0.85);
    // "MARIN PECHEUR", "maréchal-ferrant": two words that say a trade together are nobody's names.
    found.push(/[ -]/.test(raw) && !CARE_TRADES.has(raw) ? { ...one, priority: PRIORITY.title } : one);
    last = end;
  }
  return found;
}

/** "MARIE, 2 ENFANTS" in capitals is no first name. */
const isMarried = (original: string, after: string): boolean =>
  original === 'MARIE' &&
  /^,? (?:\d|sans|un|une|deux|trois|quatre|cinq|pere d|depuis|a mme|avec) ?(?:enf|[a-z])/.test(after);

function family(text: string, folded: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of folded.matchAll(FAMILY)) {
    const before = folded.slice(Math.max(0, index - 80), index);
    const original = text.slice(index, index + raw.length);
    if (!isAccented(original, raw) && !isMarried(original, folded.slice(index + raw.length))) continue;
    const status = /(?:situation|statut|etat civil|familiale?|marital)[a-z ]{0,20}[ :]{1,3}$/.test(before);
    if (!status && ofRelative(before) && !/(?:il|elle|patiente?) (?:est|vit) $/.test(before)) continue;
    if (
      !status &&
      !SURE_FAMILY.test(raw) &&
      !/(?:(?:patiente?|il|elle|vit|ans|est|enfants?)[ ,]{1,2}|, )$/.test(before)
    )
      continue;
    if (!status && /^separee?$/.test(raw) && !/(?:il|elle|patiente?|ans,?|est) (?:est )?$/.test(before))
      continue;
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

const CAME =
  /^,? (?:en france|(?:est )?(?:arrivee?|venue?) (?:en|de)|reside en|residant|vivant en|vit en france|sans[ -]papiers|primo-arrivante?)(?![a-z])/;
/** "malien, en France depuis 2006": at the start of a line or an item, how they came follows. */
const opensWithOrigin = (before: string, after: string): boolean =>
  CAME.test(after) && /(?:^|[\n.;,:(|]|[-–]) ?$/.test(before);

function nationalities(folded: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of folded.matchAll(NATIONALITY)) {
    const before = folded.slice(Math.max(0, index - 60), index);
    const after = folded.slice(index + raw.length, index + raw.length + 30);
    if (
      !/^ nee?(?![a-z])/.test(after) &&
      !opensWithOrigin(before, after) &&
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
export function detectSocial(input: DetectionInput): Candidate[] {
  const { text } = input;
  const folded = foldInPlace(text);
  return [...family(text, folded), ...social(input, folded), ...nationalities(folded)];
}
