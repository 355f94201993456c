import { fold } from './matching/index.js';

/** French months in order, folded: in full, then as they are shortened. */
export const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'jan'],
  ['fevrier', 'fevr', 'fev'],
  ['mars'],
  ['avril', 'avr'],
  ['mai'],
  ['juin'],
  ['juillet', 'juil'],
  ['aout'],
  ['septembre', 'sept'],
  ['octobre', 'oct'],
  ['novembre', 'nov'],
  ['decembre', 'dec'],
];

/** The source of an expression for any of their forms, in text that is folded. */
export const ANY_MONTH = MONTHS.flat().join('|');

const NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((forms, at) => forms.map((form) => [form, at + 1] as const)),
);

/** 1 to 12; null for a word that is no month. */
export const monthNumber = (word: string): number | null => NUMBERS.get(fold(word)) ?? null;

const pad = (digits: number) => String(digits).padStart(2, '0');
const CENTURY = '20';

/**
 * Digits as written → ISO `YYYY-MM-DD`, or `YYYY-MM` without a day. A year of two digits is of this century. Null for
 * a month or a day no calendar has (each month counts 31).
 */
export function isoOf(year: string, month: string | number, day?: string): string | null {
  const full = year.length === 2 ? `${CENTURY}${year}` : year;
  const [inYear, inMonth] = [Number(month), Number(day ?? 1)];
  if (full.length !== 4 || !(inYear >= 1 && inYear <= 12) || !(inMonth >= 1 && inMonth <= 31)) return null;
  return day === undefined ? `${full}-${pad(inYear)}` : `${full}-${pad(inYear)}-${pad(inMonth)}`;
}
