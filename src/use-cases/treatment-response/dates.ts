import { type Span } from '../../text/index.js';
import { plain } from './plain.js';

const MONTHS = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  'janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec';
const WRITTEN = new RegExp(
  String.raw`(?<![\d/.])(?:(?<iso>(?:19|20)\d\d-\d\d-\d\d)|(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>(?:19|20)?\d\d)(?![\d%])|(?<m>\d{1,2})\/(?<y>(?:19|20)\d\d)|(?:(?<d2>\d{1,2}|1er) )?(?<name>${MONTH})\.? (?<y2>(?:19|20)\d\d)|(?<=(?:en|depuis|fin|debut|courant|ete|automne|hiver|printemps|annee) )(?<y3>(?:19|20)\d\d))(?!\d)`,
  'g',
);
/** What stands before a date that is not the examination's own. */
const COMPARED =
  /(?:par rapport|compar|versus|\bvs\b|anterieur|precedent|depuis|nadir|baseline|referen|initial|contre|debut|ne le|nee le|\(vs)[^.;:\n]{0,40}$/;

export interface WrittenDate extends Span {
  readonly iso: string;
  /** The date of an examination compared with, of a beginning, of a birth. */
  readonly compared: boolean;
}

const pad = (digits: string) => digits.padStart(2, '0');

function isoOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  if (groups['iso']) return groups['iso'];
  if (groups['y3']) return groups['y3'];
  const name = groups['name'];
  const named = name ? String(MONTHS.findIndex((one) => name.startsWith(one)) + 1) : undefined;
  const month = groups['month'] ?? groups['m'] ?? named ?? '';
  const year = groups['year'] ?? groups['y'] ?? groups['y2'] ?? '';
  const day = (groups['day'] ?? groups['d2'])?.replace('er', '');
  const full = year.length === 2 ? `20${year}` : year;
  if (Number(month) < 1 || Number(month) > 12 || Number(day ?? 1) > 31) return null;
  return day ? `${full}-${pad(month)}-${pad(day)}` : `${full}-${pad(month)}`;
}

/** Dates a text writes, in order. UTF-16 offsets. */
export function datesIn(text: string): WrittenDate[] {
  const read = plain(text);
  return [...read.matchAll(WRITTEN)].flatMap(({ index, 0: words, groups = {} }) => {
    const iso = isoOf(groups);
    if (!iso) return [];
    const before = read.slice(Math.max(0, index - 60), index);
    return { start: index, end: index + words.length, iso, compared: COMPARED.test(before) };
  });
}

/** Days from a day zero, for comparison; a month counts as its end, a year as its middle. */
export function daysOf(iso: string): number {
  const [year = '0', month, day] = iso.split('-');
  const inYear = month ? Number(month) : 6;
  return Date.UTC(Number(year), inYear - 1, day ? Number(day) : 28) / 86_400_000;
}
