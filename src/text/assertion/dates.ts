import { monthNumber } from '../calendar.js';
import { type Span } from '../span.js';

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const AGO =
  /(?<!\p{L})il y a (?:environ |plus de |près de )?(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|quelques|plusieurs)\s+(?:ans?|années?|mois)(?!\p{L})/giu;
const YEAR = new RegExp(
  String.raw`(?<![\p{L}\d])(?:en|courant|fin|début)\s+(?:(${MONTHS})\s+)?((?:19|20)\d\d)(?![\d/])`,
  'giu',
);
const BARE_YEAR = /\((?:en )?((?:19|20)\d\d)\)|^[ \t\-•*]*((?:19|20)\d\d)(?=\s*:)/gmu;
const LAST = new RegExp(
  String.raw`(?<!\p{L})(?:en (?:${MONTHS}) dernier|l['’]an (?:dernier|passé)|l['’]année (?:dernière|précédente|passée))(?!\p{L})`,
  'giu',
);
const NUMERIC = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?![\d/])/gu;
/** Older than this before the report is history, not the present episode. */
const MONTHS_OF_THE_PRESENT = 3;

const monthsOf = (year: number, month: number): number => year * 12 + month;

function monthsOfReference(referenceDate: string | null): number | null {
  const parts = /^(\d{4})(?:-(\d\d))?/.exec(referenceDate ?? '');
  return parts ? monthsOf(Number(parts[1]), Number(parts[2] ?? 12)) : null;
}

/**
 * Stretches of a text that place something before the present episode: "il y a 3 ans", "en 2015", "(2015)", and, when the
 * date of the report is known (ISO), any month or day more than three months older. Offsets are UTF-16 code units.
 */
export function pastDates(text: string, referenceDate: string | null): Span[] {
  const reference = monthsOfReference(referenceDate);
  const isPast = (year: number, month: number | null): boolean => {
    if (reference === null) return month === null;
    if (month === null) return year < Math.floor((reference - 1) / 12);
    return reference - monthsOf(year, month) > MONTHS_OF_THE_PRESENT;
  };
  const spans: Span[] = [];
  const keep = (match: RegExpExecArray) =>
    spans.push({ start: match.index, end: match.index + match[0].length });

  for (const match of text.matchAll(AGO)) keep(match);
  for (const match of text.matchAll(LAST)) keep(match);
  for (const match of text.matchAll(YEAR)) {
    const month = match[1] ? monthNumber(match[1]) : null;
    if (isPast(Number(match[2]), month)) keep(match);
  }
  for (const match of text.matchAll(BARE_YEAR)) if (isPast(Number(match[1] ?? match[2]), null)) keep(match);
  for (const match of text.matchAll(NUMERIC)) {
    if (reference !== null && isPast(Number(match[3]), Number(match[2]))) keep(match);
  }
  return spans;
}
