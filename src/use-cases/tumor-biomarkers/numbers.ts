import { type Measure } from './terms.js';

/** `4`, `4,5`, `1 240`: a blank parts thousands only in front of exactly three digits. */
export const NUMBER = String.raw`(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,]\d+)?`;
const COMPARATOR = String.raw`<=|>=|<|(?<!-)>|≤|≥|=<|=>|inf(?:erieure?s?)?\.? (?:ou egale?s? )?(?:a|au)|sup(?:erieure?s?)?\.? (?:ou egale?s? )?(?:a|au)|moins de|plus de`;
export const COMPARED = String.raw`(?:(?<comparator>${COMPARATOR})\s*)?(?<low>${NUMBER})`;
/** Ends of an interval: `10-15`, `10 à 15`, `entre 10 et 15`. */
export const INTERVAL = String.raw`${COMPARED}\s*%?\s*(?:(?:-|a|(?<=entre\s[\d.,]{1,5}\s?%?\s?)et)\s*(?<high>${NUMBER}))?`;

/** As printed, with a decimal point and no blank: trailing zeros tell the precision. */
const written = (number: string) => number.replaceAll(' ', '').replace(',', '.');
export const numberOf = (number: string): number => Number(written(number));

export function comparatorOf(written: string | undefined): Measure['comparator'] {
  if (!written) return '';
  const equal = /[=≤≥]|egal/.test(written) ? '=' : '';
  return `${/^(<|≤|inf|=<|moins)/.test(written) ? '<' : '>'}${equal}`;
}

export function measureOf(groups: Record<string, string | undefined>, unit: string | null): Measure {
  const low = numberOf(groups['low'] ?? '');
  const high = groups['high'] === undefined ? low : numberOf(groups['high']);
  const comparator = comparatorOf(groups['comparator']);
  const text =
    comparator + written(groups['low'] ?? '') + (high === low ? '' : `-${written(groups['high'] ?? '')}`);
  return { comparator, low, high, text, unit };
}

/** Units as reports write them, on plain text → UCUM. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^ng\/ml$/, 'ng/mL'],
  [/^[um]cg\/l$|^ug\/l$|^microg\/l$/, 'ug/L'],
  [/^ng\/l$/, 'ng/L'],
  [/^pg\/ml$/, 'pg/mL'],
  [/^u\/ml$/, 'U/mL'],
  [/^(?:ui|iu)\/ml$/, '[IU]/mL'],
  [/^ku\/l$/, 'kU/L'],
  [/^k(?:ui|iu)\/l$/, 'k[IU]/L'],
  [/^mu\/ml$/, 'mU/mL'],
  [/^m(?:ui|iu)\/ml$/, 'm[IU]/mL'],
  [/^u\/l$/, 'U/L'],
  [/^(?:ui|iu)\/l$/, '[IU]/L'],
  [/^pmol\/l$/, 'pmol/L'],
  [/^mg\/l$/, 'mg/L'],
  [/^g\/l$/, 'g/L'],
  [/^g\/dl$/, 'g/dL'],
  [/^mg\/dl$/, 'mg/dL'],
  [/^nmol\/l$/, 'nmol/L'],
  [/^umol\/l$/, 'umol/L'],
  [/^pmol\/ml$/, 'pmol/mL'],
  [/^mg\/(?:24h|j|jour|d)$/, 'mg/(24.h)'],
  [/^umol\/(?:24h|j|jour|d)$/, 'umol/(24.h)'],
  [/^ug\/(?:24h|j|jour|d)$/, 'ug/(24.h)'],
  [/^mut/, '{mutations}/Mb'],
];

export const UNIT = String.raw`(?:[mu]g|[un]mol)\s?/\s?(?:24\s?h|j(?:our)?\b)|(?:ng|ug|pmol|nmol|mg|g|mcg|microg|pg|u|ui|iu|ku|kui|kiu|mu|mui|miu)\s?/\s?[md]?l\b|mut(?:ations?|\.)?\s?/\s?(?:mb|megabases?)`;

export function unitOf(written: string): string | null {
  const compact = written.replace(/\s/g, '');
  return UNITS.find(([shape]) => shape.test(compact))?.[1] ?? null;
}

/** The first unit written in a text, in UCUM; null where there is none. */
export function unitIn(text: string): string | null {
  const written = new RegExp(UNIT).exec(text)?.[0];
  return written === undefined ? null : unitOf(written);
}
