import { type Span } from '../../../text/index.js';
import { type DetectionInput } from '../candidate.js';
import { fold } from '../../lexicon/index.js';
import { isEnglishMonth, isFullMonth, isNumberWord, MONTH_NUMBER, numberInWords } from './calendar.js';

const NUMERIC =
  /(?:(?<![\d/]|\d[.,-])|(?<=[/.]\d{4}-))\d{1,2}(?: ?\/ ?\d{1,2} ?\/ ?|\.\d{1,2}\.|-\d{1,2}-)(?:\d{4}|\d{2})(?!\d|[/.]\d|-\d(?!\d?[/.]\d{1,2}[/.])|[.]?\p{L})/gu;
/** Stuck to the word after it, as text drawn from a PDF file is. */
const STUCK = /(?<![\d/]|\d[.,-])\d{1,2}\/\d{1,2}\/(?:19|20)\d{2}(?=\p{L})/gu;
const ISO = /(?<![\d/.-])(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)/g;
const MONTH_YEAR = /(?<![\d/.,-])(?:0?[1-9]|1[0-2])[/-](?:19|20)\d{2}(?![\d/])/g;
const DAY_MONTH =
  /(?<=(?<!\p{L})(?:le|du|au|jusqu'au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce|les|et|rdv|rendez-vous|cs|consultation|revue?|vue?|dès le|date ?:?|du matin du|nuit du|et le) )(?:3[01]|[12]\d|0?[1-9])[/.](?:0[1-9]|1[0-2])(?![\d/%]|[.,]\d| ?(?:e|è|mg|ml|g|mm|cm|kg|l|mois|ans|h)\b)/giu;
const PARENTHESIZED_DAY = /(?<=\()(?:3[01]|[12]\d|0[1-9])\/(?:0[1-9]|1[0-2])(?=\))/g;
const DAY_MONTH_LIST =
  /(?:3[01]|[12]\d|0[1-9])\/(?:0[1-9]|1[0-2])(?<=^[ \t]*(?:[-•*][ \t]*)?.{5})(?=[ \t]*(?::|[àa] \d))/gm;
/** Days that an enumeration leaves to the date that ends it: `les 14, 15 et 16 mars`, `(03/01, 04/01)`. */
const DAY_OF_LIST =
  /(?<![\d/.,-])(?:3[01]|[12]\d|0?[1-9])(?:er)?(?=(?:, ?(?:3[01]|[12]\d|0?[1-9])(?:er)?){1,6},? (?:et|puis) (?:3[01]|[12]\d|0?[1-9])(?:er)? (?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c))/giu;
const NEXT_OF_LIST = /(?<=(?<![\d/])\d{2}\/\d{2}, )(?:3[01]|[12]\d|0[1-9])\/(?:0[1-9]|1[0-2])(?![\d/%])/g;
/** A line of a nurse's log: the shift says that it is a day. */
const LOG_DAY =
  /(?<=^(?:(?:lu|ma|me|je|ve|sa|di)[a-z]{0,6}\.? )?)(?:3[01]|[12]\d|0?[1-9])\/(?:1[0-2]|0?[1-9])(?= {1,3}(?:M|AM|N|S|J|matin|soir|nuit)(?: ?:| {1,3}\p{Lu}))/gimu;
const LISTS = [DAY_OF_LIST, NEXT_OF_LIST, LOG_DAY];
const COMPACT =
  /(?<![\p{L}\d.,/-])(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?![\d])|(?<=(?:le|date|naissance|DDN|née?|DN)[ :]{1,3})(?:\d{8}|\d{2} \d{2} (?:19|20)\d{2})(?!\d))/giu;
const YEAR_ALONE =
  /(?<![\d/.,+-])(?:19[1-9]\d|20[0-4]\d)(?![\d%]|[/.,-]\d| ?(?:mg|ml|mm|cm|kg|ui|g|kcal|cc|µg|ng|pg|u|l|pas|m|cal|°|€|euros|mmhg|hz|cells|copies|leucocytes|plaquettes)(?!\p{L})| ?h(?!\p{L}))/giu;
const BEFORE_YEAR =
  /(?:(?<!\p{L})(?:en|depuis|dès|debut|début|fin|courant|année|années|an|l'an|vers|avant|après|jusqu'en|jusqu'à|mi|été|printemps|automne|hiver|noël|pâques|de|entre|et|puis|ou|des|née?|à|annee|depuis l'année|env|environ)(?:\(e\))?[ ' -]|^[ \t]*(?:[-•*–·>][ \t]*)?|\(|\[|(?:19|20)\d{2} ?(?:[-–/,]|à|et|puis) ?|(?<![\p{L}])\p{L}[\p{Ll}'’-]{3,}(?<!oms|has|who|version|plaquettes|leucocytes|ferritine|troponine|lymphocytes) (?=$)|[,;:] |l['’]|d['’]| - )$/imu;
const LINKED =
  /(?:^|[\s(])(?:en|depuis|dès|debut|début|fin|courant|année|années|an|vers|avant|après|jusqu'en|jusqu'à|mi|été|printemps|automne|hiver|noël|pâques|de|entre|et|puis|ou|des|née?|à|annee|env|environ) $/iu;
const SOURCE =
  /(?:classification|recommandations?|crit[eè]res?|guidelines?|consensus|soci[eé]t[eé]|society|r[eé]f[eé]rentiel|version|oms|who|has|esc|esmo|figo|tnm|uicc|eucast|recist|norme|loi)(?!\p{L})[^,:]{0,40} $/iu;
const AFTER_LIST_YEAR = /^[ \t]*(?:[:)\],;.–-]|$|\p{L}|\()/mu;
const NUMBER_WORD = /\p{L}[\p{L}\p{M}]*/gu;

const at = (index: number, raw: string): Span => ({ start: index, end: index + raw.length });

/** Day before a month name: digits, `1er`, or words ("vingt et un"). */
function dayBefore(text: string, monthStart: number): number {
  const left = text.slice(Math.max(0, monthStart - 30), monthStart);
  const digits = /(?<![\d/.,])(?:3[01]|[12]\d|0?[1-9])(?:er| er)?[ \n.-]{1,2}$/.exec(left);
  if (digits !== null) {
    const range = /(?<![\d/.,])(?:3[01]|[12]\d|0?[1-9])(?:er)? ?(?:au|et|-|–|\/|à) ?$/.exec(
      left.slice(0, digits.index),
    );
    return monthStart - (left.length - (range?.index ?? digits.index));
  }
  const words = [...left.matchAll(NUMBER_WORD)];
  let from = monthStart;
  for (let back = words.length - 1; back >= 0 && back > words.length - 4; back -= 1) {
    const { 0: word, index } = words[back] as RegExpExecArray;
    const end = monthStart - left.length + index + word.length;
    const folded = word.toLowerCase();
    if (!isNumberWord(folded) || !/^[ -]$/.test(text.slice(end, from))) break;
    if (folded === 'et' && back === 0) break;
    from = end - word.length;
  }
  const value = from < monthStart ? numberInWords(text.slice(from, monthStart)) : undefined;
  return value !== undefined && value >= 1 && value <= 31 ? from : monthStart;
}

/** Year after a month name: four digits, two digits that are not a quantity, or words. */
function yearAfter(text: string, monthEnd: number, hasDay: boolean): number {
  const right = text.slice(monthEnd, monthEnd + 70);
  const four = /^\.?[ \n-]{1,2}(?:de )?(?:19|20)\d{2}(?!\d)/.exec(right);
  if (four !== null) return monthEnd + four[0].length;
  const two = hasDay
    ? /^\.?[ -]\d{2}(?![\d,/%]|[.]\d| ?(?:h|ans|mg|ml|cm|mm|kg|g|jours|heures|patients)(?!\p{L})|:\d)/u.exec(
        right,
      )
    : /^\.?[ -]'?\d{2}(?=[ ,.;)]|$)(?! ?(?:h|ans|mg|ml|cm|jours|patients))/u.exec(right);
  if (two !== null) return monthEnd + two[0].length;
  let end = monthEnd;
  let first = true;
  for (const { 0: word, index } of right.matchAll(NUMBER_WORD)) {
    const folded = word.toLowerCase();
    if (!isNumberWord(folded) || !/^[ -]$/.test(text.slice(end, monthEnd + index))) break;
    if (first && folded !== 'mille' && folded !== 'mil' && folded !== 'deux' && folded !== 'dix') break;
    first = false;
    end = monthEnd + index + word.length;
  }
  const value = end > monthEnd ? numberInWords(text.slice(monthEnd, end)) : undefined;
  return value !== undefined && value > 1800 && value < 2100 ? end : monthEnd;
}

const MONTH_ALONE =
  /(?<!\p{L})(?:en|depuis|d[eé]but|fin|mi|courant|d['’]|de|mois de|mois d['’]|d[eè]s|jusqu['’]en|avant|vers)[ -]?$/iu;

/** "dix-sept", "vingt-sept avril": the number, not September. */
const isSeventh = (text: string, start: number, end: number): boolean =>
  /\p{L}-$/u.test(text.slice(Math.max(0, start - 2), start)) ||
  MONTH_NUMBER.has(/^ (\p{L}{3,9})/u.exec(fold(text.slice(end, end + 12)))?.[1] ?? '');

function wordedDates({ text, tokens }: Pick<DetectionInput, 'text' | 'tokens'>): Span[] {
  const found: Span[] = [];
  for (const { start, end, folded, shape } of tokens) {
    if (!MONTH_NUMBER.has(folded) || shape === 'mixed') continue;
    const from = dayBefore(text, start);
    const to = yearAfter(text, end, from < start);
    if (isEnglishMonth(folded) && (from === start || to === end)) continue;
    const relative = /^ ?(?:dernier|prochain|suivant|pr[eé]c[eé]dent)/i.test(text.slice(end, end + 14));
    const alone = from === start && to === end;
    if (
      alone &&
      (!isFullMonth(folded) ||
        relative ||
        !MONTH_ALONE.test(text.slice(Math.max(0, start - 12), start)) ||
        (folded === 'mars' && shape !== 'lower'))
    )
      continue;
    if (folded === 'sept' && isSeventh(text, start, end)) continue;
    if (folded.length < 4 && from === start && folded !== 'mai') continue;
    found.push({ start: from, end: to });
  }
  return found;
}

/** "critères ESC 2023", "classification OMS 2016": the year of a source, straight after its name. */
const afterSource = (text: string, index: number): boolean =>
  SOURCE.test(
    text
      .slice(Math.max(0, index - 50), index)
      .split(/[.;\n]/)
      .at(-1) ?? '',
  );

function years(text: string): Span[] {
  const found: Span[] = [];
  for (const { 0: raw, index } of text.matchAll(YEAR_ALONE)) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (!BEFORE_YEAR.test(before) && !afterSource(text, index)) continue;
    if (
      /\p{L} $/u.test(before) &&
      !LINKED.test(before) &&
      !/^ ?(?:[,.;)\n(]|$)/.test(text.slice(index + 4, index + 6))
    )
      continue;
    if (
      /(?:^|\n)[ \t]*(?:[-•*–·>][ \t]*)?$/.test(before) &&
      !AFTER_LIST_YEAR.test(text.slice(index + 4, index + 8))
    )
      continue;
    found.push(at(index, raw));
  }
  return found;
}

/** Every absolute date of the text, full or partial, not yet told apart. Relative dates are not among them. */
export function dateMentions(input: Pick<DetectionInput, 'text' | 'tokens'>): Span[] {
  const { text } = input;
  const found: Span[] = [];
  for (const pattern of [
    NUMERIC,
    STUCK,
    ISO,
    MONTH_YEAR,
    DAY_MONTH,
    PARENTHESIZED_DAY,
    DAY_MONTH_LIST,
    COMPACT,
    ...LISTS,
  ]) {
    for (const { 0: raw, index } of text.matchAll(pattern)) found.push(at(index, raw));
  }
  return [...found, ...wordedDates(input), ...years(text)];
}
