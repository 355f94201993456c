import { MONTHS } from '../../../text/index.js';
import { fold } from '../../lexicon/index.js';

const UNITS =
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(' ');
const TENS: Readonly<Record<string, number>> = {
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  octante: 80,
  huitante: 80,
  nonante: 90,
};

/** As devices and laboratories abroad print them: a month only between a day and a year. */
const ENGLISH = [
  ...['january', 'feb february', 'mar march', 'apr april', 'may', 'jun june', 'jul july'],
  ...['aug august', 'sep september', 'october', 'november', 'dec december'],
];
const numbered = (months: readonly (readonly string[])[]) =>
  months.flatMap((forms, at) => forms.map((form) => [form, at + 1] as const));

export const MONTH_NUMBER: ReadonlyMap<string, number> = new Map([
  ...numbered(ENGLISH.map((forms) => forms.split(' '))),
  ...numbered(MONTHS),
]);
const FRENCH = new Set(numbered(MONTHS).map(([form]) => form));
export const isEnglishMonth = (folded: string): boolean => MONTH_NUMBER.has(folded) && !FRENCH.has(folded);
const FULL = new Set(MONTHS.map(([form]) => form));
export const isFullMonth = (folded: string): boolean => FULL.has(folded);
const HALVES = /(?<!\p{L})(\p{L}{1,8})(?=(-?\r?[ \n])(\p{L}{1,8})(?!\p{L}))/gu;
/** Names of months that the end of a line, or a space that stands for it, parts: `oc-⏎tobre`. */
export const cutMonths = (text: string): { start: number; raw: string; month: number }[] =>
  [...text.matchAll(HALVES)].flatMap(({ 1: left = '', 2: gap = '', 3: right = '', index }) => {
    const whole = fold(left + right);
    const month = MONTH_NUMBER.get(whole);
    return FULL.has(whole) && month !== undefined ? [{ start: index, raw: left + gap + right, month }] : [];
  });

export const MONTH_NAMES = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;
export const MONTH_SHORT = [
  'janv',
  'févr',
  'mars',
  'avr',
  'mai',
  'juin',
  'juil',
  'août',
  'sept',
  'oct',
  'nov',
  'déc',
] as const;

export const isNumberWord = (folded: string): boolean =>
  UNITS.includes(folded) ||
  folded in TENS ||
  ['mille', 'mil', 'cent', 'cents', 'et', 'premier', 'une'].includes(folded);

/** French number in words up to 2099 ("mille neuf cent cinquante-deux"); undefined where it is not one. */
export function numberInWords(text: string): number | undefined {
  const words = fold(text)
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && word !== 'et');
  if (words.length === 0) return undefined;
  let total = 0;
  let current = 0;
  for (const word of words) {
    if (word === 'premier' || word === 'une') current += 1;
    else if (word === 'mille' || word === 'mil') {
      total += Math.max(current, 1) * 1000;
      current = 0;
    } else if (word === 'cent' || word === 'cents') current = Math.max(current, 1) * 100;
    else if ((word === 'vingt' || word === 'vingts') && current % 100 === 4) current += 76;
    else if (word in TENS) current += TENS[word] as number;
    else if (UNITS.includes(word)) current += UNITS.indexOf(word);
    else return undefined;
  }
  return total + current;
}

/** The year two digits mean: up to ten years ahead of `pivot`, else the century before. */
export const fullYear = (digits: string, pivot: number): number => {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const century = Math.floor(pivot / 100) * 100;
  return century + year > pivot + 10 ? century + year - 100 : century + year;
};
