import { type Span } from '../../../text/index.js';
import { type DetectionInput } from '../candidate.js';
import { fold } from '../../lexicon/index.js';
import {
  cutMonths,
  isEnglishMonth,
  isFullMonth,
  isNumberWord,
  MONTH_NUMBER,
  numberInWords,
} from './calendar.js';
import { dateRows } from './date-rows.js';
import { shortDates } from './short-dates.js';
import { followsSource } from './sources.js';

const NUMERIC =
  /(?:(?<![\d/]|\d[.,-])|(?<=[/.]\d{4}-))\d{1,2}(?: ?\/ ?\d{1,2} ?\/ ?|\.\d{1,2}\.|-\d{1,2}-)(?:\d{4}|\d{2})(?!\d|[/.]\d|-\d(?!\d?[/.]\d{1,2}[/.])|[.]?\p{L})/gu;
/** Stuck to the word after it, as text drawn from a PDF file is. */
const STUCK = /(?<![\d/]|\d[.,-])\d{1,2}\/\d{1,2}\/(?:19|20)\d{2}(?=\p{L})/gu;
const ISO = /(?<![\d/.-])(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)/g;
const MONTH_YEAR = /(?<![\d/.,-])(?:0?[1-9]|1[0-2])[/-](?:19|20)\d{2}(?![\d/])/g;
/** A line's end stands beside one of its signs. */
const CUT =
  /(?<![\d/]|\d[.,-])\d{1,2}(?:\/\d{1,2}(?:\/\r?\n|\r?\n\/)|(?:\/\r?\n|\r?\n\/)\d{1,2}\/)(?:19|20)\d{2}(?![\d/])/g;
/** After the day, or day and month, that a stretch of time begins with: `14-18/03/2025`. */
const AFTER_DAY =
  /(?<=(?<![\d/.,-])(?:\d{1,2}\/)?\d{1,2} ?[-–] ?)\d{1,2}\/\d{1,2}\/(?:(?:19|20)\d{2}|\d{2})(?![\d/])/g;
/** Month and year where a time is said: `en 03/22`, `depuis 11.2021`. */
const SAID_MONTH =
  /(?<=(?<!\p{L})(?:en|depuis|d[èe]s|courant|fin|d[ée]but|mi|jusqu['’]en)[ -])(?:0?[1-9]|1[0-2])(?:\/(?:1[3-9]|[2-9]\d)|\.(?:19|20)\d{2})(?![\d/%]|[.,]\d| ?(?:mg|ml|g|ans|cas|patients)(?!\p{L}))/giu;
/** As devices print them: `14MAR26`, `20260314 14:22`. */
const PRINTED =
  /(?<![\p{L}\d])(?:\d{2}(?:JAN|FEB|FEV|MAR|APR|AVR|MAY|MAI|JUN|JUL|AUG|AOU|SEP|OCT|NOV|DEC)(?:20)?\d{2}(?![\p{L}\d])|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?= \d{2}:\d{2}))/gu;
/** From a year to another: one. */
const YEARS = /(?<![\d/.,+-])(?:19[1-9]\d|20[0-4]\d) ?[-–] ?(?:19[1-9]\d|20[0-4]\d)(?![\d%/-]|[.,]\d)/g;
const COMPACT =
  /(?<![\p{L}\d.,/-])(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?![\d])|(?<=(?:le|date|naissance|DDN|née?|DN)[ :]{1,3})(?:\d{8}|\d{2} \d{2} (?:19|20)\d{2})(?!\d))/giu;
const YEAR_ALONE =
  /(?<![\d/.,+-])(?:19[1-9]\d|20[0-4]\d)(?![\d%]|[/.,-]\d| ?(?:mg|ml|mm|cm|kg|ui|g|kcal|cc|µg|ng|pg|u|l|pas|m|cal|°|€|euros|mmhg|hz|cells|copies|leucocytes|plaquettes)(?!\p{L})| ?h(?!\p{L}))/giu;
const BEFORE_YEAR =
  /(?:(?<!\p{L})(?:en|depuis|dès|debut|début|fin|courant|année|années|an|l'an|vers|avant|après|jusqu'en|jusqu'à|mi|été|printemps|automne|hiver|noël|pâques|de|entre|et|puis|ou|des|née?|à|annee|depuis l'année|env|environ)(?:\(e\))?[ ' -]|^[ \t]*(?:[-•*–·>][ \t]*)?|\(|\[|(?:19|20)\d{2} ?(?:[-–/,]|à|et|puis) ?|(?<![\p{L}])\p{L}[\p{Ll}'’-]{3,}(?<!oms|has|who|version|plaquettes|leucocytes|ferritine|troponine|lymphocytes) (?=$)|[,;:] |l['’]|d['’]| - )$/imu;
const LINKED =
  /(?:^|[\s(])(?:en|depuis|dès|debut|début|fin|courant|année|années|an|vers|avant|après|jusqu'en|jusqu'à|mi|été|printemps|automne|hiver|noël|pâques|de|entre|et|puis|ou|des|née?|à|annee|env|environ) $/iu;
const AFTER_LIST_YEAR = /^[ \t]*(?:[:)\],;.–-]|$|\p{L}|\()/mu;
const NUMBER_WORD = /\p{L}[\p{L}\p{M}]*/gu;

const at = (index: number, raw: string): Span => ({ start: index, end: index + raw.length });

/** Day before a month name: digits, `1er`, or words ("vingt et un"). */
function dayBefore(text: string, monthStart: number): number {
  const left = text.slice(Math.max(0, monthStart - 30), monthStart);
  const digits = /(?<![\d/.,])(?:3[01]|[12]\d|0?[1-9])(?:er| er)?[ \n.-]{1,2}$/.exec(left);
  if (digits !== null) {
    return monthStart - (left.length - digits.index);
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

/** "en janv", "fin oct.", "(en sept)": an abbreviation that is no other word. */
const isCutShort = (text: string, folded: string, end: number): boolean =>
  (/^(?:janv|fevr?|avr|juil|oct|nov|dec)$/.test(folded) &&
    /^(?:[.,;:)]|\s|$)/.test(text.slice(end, end + 1))) ||
  // Seven of something has its thing after it.
  (folded === 'sept' && /^ ?(?:[;:)\]\n]|[.,](?=\s|$)|$)/.test(text.slice(end, end + 3)));

/** "dix-sept", "vingt-sept avril": the number, not September. */
const isSeventh = (text: string, start: number, end: number): boolean =>
  /\p{L}-$/u.test(text.slice(Math.max(0, start - 2), start)) ||
  MONTH_NUMBER.has(/^ (\p{L}{3,9})/u.exec(fold(text.slice(end, end + 12)))?.[1] ?? '');

function wordedDates({ text, tokens }: Pick<DetectionInput, 'text' | 'tokens'>): Span[] {
  const found: Span[] = [];
  for (const { start, raw } of cutMonths(text)) {
    const end = start + raw.length;
    const [from, to] = [dayBefore(text, start), yearAfter(text, end, true)];
    if (raw.includes('\n') && (from < start || to > end)) found.push({ start: from, end: to });
  }
  for (const { start, end, folded, shape } of tokens) {
    if (!MONTH_NUMBER.has(folded) || shape === 'mixed') continue;
    const from = dayBefore(text, start);
    const to = yearAfter(text, end, from < start);
    if (isEnglishMonth(folded) && (from === start || to === end)) continue;
    const relative = /^ ?(?:dernier|prochain|suivant|pr[eé]c[eé]dent)/i.test(text.slice(end, end + 14));
    const alone = from === start && to === end;
    if (
      alone &&
      ((!isFullMonth(folded) && !isCutShort(text, folded, end)) ||
        relative ||
        !MONTH_ALONE.test(text.slice(Math.max(0, start - 12), start)) ||
        (folded === 'mars' && shape !== 'lower'))
    )
      continue;
    if (folded === 'sept' && isSeventh(text, start, end)) continue;
    // "FEVR 57 %": a short name in capitals.
    if (from === start && shape === 'upper' && !isFullMonth(folded) && to - end <= 3) continue;
    if (folded.length < 4 && from === start && folded !== 'mai' && !isCutShort(text, folded, end)) continue;
    // The dot of an abbreviation is part of it, where no year follows.
    const dotted = to === end && !isFullMonth(folded) && from < start && text[end] === '.' ? end + 1 : to;
    found.push({ start: from, end: dotted });
  }
  return found;
}

/** Of a history in one line: "AVC droit 2016 sans séquelle". What is counted or weighed is no year. */
const TOLD =
  /(?<!\p{L})(?!plaquettes|leucocytes|ferritine|troponine|lymphocytes|cr[ée]atinine|total|volume|diur[èe]se|poids|d[ée]bit|bilan|apports?|calories|dim[èe]res|neutrophiles|h[ée]maties|taux|dose|valeur|autour|environ|jusqu)\p{L}{4,} $/iu;
/** A disease or an operation of somebody's history, shortened. */
const HISTORY =
  /(?<![\p{L}\d])(?:HTA|IDM|AVC|AIT|FA|ACFA|DT[12]|DN?ID|TVP|EP|MTEV|BPCO|PTH|PTG|SCA|OAP|ICP?|PAC|BAV|PM|DAI|SAS|SAOS|IRCT?|VHC|VHB|VIH|RAA|RTUV|RTUP|GEU|FCS|IVG|IMG|HBP|AMO|TS|MICI|RCH|SEP|AOMI|AAA|LNH|LMC|LAM|LLC|CBNPC|AVP|TC|T[1-4]|S[12]|(?:[Tt]ri|[Ss]e)mestre(?: \d)?|[Ss]aison|[Pp]romo) (?:\p{Ll}{2,15} )?$/u;
const TOLD_ON =
  /^ (?:sans|avec|trait[ée]|op[ée]r[ée]|s[ée]quell|sous|non|stent|compliqu|r[ée]cidiv|surveill|suivi)/iu;

/** "poste 2044": somebody's telephone. */
const EXTENSION = /(?<!\p{L})(?:postes?|dect|bip|alphapage|t[ée]l|int)[. ]{0,2}:? ?(?:n[°o] ?)?$/iu;

function years(text: string): Span[] {
  const found: Span[] = [];
  for (const { 0: raw, index } of text.matchAll(YEAR_ALONE)) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (EXTENSION.test(before)) continue;
    if (
      followsSource(text, index) ||
      HISTORY.test(before) ||
      (TOLD.test(before) && TOLD_ON.test(text.slice(index + 4, index + 16)))
    ) {
      found.push(at(index, raw));
      continue;
    }
    if (!BEFORE_YEAR.test(before)) continue;
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
    CUT,
    AFTER_DAY,
    SAID_MONTH,
    PRINTED,
    COMPACT,
    YEARS,
  ]) {
    for (const { 0: raw, index } of text.matchAll(pattern)) found.push(at(index, raw));
  }
  return [...found, ...shortDates(text), ...dateRows(text), ...wordedDates(input), ...years(text)];
}
