import { ANY_MONTH, isoOf, monthNumber, type Span } from '../../text/index.js';
import { plain } from './plain.js';

const WRITTEN = new RegExp(
  [
    String.raw`(?<![\d/.])(?<iso>(?:19|20)\d\d-\d\d-\d\d)`,
    String.raw`(?<![\d/.])(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>(?:19|20)?\d\d)(?![\d%])`,
    String.raw`(?<![\d/.])(?<m>\d{1,2})\/(?<y>(?:19|20)\d\d)`,
    String.raw`(?:(?<![\d/.])(?<d2>\d{1,2}|1er) )?(?<![a-z])(?<name>${ANY_MONTH})\.?(?: (?<y2>(?:19|20)\d\d))(?!\d)`,
    String.raw`(?<=(?:en|depuis|fin|debut|courant|ete|automne|hiver|printemps|annee) )(?<y3>(?:19|20)\d\d)(?![\d/])`,
    String.raw`(?<=(?:(?:du|le|au|tap|tdm|irm|tep|scanner|scintigraphie|myelogramme|echographie) |\())(?<d4>\d{1,2})\/(?<m4>\d{1,2})(?![\d/%]|[.,]\d)`,
    String.raw`(?<=(?:(?:du|le|au|tap|tdm|irm|tep|scanner) |\())(?<d5>\d{1,2}|1er) (?<name5>${ANY_MONTH})(?![a-z])`,
    String.raw`(?<=(?:de |d'|en |mi-|fin |debut ))(?<name6>${ANY_MONTH})(?![a-z])`,
    String.raw`(?<![a-z])(?<yesterday>hier)(?![a-z])`,
  ].join('|'),
  'g',
);
/** What stands before a date that is not the examination's own. */
const COMPARED =
  /(?:par rapport|compar|versus|\bvs\b|anterieur|anteriorite|precedent|depuis|nadir|baseline|referen|initial|contre|debut|ne le|nee le|dernier|\(vs)[^.;:\n]{0,40}$/;
const EXAMINED =
  /(?:scanner|\btdm|\birm\b|\btep\b|\bpet\b|petscan|scintigraph|echograph|mammograph|radiograph|imagerie|bilan|examen|evaluation|myelogramme|\bbom\b|cystoscop|coloscop|endoscop|fibroscop|rectoscop|\btap\b|\bct\b)[^.;:\n]{0,40}$/;
const OPERATED =
  /(?:chirurgie|piece|exerese|mastectomie|tumorectomie|ectomie|operee?|biopsie)[^.;:\n]{0,30}$/;
const BEFORE = 60;
const DAY = 86_400_000;

export interface WrittenDate extends Span {
  readonly iso: string;
  /** The date of an examination compared with, of a beginning, of a birth. */
  readonly compared: boolean;
  /** Said of an examination, of an operation. */
  readonly of: 'examination' | 'operation' | null;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The year that makes a day, or a month, the last one before the report. */
function withYear(month: string, day: string | undefined, reference: string | null): string | null {
  if (reference === null) return null;
  const [year = '', ofReference = '12', dayOfReference = '31'] = reference.split('-');
  const later =
    Number(month) > Number(ofReference) ||
    (Number(month) === Number(ofReference) && Number(day ?? 1) > Number(dayOfReference));
  return String(Number(year) - (later ? 1 : 0));
}

function isoOfGroups(groups: Groups, reference: string | null): string | null {
  if (groups['iso']) return groups['iso'];
  if (groups['y3']) return groups['y3'];
  if (groups['yesterday']) {
    return reference?.length === 10 ? new Date(Date.parse(reference) - DAY).toISOString().slice(0, 10) : null;
  }
  const month =
    groups['month'] ??
    groups['m'] ??
    groups['m4'] ??
    String(monthNumber(groups['name'] ?? groups['name5'] ?? groups['name6'] ?? ''));
  const day = (groups['day'] ?? groups['d2'] ?? groups['d4'] ?? groups['d5'])?.replace('er', '');
  const year = groups['year'] ?? groups['y'] ?? groups['y2'] ?? withYear(month, day, reference);
  return year === null ? null : isoOf(year, month, day);
}

function latestOf(read: string): string | null {
  const whole = [...read.matchAll(WRITTEN)].flatMap(({ groups = {} }) => isoOfGroups(groups, null) ?? []);
  return (
    whole
      .filter((iso) => iso.length === 10)
      .sort()
      .at(-1) ?? null
  );
}

/**
 * Dates a text writes, in order, UTF-16 offsets. A date without its year is read as the last one before `reference`
 * (ISO, the day of the report; else the latest day the text writes). Dates after it are left out.
 */
/** "12/2023 -> 10/2025 : osimertinib": a line that tells a period is of its beginning. */
const PERIOD_END = /(?:\d\s*(?:->|→|-|–|au|a|jusqu'au|jusqu'en)\s*)$/;

export function datesIn(text: string, reference: string | null = null): WrittenDate[] {
  const read = plain(text);
  const today = reference ?? latestOf(read);
  return [...read.matchAll(WRITTEN)].flatMap(({ index, 0: words, groups = {} }) => {
    const iso = isoOfGroups(groups, today);
    if (!iso || (reference !== null && iso.slice(0, 7) > reference.slice(0, 7))) return [];
    const before = read.slice(Math.max(0, index - BEFORE), index);
    return {
      start: index,
      end: index + words.length,
      iso,
      // "190 en juin, 186 en avril": a month without its year is the day of an examination only beside it.
      compared:
        COMPARED.test(before) ||
        PERIOD_END.test(before) ||
        (groups['name6'] !== undefined && !EXAMINED.test(before)),
      of: EXAMINED.test(before) ? 'examination' : OPERATED.test(before) ? 'operation' : null,
    };
  });
}

/** Days from a day zero, for comparison; a month counts as its end, a year as its middle. */
export function daysOf(iso: string): number {
  const [year = '0', month, day] = iso.split('-');
  const inYear = month ? Number(month) : 6;
  return Date.UTC(Number(year), inYear - 1, day ? Number(day) : 28) / DAY;
}
