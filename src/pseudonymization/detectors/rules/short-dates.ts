import { type Span } from '../../../text/index.js';

/** Every "day/month" that is not part of a longer number. */
const SHORT =
  /(?<![\p{L}\d/+-]|\d[.,])(?<day>3[01]|[12]\d|0?[1-9])(?<sign>[/.])(?<month>1[0-2]|0?[1-9])(?![\d/%°]|[.,]\d| ?(?:e|è|mg|ml|g|mm|cm|kg|l|mois|ans|h|pts?|points?|mmhg|cmhg|ch|fr)(?!\p{L}))/giu;
/** A line of a nurse's log: the shift says that it is a day. */
const SHIFT = /^ {1,3}(?:M|AM|N|S|J|matin|soir|nuit)(?: ?:| {1,3}\p{Lu})/u;
const WEEKDAY =
  /(?<!\p{L})(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|lu|ma|me|je|ve|sa|di)\.? $/iu;
const LINE_START =
  /(?:^|\n)[ \t]*(?:[-•*–>][ \t]*)?(?:(?:lu|ma|me|je|ve|sa|di|lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,6}\.? )?$/iu;
const ANNOUNCED =
  /(?<!\p{L})(?:le|du|au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce|les|et|rdv|rendez-vous|cs|consultation|revue?|vue?|date ?:?|du matin du|nuit du) $/iu;
const ARTICLE = /(?<!\p{L})(?:le|du|au) $/iu;
/** What is written with the same sign and is no day: pressures, scores, sizes, sights, gravidity. */
export const MEASURE =
  /(?<!\p{L})(?:ta|pa|pas|pad|pam|tas|tension|pression|art[ée]rielle|eva|evs|score|index|indice|activit[ée]|glasgow|gcs|apgar|alvarado|mrc|mmse?|moca|rass|rankin|nihss|silverman|bishop|norton|braden|adl|iadl|gir|asa|oms|ps|karnofsky|gleason|haplo-?identique|identique|hla|gaine|sonde|cath[ée]ter|calibre|cal|aiguille|vis|taille|diam[èe]tre|av|acuit[ée](?: visuelle)?|od|og|odg|souffle|force|cotation|cot[ée]e?s?|testing|page|fraction|rapport|ratio|n[°o]|r[ée]f\.?)(?: ?[:=à]| est| de| d['’]| [àa]| droite?| gauche| D| G)? ?$/iu;
/** Days counted from the first of a treatment, dates of a pregnancy. */
const CALENDAR =
  /(?<!\p{L})(?:J ?\d{1,3}|C\d{1,2} ?J\d{1,3}|cure \d{1,2}|DDR|DDG|terme|date (?:d['’]|de |du )?\p{L}{0,12})(?: pr[ée]vu)?(?: ?[=:]| [àa] l[ea])? ?$/iu;
/** Examinations and events, short: what stands after them is rarely a ratio whose first figure is the higher. */
const EXAM =
  /(?<!\p{L})(?:ecbu|pl|ett|eto|ecg|irm|tdm|tep|eeg|emg|efr|nfs|iono|crp|hb|bio(?:logie)?s?|bilans?|scanner|[ée]cho(?:graphie)?|radio|rx|rp|h[ée]mocs?|h[ée]mocultures?|coproculture|copro|poids|pes[ée]e|biopsie|ponction|rcp|avis|visite|appel|gds|pose|retrait|ablation|sortie|entr[ée]e|transfusion|prochaine?)\.? $/iu;
/** Examinations that are not counted: a colon after the two figures opens their result. */
const REPORTED =
  /(?<!\p{L})(?:ett|eto|ecg|irm|tdm|tep|eeg|emg|efr|nfs|iono|crp|scanner|[ée]cho(?:graphie)?|radio|rx|rp)\.? $/iu;
/** The day before it in an enumeration. */
const DAY_BEFORE = /(?<![\p{L}\d/.,])\d{1,2}(?:er)?(?:,| et| au| puis| ?[-–]) ?(?:le )?$/u;
/** Halves and thirds: "le 2/3 inférieur". */
const FRACTION = /^(?:1[/][2-9]|2[/][35]|3[/]4)$/;
const NEXT = /^ ?(?:[-–,]|au|et|à|puis|ou) ?(?:le |au )?\d{1,2}\/\d{1,2}\/\d{2,4}/u;
const LINKED = /^(?:, ?| et | au | ?[-–] ?| puis | ou )(?:le |au )?$/u;

interface Short extends Span {
  readonly day: string;
  readonly sign: string;
  readonly month: string;
}

function opensLine(after: string, { day, month }: Short): boolean {
  if (SHIFT.test(after)) return true;
  const isWhole = day.length === 2 && month.length === 2;
  if (isWhole && /^[ \t]*(?::|[àa] \d)/.test(after)) return true;
  const isPlain = day.startsWith('0') || month.startsWith('0') || Number(day) > Number(month);
  if (/^ {1,3}\d{1,2} ?[hH:]\d{0,2}/.test(after)) return true;
  return isPlain && /^(?: ?:| {1,4}\p{Lu}\p{L}| {2,}\p{L}| {1,2}[-–—>] )/u.test(after);
}

function isShortDate(text: string, one: Short): boolean {
  const { start, end, day, sign, month } = one;
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 20);
  const isPadded = month.length === 2;
  // "6/10 et 5/10", "(10/10)": sights and scores are out of ten.
  const isOutOfTen = month === '10' && !day.startsWith('0') && Number(day) <= 10;
  if (isOutOfTen && !ARTICLE.test(before)) return false;
  if (ANNOUNCED.test(before) && isPadded) return true;
  if (sign !== '/' || MEASURE.test(before)) return false;
  if (ARTICLE.test(before)) return !FRACTION.test(text.slice(start, end)) || /^[.,;:)\n]/.test(after);
  if (WEEKDAY.test(before) || NEXT.test(after)) return true;
  const isLate = Number(day) > Number(month);
  // "(12/12)": all of them.
  const isCounted = day === month;
  if (CALENDAR.test(before)) return true;
  if (isLate && (EXAM.test(before) || DAY_BEFORE.test(before))) return true;
  if (REPORTED.test(before) && /^ ?:/.test(after)) return true;
  if (Number(day) > 12 && /[=:] ?$/.test(before)) return true;
  if (Number(day) > 12 && /[.;,] $/.test(before) && /^ ?: /.test(after)) return true;
  if (before.endsWith('(') && /^[),:]/.test(after))
    return isLate || (day.length === 2 && isPadded && !(isCounted && !day.startsWith('0')));
  if (LINE_START.test(before) && opensLine(after, one)) return true;
  if (month.startsWith('0'))
    return /(?:\p{L}|[,:;.)]) $|\($/u.test(before) && !/^ ?[\p{L}]{1,2}\b/u.test(after);
  return /\p{L}{4} $/u.test(before) && isLate && /^ ?:/.test(after);
}

/** Days written as day and month alone: `le 4/2`, `07/01 : …`, `Je 5/3`, `(03/01, 04/01)`. */
export function shortDates(text: string): Span[] {
  const found: Span[] = [];
  for (const { 0: raw, index: start, groups } of text.matchAll(SHORT)) {
    const { day = '', sign = '', month = '' } = groups ?? {};
    const one = { start, end: start + raw.length, day, sign, month };
    const last = found.at(-1);
    const isNext =
      last !== undefined && sign === '/' && start - last.end < 12 && LINKED.test(text.slice(last.end, start));
    if (isNext || isShortDate(text, one)) found.push({ start, end: one.end });
  }
  return found;
}
