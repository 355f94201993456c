import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  createMatcher,
  expandAlternatives,
  isoOf,
  monthNumber,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { plain } from './plain.js';
import { type Sentence } from './sentence.js';

const specimens = parse(readFileSync(new URL('./specimens.yml', import.meta.url), 'utf8')) as Record<
  string,
  string[]
>;
const specimenForms = createMatcher(
  Object.entries(specimens).map(([value, patterns]) => ({
    value,
    patterns: patterns.flatMap(expandAlternatives),
  })),
);
const LOOK_BACK = 400;

/** Sites of the disease as well as of a sample: in another sentence they tell its extent. */
const SPREAD: ReadonlySet<string> = new Set(['métastase', 'ganglion']);

/** "Sans métastase", "avec métastase ganglionnaire": the extent of the disease. */
const isExtent = (text: string, start: number, value: string) =>
  SPREAD.has(value) &&
  /\b(?:pas de|sans|absence de|avec|et|ni|risque de) (?:une |des |la |les )?$/.test(
    plain(text.slice(Math.max(0, start - 20), start)),
  );

/**
 * The specimen a result of one sentence speaks of, by where the result begins: named in the sentence, else shortly
 * before it in the section; else null.
 */
export function specimensIn(
  tokens: TokenizedText,
  sentence: Span,
  sectionStart: number,
): (at: number) => string | null {
  const inside = specimenForms
    .find(tokens, sentence)
    .filter(({ start, value }) => !isExtent(tokens.text, start, value));
  const from = Math.max(sectionStart, sentence.start - LOOK_BACK);
  let earlier: string | null | undefined;
  return (at) => {
    const nearest = inside.findLast(({ start }) => start < at) ?? inside[0];
    if (nearest) return nearest.value;
    if (from >= sentence.start) return null;
    earlier ??=
      specimenForms
        .find(tokens, { start: from, end: sentence.start })
        .findLast(({ value }) => !SPREAD.has(value))?.value ?? null;
    return earlier;
  };
}

const pad = (digits: string | number) => String(digits).padStart(2, '0');

/**
 * A date as reports write it → ISO `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null when it is not one. One without a year is the
 * last before `reference` (ISO), else `--MM-DD`: good to compare, not to tell.
 */
export function isoDate(written: string, reference: string | null = null): string | null {
  const text = plain(written);
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (iso) return text;
  const full = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})$/.exec(text);
  if (full) return isoOf(full[3] ?? '', full[2] ?? '', full[1]);
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (month) return isoOf(month[2] ?? '', month[1] ?? '');
  const words = /^(?:(\d{1,2}|1er)\s)?([a-z]+)\.?\s(\d{2,4})$/.exec(text);
  if (words) {
    const number = monthNumber(words[2] ?? '');
    return number === null ? null : isoOf(words[3] ?? '', number, words[1]?.replace('er', ''));
  }
  return /^\d{4}$/.test(text) ? text : withoutYear(text, reference);
}

/** "18/03", "3 mars", "avril". */
function withoutYear(text: string, reference: string | null): string | null {
  const numbers = /^(\d{1,2})\/(\d{1,2})$/.exec(text);
  const words = /^(?:(\d{1,2}|1er)\s)?([a-z]{3,})\.?$/.exec(text);
  const named = monthNumber(words?.[2] ?? '') ?? 0;
  // "03/24": a month of a year.
  if (numbers && Number(numbers[2]) > 12) return isoOf(numbers[2] ?? '', numbers[1] ?? '');
  const month = numbers ? Number(numbers[2]) : named;
  const day = numbers ? numbers[1] : words?.[1]?.replace('er', '');
  if (month < 1 || month > 12 || Number(day ?? 1) > 31) return null;
  const rest = pad(month) + (day === undefined ? '' : `-${pad(day)}`);
  if (reference === null) return `--${rest}`;
  const year = Number(reference.slice(0, 4));
  return `${rest > reference.slice(5, 5 + rest.length) ? year - 1 : year}-${rest}`;
}

/** The date a statement carries: the last one written before its result in the sentence, else the one just after. */
export function dateOf(sentence: Sentence, evidence: Span, reference: string | null): string | null {
  const { dates } = sentence;
  const inside = dates.find(({ start, end }) => start >= evidence.start && end <= evidence.end);
  const before = dates.filter(({ end }) => end <= evidence.start).at(-1);
  const after = dates.find(({ start }) => start >= evidence.end && start - evidence.end <= 12);
  const chosen = inside ?? after ?? before;
  return chosen ? isoDate(chosen.text, reference) : null;
}

const CONDITION =
  /\b(?:si(?! ce n'est)|s'il|en cas de?|lorsque|quand|dans l'hypothese|selon (?:le |la |les )?(?:resultat|statut))(?![a-z])/;

/** Verbs that tell what a result would bring; "opérait", "retirait" are no conditionals. */
const WOULD =
  /^[^.;:]{0,60}?\b(?!(?:ope|conside|libe|adhe|recupe|gene|reti|ti|inspi|expi|aspi|reve|se|fe)rai)(?:[a-z-]+(?:er|ir|dr|vr)|pourr|permettr|fer)ai(?:t|ent)\b|^[^.;:]{0,60}?\b(?:aur|ser)ai(?:t|ent) (?:permis|pu|ete|donne|indique|eligible|possible|discute|propose|necessaire)/;
const WOULD_BEFORE =
  /\b(?:serai(?:t|ent) (?:necessaires?|utiles?|souhaitables?|interessante?s?|indiquee?s?|a (?:faire|discuter))|permettrai(?:t|ent)|pourrai(?:t|ent) (?:beneficier|relever|justifier))\b[^.;:]{0,60}$/;
const GENERAL_AFTER =
  /^[^.;:]{0,25}?\b(?:est|sont) (?:en regle|en general|habituelle|generale|classique|souvent|rare|frequen|possibles?\b|a l'origine|associee?s? a (?:un|une|des) (?:meilleur|mauvais|moins|bon|pronostic|risque|reponse|sensibilite|resistance)|predicti|un facteur|un critere|une cible)|^[^.;:,]{0,25}?\b(?:definit|definissent|peut|peuvent|n'a pas de valeur|predit|confere|suppose|beneficient|vaut)\b|^[^.;:\n]{0,20}?\battendue?s? (?:dans|chez|pour|en cas)\b/;
const GENERAL_BEFORE =
  /\b(?:(?:les|des|aux) (?:patiente?s|malades|tumeurs|cancers|carcinomes|formes|femmes|hommes) (?:porteurs|porteuses|ayant|avec|presentant|dont|atteinte?s|mutee?s)|(?:un|tout) patient (?:porteur|avec)|exclusi(?:f|ve)s?|reserve(?:e|s|es)? aux|seule?s? (?:une?|les|des|le|la)|indique(?:e|s|es)? (?:en cas|chez)|selon (?:les recommandations|l'amm)|rappel :|recommand\w+ :)[^.;:]{0,60}$/;

/** "Une surexpression de HER2 pourrait ouvrir…", "les patients porteurs d'une mutation KRAS G12C peuvent…". */
export function isGeneral(sentence: Sentence, { start, end, mention }: Span & { mention: Span }): boolean {
  const after = sentence.plain.slice(end - sentence.start, end - sentence.start + 90);
  if (WOULD.test(after) || GENERAL_AFTER.test(after)) return true;
  const from = start - sentence.start;
  const before = sentence.plain.slice(Math.max(0, from - 110), from);
  const named = mention.start - sentence.start;
  return (
    GENERAL_BEFORE.test(before) || WOULD_BEFORE.test(sentence.plain.slice(Math.max(0, named - 110), named))
  );
}

const PATIENT_AFTER =
  /^[^.;]{0,15}\bchez (?:la |le |notre |cette |ce )?(?:patiente?|elle|lui|monsieur|madame|mme|mr?)\b/;
const PATIENT_BEFORE = /\b(?:(?:de|chez) (?:la|le|notre|cette|ce) patiente?|elle-meme|lui-meme)[\s:,]{0,3}$/;

/** "Père : … ; RET non muté chez la patiente", "test de la patiente BRCA1/2". */
export const isOfPatient = (sentence: Sentence, { start, end }: Span): boolean =>
  PATIENT_AFTER.test(sentence.plain.slice(end - sentence.start, end - sentence.start + 45)) ||
  PATIENT_BEFORE.test(sentence.plain.slice(Math.max(0, start - sentence.start - 45), start - sentence.start));

/** "Si HER2 positif…", "en cas de mutation…" are not results. `at` is where the statement begins. */
export function isConditional(sentence: Sentence, at: number): boolean {
  const before = sentence.plain.slice(0, at - sentence.start);
  const condition = CONDITION.exec(before.slice(-80));
  return condition !== null && !/[.;:]/.test(before.slice(-80).slice(condition.index + condition[0].length));
}

const COMPARED_WITH =
  /\b(?:par rapport|contre|versus|vs|precedente?s?|anterieure?s?)\b[^.;,(]{0,40}\([^)]{0,200}$/;
/** "Précédente calcitonine". */
const NEAR_RECALL =
  /\b(?:precedente?s?|anterieure?s?|ancienne?s?) (?:dosages? |valeurs? |taux )?(?:du |de la |de l'|de |d')?$/;
const RECALL =
  /\b(?:anterieure?s?|precedente?s?|anteriorites?|historique|rappel)\b[^.;:]{0,40}:[^.;]{0,200}$/;
/** How far back, in a sentence, words of time still speak of what follows. UTF-16 code units. */
const REACH = 300;

/** "Dosages antérieurs : PSA…": what follows is of the past. `at` is where the biomarker is named. */
export function isRecalled(sentence: Sentence, at: number): boolean {
  const end = at - sentence.start;
  const before = sentence.plain.slice(Math.max(0, end - REACH), end);
  if (NEAR_RECALL.test(before)) return true;
  return (RECALL.test(before) && !/par rapport/.test(before)) || COMPARED_WITH.test(before);
}

/** Pieces of a sentence before an offset, the nearest first, within reach. */
function* piecesBefore({ pieces }: Sentence, at: number) {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle] as Span).end <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index -= 1) {
    const piece = pieces[index] as Sentence['pieces'][number];
    if (at - piece.end > REACH) return;
    yield piece;
  }
}

/** "Ce jour : …" inside a section of antecedents. */
export function isToday(sentence: Sentence, at: number): boolean {
  for (const { kind } of piecesBefore(sentence, at)) {
    if (kind === 'now') return true;
    if (kind === 'date' || kind === 'versus') return false;
  }
  return false;
}

const MAX_LOOK_FOR_HEADING = 1500;
const HEADING_OF_TODAY = /\n[ \t]*[^\n.:]{0,40}\bactuel(?:le)?s?\b[^\n.:]{0,30}:/;

/** Under a line "Épisode actuel :" that the section holds before the sentence, which has no date of its own. */
export function isUnderToday(text: string, { start, end }: Span, { pieces }: Sentence): boolean {
  if (pieces.some(({ kind }) => kind === 'date' || kind === 'versus')) return false;
  return HEADING_OF_TODAY.test(plain(text.slice(Math.max(start, end - MAX_LOOK_FOR_HEADING), end)));
}

/** "En préopératoire, bHCG…", "tumeur initiale de 2020…": before the name, a word of the past, with its date or not. */
export function isFirst(sentence: Sentence, at: number): 'dated' | 'undated' | null {
  let dated = false;
  for (const { kind } of piecesBefore(sentence, at)) {
    if (kind === 'now' || kind === 'number') return null;
    if (kind === 'date') dated = true;
    if (kind === 'formerly') return dated ? 'dated' : 'undated';
  }
  return null;
}

/** "(RE 100 %, RP 90 %, HER2 négatif)": only a comma parts a result from one of the past. */
export function goesOnFrom(sentence: Sentence, pastTo: number, at: number): boolean {
  if (pastTo < 0 || at < pastTo) return false;
  return /^[\s,/+]*(?:et )?$/.test(sentence.plain.slice(pastTo - sentence.start, at - sentence.start));
}
