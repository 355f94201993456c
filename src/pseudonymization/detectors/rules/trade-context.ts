import {
  CARE_TRADES,
  FIRST_NAMES,
  ORDINARY_TRADES,
  SOCIAL_WORDS,
  STATUS_WORDS,
  fold,
} from '../../lexicon/index.js';
import { type KnownFacts } from '../known-facts.js';
import { RELATIVES } from '../titles.js';
import { plainTrade } from './trades.js';

const STATUSES = new Set(STATUS_WORDS.flatMap(({ forms }) => forms.map(fold)));
const ADVERBS =
  '(?:actuellement |toujours |encore |auparavant |autrefois |jadis |deja |a nouveau |maintenant )?';
const FORMER = '(?:ancien(?:ne)?s? |ex[ -]|futur(?:e)? )?';
/** "Profession :", "ATCD prof. :" */
const LABEL = new RegExp(
  `(?:professions?|professionnel(?:le)?|metiers?|emploi|activite|statut|occupation|csp|mode de vie|social|socio-pro)(?: actuel(?:le)?| anterieure?| principale?| exercee?)? {0,20}[:=-] {0,8}${FORMER}$`,
);
/** "travaille comme", "exerce la profession de", "travaille toujours (". */
const WORKS = new RegExp(
  `(?:travaill(?:e|ait|ant|er)|exerc(?:e|ait|ant|er)|travail|poste|emploi|employee?|embauchee?|metier|profession|reconvertie?|formee?|engagee?|installee?|declaree?) ${ADVERBS}(?:comme |en tant que |en qualite de |de |d['’]|dans |a |le metier de |la profession de |${'\\('})(?:une? )?${FORMER}$`,
);
/** "elle a été", "la patiente est", "qui était". */
const WAS = new RegExp(
  `(?<![a-z])(?:il|elle|qui|patiente?|pte?|interesse?e?|celui-ci|celle-ci|je|(?:mr|m|mme|mlle|monsieur|madame|mademoiselle)\\.? [a-z' \\n-]{2,30}) (?:est|etait|a ete|fut|avait ete|devient|est devenue?|etait devenue?|se dit|reste|suis) ${ADVERBS}(?:une? )?${FORMER}$`,
);
/** The same said of whom the sentence is about, for trades that nothing else is called. */
const IS = new RegExp(`(?<![a-z'])(?:est|etait|a ete|fut) ${ADVERBS}(?:une? )?${FORMER}$`);
const AS =
  /(?:travail|repri|repren|exerc|emplo|embauch|poste|activite|forma|stage|recrut)[^.;]{0,60}(?<![a-z])(?:comme|en tant que) (?:une? )?$/;
const AFTER_FORMER = /(?<![a-z])(?:ancien(?:ne)?s?|ex)[ \n-]$/;
const THE_FORMER =
  /(?:l['’]|(?<![a-z])(?:son|sa|ses|leur|notre|votre|cet|cette|nos|vos) )(?:ancien(?:ne)?|ex)[ \n-]$/;
/** "67 ans,", "marié, 2 enfants,". */
const BESIDE = new RegExp(
  `(?<![a-z])(?:\\d{1,3} ?ans?|\\d{1,3} ?a|patiente?|pte?|homme|femme|monsieur|madame|celibataire|(?:re)?mariee?|veuf|veuve|divorcee?|pacsee?|en couple|concubinage|droitier|droitiere|gaucher|gauchere|enfants?|retraitee?|sans emploi|celui-ci|interesse?e?|il|elle|vit seule?)(?:[ ,;:.()/|–-]{0,4}|,\\n)(?:etait |est |etant )?${ADVERBS}(?:une? )?${FORMER}$`,
);
const PERSON_BESIDE =
  /(?<![a-z])(?:m\.|mr|mme|mlle|monsieur|madame|mademoiselle|mrs)[ \n](?<name>[a-z][a-z' -]{1,40}?)(?: \(?\d{1,3} ans\)?)?[ ,;(\n]{1,3}(?:est |etait |une? )?(?:ancien(?:ne)? )?$/;
const LED_BY_OTHERS =
  /(?:par|avec|a|de|et|dont|d'|son|sa|:|mari|epoux|epouse|fils|fille|vue?|mariee|pacsee?|,) ?$/;
const STANDING_AFTER =
  /^,? (?:(?:re)?mariee?|divorcee?|celibataire|veu(?:f|ve)|pacsee?|retraitee?|en retraite|a la retraite|droitier|droitiere|gaucher|gauchere|en activite|a la retraite)(?![a-z])/;
const CARE_AFTER =
  /^ (?:de garde|de sante|du bloc|traitante?|referente?|liberale?s?|du service|coordinat|consultant|anesthesiste|du patient|de la patiente|des urgences|scolaire|du travail|de ville|generaliste|hospitali|a domicile|de secteur|d'accueil|en charge)/;
const TITLED_AFTER = /^(?:[ ,(\n]{1,2})(?:m\.|mr|mme|mlle|monsieur|madame|dr|docteur)(?![a-z])|^ ?:/;
const ARTICLE =
  /(?:^|[\s(])(?:le|la|les|l['’]|un|une|des|son|sa|ses|notre|votre|mon|ma|aux?|du|par|chez|de|d['’]|avec|cette|cet|ce)[ \n]?$/;
const CHAIN =
  /^(?:[ ,\n]{1,3}|[^.;:]{0,40}[ ,\n](?=puis))(?:puis|et|ou|devenue?|ensuite|apres|avant|comme)(?:[ ,\n]{1,2}(?:ensuite|une?|ancien(?:ne)?|aussi|egalement|comme|de|d'etre|avoir ete))*[ \n]$|^, (?:ancien(?:ne)? )?$/;

/** Columns under which a line was ended on purpose: a heading, an item. */
const SHORT_LINE = 45;
function unbroken(before: string): string {
  const lines = before.split('\n');
  let from = lines.length - 1;
  while (from > 0 && (from === 1 || (lines[from - 1] as string).length > SHORT_LINE)) from -= 1;
  return lines.slice(from).join('\n');
}

/** The words of the sentence before; the dot of "M." ends none. */
const clauseBefore = (before: string): string =>
  unbroken(before)
    .replace(/(?<![a-z])(m|dr|pr)\.(?= )/g, '$1 ')
    .split(/[.;!?|]\s|\n[ \t]*[-•*\n]|\n(?=[^\n]{0,30}:)/)
    .at(-1) ?? '';

/** "son mari est maçon", "mariée à M. X, qui est", but not "vit avec son mari, elle est". */
function ofRelative(clause: string): boolean {
  if (
    /(?:mariee?|pacsee?|fiancee?|concubinage|divorcee?|veu(?:f|ve)) (?:a |avec |de |du |d'|\()[^.;]{0,60}$/.test(
      clause,
    )
  )
    return true;
  const tail = clause.slice(-60);
  const words = tail.split(/[^a-z-]+/).filter(Boolean);
  return (
    words.slice(-8).some((word) => RELATIVES.has(word) && word !== 'femme') &&
    !/(?:patiente?|(?:avec|chez) (?:son|sa|ses|leurs?) [a-z-]+,|(?:^|[ ,])(?:il|elle) )[^.;:]{0,30}$/.test(
      tail,
    ) &&
    !/(?:\d|deux|trois|quatre|cinq|sans|des|un|une) (?:grands? )?enfants?[^:]*$/.test(tail)
  );
}

export interface TradePlace {
  readonly text: string;
  readonly folded: string;
  readonly facts: KnownFacts;
}

/** Is the civil name right before the trade the patient's, somebody else's, or none? */
function nameBeside({ facts }: TradePlace, before: string): 'patient' | 'other' | undefined {
  const match = PERSON_BESIDE.exec(before);
  const name = match?.groups?.name;
  if (match === null || name === undefined) return undefined;
  if (/\($/.test(before.slice(0, match.index))) return 'other';
  if (name.split(/[^a-z]+/).some((word) => facts.words.get(word)?.role === 'Patient')) return 'patient';
  // "remarié avec Mme Y ; ancien mineur": a semicolon ends what is said of her.
  if (/;[ \n]*(?:ancien(?:ne)? )?$/.test(before)) return undefined;
  if (facts.hasPatientName) return 'other';
  return LED_BY_OTHERS.test(before.slice(0, match.index)) && !/chez ?$/.test(before.slice(0, match.index))
    ? 'other'
    : 'patient';
}

/** A name in the original letters right before: "Clara BLANC, orthophoniste", "Élise, kinésithérapeute". */
function namedApposition(text: string, start: number): boolean {
  const match =
    /(?<lead>(?:à|en|au|aux|de|d['’]|du) ?)?(?<name>\p{Lu}[\p{L}'’-]+)(?: \([^)]{0,20}\))?(?:,[ \n]| \(|,?[ \n]qui est )$/u.exec(
      text.slice(Math.max(0, start - 60), start),
    );
  const { lead, name = '' } = match?.groups ?? {};
  return match !== null && (lead === undefined || FIRST_NAMES.has(fold(name)));
}

function opens({ text, folded }: TradePlace, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 60), start).replace(/(?:ancien(?:ne)?|ex)[ \n-]$/, '');
  if (!/(?:^|[.!?]\s{1,3}|\n[ \t]*(?:[-•*–] ?)?|\| ?)$/.test(before)) return false;
  const raw = text.slice(start, end);
  const after = text.slice(end, end + 30);
  if (raw === raw.toUpperCase())
    return /^(?: (?:CHEZ|DEPUIS|DANS|A LA|AU|EN|PUIS|RETRAITE)(?!\p{L})|[.,])/u.test(after);
  return /^(?:[.,]| \p{Ll}| à )/u.test(after) && !/^, \p{Lu}/u.test(after);
}

const MEN = new Set(SOCIAL_WORDS.map(({ forms }) => fold(forms[0] as string)));
const WOMEN = new Set(SOCIAL_WORDS.map(({ forms }) => fold(forms.at(-1) as string)));
const WIFE = /(?<![a-z])(?:veuve|(?:re)?mariee|divorcee|pacsee|separee) [^.;,]{0,50}, $/;
/** Not "marié": folded, it is the first name. */
const HUSBAND = /(?<![a-z])(?:veuf|remarie|divorce|pacse|separe) [^.;,]{0,50}, $/;
/** "Veuve de Marcel, agricultrice": the trade agrees with the patient, not with the spouse. */
function agreesWithPatient(clause: string, raw: string): boolean {
  const parts = raw.split(' ');
  const form = parts
    .map((_, at) => parts.slice(0, parts.length - at).join(' '))
    .find((one) => MEN.has(one) || WOMEN.has(one));
  if (form === undefined || MEN.has(form) === WOMEN.has(form)) return false;
  return (WOMEN.has(form) ? WIFE : HUSBAND).test(clause);
}

/** Is the trade at `start` the patient's? `last` is the end of the trade found before it. */
export function isPatients(place: TradePlace, start: number, end: number, last: number): boolean {
  const { text, folded } = place;
  const raw = plainTrade(text.slice(start, end));
  const before = folded.slice(Math.max(0, start - 130), start);
  const after = folded.slice(end, end + 30);
  const clause = clauseBefore(before);
  if (last >= 0 && start - last < 40 && CHAIN.test(folded.slice(last, start)))
    return !TITLED_AFTER.test(after);
  if (TITLED_AFTER.test(after)) return false;
  if (agreesWithPatient(clause, raw)) return true;
  if (ofRelative(clause)) return false;
  if (/^mineure?$/.test(raw)) return LABEL.test(before) || AFTER_FORMER.test(before);
  if (LABEL.test(before) || WORKS.test(before) || WAS.test(before)) return true;
  const beside = nameBeside(place, before);
  if (beside === 'other') return false;
  const isCare = CARE_TRADES.has(raw);
  if (isCare && CARE_AFTER.test(after)) return false;
  if (AFTER_FORMER.test(before)) return !THE_FORMER.test(before);
  if (BESIDE.test(before)) return true;
  if (!ORDINARY_TRADES.has(raw) && ((!isCare && IS.test(before)) || AS.test(before))) return true;
  if (beside === undefined && namedApposition(text, start)) return false;
  if (beside === 'patient') return !isCare;
  if (ARTICLE.test(before)) return false;
  if (STANDING_AFTER.test(after)) return true;
  if (isCare) return false;
  const head = raw.split(' ')[0] as string;
  if ((STATUSES.has(raw) || STATUSES.has(head)) && !ORDINARY_TRADES.has(raw)) return true;
  return !ORDINARY_TRADES.has(raw) && opens(place, start, end);
}

/** Do the words around say that the trade is a carer's, a relative's or another named person's? */
export function isSomebodyElses(place: TradePlace, start: number, end: number): boolean {
  const { text, folded } = place;
  const before = folded.slice(Math.max(0, start - 130), start);
  const after = folded.slice(end, end + 30);
  if (TITLED_AFTER.test(after) || THE_FORMER.test(before) || ofRelative(clauseBefore(before))) return true;
  if (LABEL.test(before) || WORKS.test(before) || WAS.test(before)) return false;
  const beside = nameBeside(place, before);
  if (beside === 'other') return true;
  if (BESIDE.test(before)) return false;
  return beside === undefined && namedApposition(text, start);
}
